package device_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

// TestPasswordsNotPrinted: no way of printing what was read of a device shows a password,
// and no JSON of it holds one.
func TestPasswordsNotPrinted(t *testing.T) {
	const password = "s3cret"
	const address = "http://user:" + password + "@proxy.example.com:3128"
	dev := device.Read(files(config, "[agent.env]\nhttps_proxy = \""+address+"\"\n[agent]\nhttps_proxy = \""+address+"\"\n",
		"usr/lib/systemd/system/aziot-identityd.service", "[Service]\nEnvironment=https_proxy="+address+"\nHttps_Proxy="+address+"\n"))
	setting, ok := dev.AgentProxy()
	if !ok || setting.Value != address || len(dev.Misplaced) == 0 {
		t.Fatalf("the device was not read: %v, %v", ok, dev.Errors)
	}
	for _, value := range []any{dev, dev.Places(), dev.Units, dev.Misplaced, setting, &setting} {
		text, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		if text := fmt.Sprint(dev.Files, dev.Files[0], *dev.Config); strings.Contains(text, strings.Trim(fmt.Sprint([]byte(password)), "[]")) {
			t.Error("a file shows its bytes")
		}
		for _, printed := range []string{fmt.Sprintf("%v", value), fmt.Sprintf("%+v", value), fmt.Sprintf("%#v", value), string(text)} {
			if strings.Contains(printed, password) {
				t.Errorf("%T shows a password", value) // without the text: it holds one
			}
		}
	}
	if got, want := fmt.Sprint(setting), "https_proxy = http://***@proxy.example.com:3128"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
