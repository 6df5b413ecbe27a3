package rules_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
)

// secretDevice is a device with the proxy VALUE in every place, right and wrong.
const secretDevice = `-- etc/aziot/config.toml --
hostname = "a"
https_proxy = 'VALUE'
connection_string = "HostName=h;SharedAccessKey=VALUE"
[agent]
"https_proxy" = "VALUE"
[agent.env]
https_proxy = "VALUE"
HTTPS_PROXY = """VALUE"""
-- etc/aziot/edged/config.d/00-super.toml --
[agent.env]
https_proxy = "old VALUE"
-- etc/systemd/system/aziot-identityd.service.d/a.conf --
[Service]
Environment=https_proxy=VALUE HTTPS_PROXY='VALUE'
Environment="https_proxy=VALUE
https_proxy=VALUE
EnvironmentFile=/etc/proxy
Environment=
-- etc/proxy --
export https_proxy=VALUE
https_proxy="VALUE"
-- etc/systemd/system/aziot-edge.service.d/b.conf --
[Service]
Environment="https_proxy=VALUE"
-- etc/systemd/system/docker.service.d/c.conf --
[Unit]
Environment=HTTPS_PROXY=VALUE
[Service
Environment=HTTPS_PROXY=VALUE
-- etc/docker/daemon.json --
{"proxies": {"https-proxy": "VALUE", "httpsProxy": "VALUE"}}
-- etc/environment --
https_proxy=VALUE
`

// TestDeviceSecrets: whatever is wrong with an address, and wherever it stands, no
// report of a device shows its password.
func TestDeviceSecrets(t *testing.T) {
	const password = "geh3im"
	for _, value := range []string{
		"http://user:geh3im@proxy.example.com:3128", "http://user:geh3im%40@proxy.example.com:3128", "http://user:geh3im%%40x@proxy.example.com:3128",
		"user:geh3im@proxy.example.com:3128", "http://user:geh3im@", "http://user:geh3im x@proxy.example.com:3128", "http://user:geh3im/x@proxy.example.com:3128",
		"http://user:geh3im#x@proxy.example.com:3128", "http://user:x@geh3im@proxy.example.com:99999", "http://user:x:geh3im@proxy.example.com:3128", `http://user:geh3im\x40@proxy.example.com:3128`,
		`http:\\user:geh3im@proxy.example.com:3128`, "https://user:geh3im@proxy.example.com", "ftp://user:geh3im@proxy.example.com:21", "http://user:${geh3im}x@proxy:1",
	} {
		src := strings.ReplaceAll(secretDevice, "VALUE", value)
		archive := txtar.Parse([]byte(src))
		_, opts := readDevice(t, archive, lint.Options{})
		run := &report.Run{Rules: rules.All()}
		for _, f := range opts.Device.Files {
			run.Files = append(run.Files, report.Locate(f.Name, f.Source, lint.Device(opts.Device, f, opts)))
		}
		if run.Count(lint.Error) == 0 {
			t.Errorf("%s: no findings at all", value)
		}
		for _, e := range opts.Device.Errors {
			run.Failures = append(run.Failures, report.Failure{Path: e.Name, Message: e.Message})
		}
		for _, format := range report.Formats() {
			write, err := report.Lookup(format)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if err := write(&out, run, report.Options{}); err != nil {
				t.Fatal(err)
			}
			for line := range strings.Lines(out.String()) {
				if strings.Contains(line, password) {
					t.Errorf("%s: %s shows the password:\n%s", value, format, line)
					break
				}
			}
		}
	}
}
