package lint_test

import (
	"testing"
	"testing/fstest"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/device/edit"
	"github.com/iotedge-tools/edgeproxy/manifest/device/overlay"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

// TestDeviceWritten: where edit.Set has put the proxy into a device, no rule finds
// anything, whatever stood there before.
func TestDeviceWritten(t *testing.T) {
	const (
		config   = "etc/aziot/config.toml"
		edged    = "etc/systemd/system/aziot-edged.service.d/override.conf"
		docker   = "etc/systemd/system/docker.service.d/http-proxy.conf"
		daemon   = "etc/docker/daemon.json"
		defaults = "etc/default/aziot"
	)
	for _, files := range []map[string]string{
		{},
		{config: "hostname = \"h\"\n\n# [agent]\n# [agent.env]\n\n[provisioning]\r\nsource = \"dps\"\n"},
		{config: "https_proxy = \"http://old:1\"\n[proxy]\nHTTPS_PROXY = \"http://old:1\"\n"},
		{config: "[agent.env]\nhttps_proxy = \"old:1\"\nHTTPS_PROXY = \"x\"\nUpstreamProtocol = \"Amqp\"\n"},
		{edged: "[Service]\nEnvironment=\"https_proxy=http://u:p%40x@old:1\" HTTPS_PROXY=http://old:1\n", docker: "[Service]\nEnvironment=HTTPS_PROXY=http://old:1 http_proxy=http://old:2\n"},
		{edged: "[Service]\nEnvironment=\n"},
		{edged: "[Service]\nEnvironmentFile=/etc/default/aziot\n", defaults: "https_proxy='http://old:1'\nHTTPS_PROXY=http://old:2\n", daemon: "{\"proxies\": {\"http-proxy\": \"old\", \"https-proxy\": \"http://old:1\"}}"},
	} {
		fsys := fstest.MapFS{}
		for name, text := range files {
			fsys[name] = &fstest.MapFile{Data: []byte(text)}
		}
		for _, place := range []edit.DockerPlace{edit.DropIn, edit.DaemonJSON} {
			address, err := proxy.ParseURL("http://us%25er:p%40ss@proxy.example.com:3128")
			if err != nil {
				t.Fatal(err)
			}
			plan, err := edit.Set(fsys, edit.Settings{Proxy: address, Docker: place})
			if err != nil {
				t.Errorf("%v: %v", files, err)
				continue
			}
			written := map[string][]byte{}
			for _, f := range plan.Files {
				written[f.Path] = f.New
			}
			dev := device.Read(overlay.New(fsys, written))
			for _, f := range dev.Files {
				for _, found := range lint.Device(dev, f, lint.Options{}) {
					t.Errorf("%v, Docker by %s: %s: %s %s", files, edit.DockerPlaces()[place], f.Path, found.Rule, found.Message)
				}
			}
		}
	}
}
