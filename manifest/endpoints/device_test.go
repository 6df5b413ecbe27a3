package endpoints_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
)

// TestDevice: what config.toml says of IoT Hub, DPS, EST and the first image.
func TestDevice(t *testing.T) {
	const secretKey = "c2VjcmV0"
	for _, test := range []struct {
		config string
		hosts  []string // some of the list
		note   string   // part of a note; "" for no note about config.toml
	}{
		{"[provisioning]\nsource = \"manual\"\nconnection_string = \"HostName=Plant-A.azure-devices.net;DeviceId=d;SharedAccessKey=" + secretKey + "\"\n", []string{"plant-a.azure-devices.net:443"}, ""},
		{"[provisioning]\nsource = \"manual\"\niothub_hostname = \"plant-b.azure-devices.net\"\n", []string{"plant-b.azure-devices.net:443"}, ""},
		{"provisioning = { source = \"manual\", iothub_hostname = \"plant-b.azure-devices.net\" }\n", []string{"plant-b.azure-devices.net:443"}, ""},
		{"[provisioning]\nsource = \"manual\"\nconnection_string = \"" + secretKey + "\"\n", []string{"*.azure-devices.net:443"}, "the name of the IoT Hub cannot be read"},
		{"[provisioning]\nsource = \"manual\"\niothub_hostname = \"a b\"\n", []string{"*.azure-devices.net:443"}, "the name of the IoT Hub cannot be read"},
		{"[provisioning]\nsource = \"dps\"\n", []string{"*.azure-devices.net:443", "global.azure-devices-provisioning.net:443"}, ""},
		{"[provisioning]\nsource = \"dps\"\nglobal_endpoint = \"https://global.azure-devices-provisioning.cn\"\n", []string{"global.azure-devices-provisioning.cn:443"}, ""},
		{"[provisioning]\nsource = \"dps\"\nglobal_endpoint = \"<ADD>\"\n", nil, "global_endpoint is no address"},
		{"[agent.config]\nimage = \"registry.example.org:5000/agent:1.5\"\n", []string{"registry.example.org:5000", "*.azure-devices.net:443"}, "may send a device to other hosts"},
		{"[cert_issuance.est.urls]\ndefault = \"https://est.example.com:8443/.well-known/est\"\nedge-ca = \"https://ca.example.com/est\"\n", []string{"est.example.com:8443", "ca.example.com:443"}, ""},
		{"[cert_issuance.est.urls]\ndefault = \"est.example.com\"\n", nil, "the address of a server of EST cannot be read"},
		{"[edge_ca]\nmethod = \"est\"\nurl = \"https://ca.example.com/est\"\n[provisioning.attestation]\nidentity_cert = { method = \"est\", url = \"https://id.example.com/est\" }\n", []string{"ca.example.com:443", "id.example.com:443"}, ""},
		{"[edge_ca]\nmethod = \"self_signed\"\nurl = \"x\"\n", nil, ""},
		{"parent_hostname = \"parent\"\n", []string{"*.azure-devices.net:443"}, "a device with a parent (parent_hostname)"},
	} {
		dev := device.Read(fstest.MapFS{"etc/aziot/config.toml": {Data: []byte(test.config)}})
		list := listOf(t, endpoints.Options{Device: dev}, deployment{}.String())
		var hosts []string
		for _, e := range list.Endpoints() {
			hosts = append(hosts, fmt.Sprint(e.Host, ":", e.Port))
		}
		for _, want := range test.hosts {
			if !slices.Contains(hosts, want) {
				t.Errorf("%s: %s is not in %v", test.config, want, hosts)
			}
		}
		said := fmt.Sprint(list.Notes())
		if !strings.Contains(said, test.note) || test.note == "" && len(list.Notes()) > 0 {
			t.Errorf("%s: notes %s", test.config, said)
		}
		if all := fmt.Sprint(list.Endpoints(), said); strings.Contains(all, secretKey) {
			t.Error("a key is shown")
		}
	}
}

// TestDeviceHub: the IoT Hub that the user names counts, and reasons have their place.
func TestDeviceHub(t *testing.T) {
	dev := device.Read(fstest.MapFS{"etc/aziot/config.toml": {Data: []byte("[provisioning]\nsource = \"dps\"\niothub_hostname = \"plant-b.azure-devices.net\"\n")}})
	list := listOf(t, endpoints.Options{Hub: "plant-a", Device: dev}, deployment{}.String())
	found := map[string]endpoints.Endpoint{}
	for _, e := range list.Endpoints() {
		found[e.Host] = e
	}
	if _, ok := found["plant-a.azure-devices.net"]; !ok || found["plant-b.azure-devices.net"].Host != "" {
		t.Errorf("%v", found)
	}
	dps := found["global.azure-devices-provisioning.net"].Reasons
	if len(dps) != 1 || dps[0].File != "etc/aziot/config.toml" || dps[0].Position.Line != 2 || dps[0].Position.Column != 10 {
		t.Errorf("%+v", dps)
	}
	none := listOf(t, endpoints.Options{Device: device.Read(fstest.MapFS{})}, deployment{}.String())
	if got := fmt.Sprint(none.Notes()); !strings.Contains(got, "the device has no config.toml") {
		t.Error(got)
	}
}
