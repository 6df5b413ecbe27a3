package device_test

import (
	"fmt"
	"testing/fstest"

	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

// edgeAgent has its proxy in config.toml, in which aziot-identityd does not look.
func ExampleRead() {
	files := fstest.MapFS{ // on a device: os.DirFS("/")
		"etc/aziot/config.toml":                          {Data: []byte("[agent.env]\nhttps_proxy = \"http://user:secret@proxy.example.com:3128\"\n")},
		"usr/lib/systemd/system/aziot-identityd.service": {Data: []byte("[Service]\nExecStart=/usr/libexec/aziot-identityd\n")},
	}
	dev := device.Read(files)
	for _, err := range dev.Errors {
		fmt.Println(err)
	}
	if s, ok := dev.AgentProxy(); ok {
		fmt.Printf("edgeAgent: %s, by %s of %s:%s\n", s.Shown(), s.Via, s.File.Path, s.Position())
	}
	if _, ok := dev.ProxyOf(device.Identityd); !ok {
		fmt.Println("aziot-identityd: no proxy")
	}
	// Output:
	// edgeAgent: http://***@proxy.example.com:3128, by [agent.env] of etc/aziot/config.toml:2:16
	// aziot-identityd: no proxy
}
