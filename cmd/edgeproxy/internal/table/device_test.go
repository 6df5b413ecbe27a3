package table

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/mattn/go-runewidth"

	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

// TestDeviceFits: the table of a device fits, if the names of its files do, and says the same.
func TestDeviceFits(t *testing.T) {
	fsys := fstest.MapFS{
		"etc/aziot/config.toml": {Data: []byte("[agent.env]\nhttps_proxy = \"http://proxy.example.com:3128\"\n")},
		"etc/systemd/system/aziot-identityd.service.d/override.conf":   {Data: []byte("[Service]\nEnvironment=https_proxy=http://proxy.example.com:3128\n")},
		"etc/systemd/system/docker.service.d/a-rather-long-name-.conf": {Data: []byte("[Service]\nEnvironment=HTTPS_PROXY=http://user:password@proxy.plant-a.example.com:3128\n")},
		"etc/docker/daemon.json": {Data: []byte("{")},
	}
	dev := device.Read(fsys)
	seen := map[string]bool{}
	for width := 73; width < 240; width++ {
		var b strings.Builder
		if err := Device(&b, dev, width); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			if n := runewidth.StringWidth(strings.TrimSuffix(line, "\n")); n > width {
				t.Errorf("%d of %d columns: %s", n, width, line)
			}
		}
		for _, text := range []string{"etc/aziot/config.toml:2", "HTTPS_PROXY=http://***@proxy.plant-a.example.com:3128", "- (no file)", "- (not read)", "not set", "aziot-identityd: IoT Hub and DPS"} {
			if !strings.Contains(b.String(), text) {
				t.Errorf("%d columns: no %s", width, text)
			}
		}
		seen[b.String()] = true
	}
	if len(seen) != len(deviceLayouts) {
		t.Errorf("%d layouts, want %d", len(seen), len(deviceLayouts))
	}
}
