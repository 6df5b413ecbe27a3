package rules

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

// DeviceTrustBundle is EP605.
var DeviceTrustBundle = check.Rule{
	ID: "EP605", Name: "device-trust-bundle", Severity: check.Info,
	Doc: check.Doc{
		Summary: "Reports a config.toml without trust_bundle_cert, or with one that is no file:// URI, if the configuration says that the proxy inspects TLS.",
		Why: `A proxy that inspects TLS shows a certificate of its own authority for every host. edgeAgent and edgeHub trust it only if it is in the
trust bundle, which config.toml names by trust_bundle_cert: a file:// URI of a file with one or more certificates (PEM). Both read it at
their start only. The daemons and Docker trust the certificates of the host instead (update-ca-certificates, update-ca-trust), and
other modules have to fetch the bundle themselves.

trust_bundle_cert counts at the top of the file only: below a [table] header it belongs to that table, and nobody reads it.

Say in .edgeproxy.yaml that the proxy inspects: "proxy: { inspecting: true }".`,
		File: check.DeviceFiles,
		Bad: func() string {
			return inspectingConfig + "-- etc/aziot/config.toml --\nhostname = \"device-1\"\n\n[agent.env]\nhttps_proxy = \"http://proxy.example.com:3128\"\n"
		},
		Good: func() string {
			return inspectingConfig + "-- etc/aziot/config.toml --\nhostname = \"device-1\"\ntrust_bundle_cert = \"file:///etc/aziot/trust-bundle.pem\"\n\n[agent.env]\nhttps_proxy = \"http://proxy.example.com:3128\"\n"
		},
	},
	CheckDevice: func(p *check.Pass) {
		c := p.Device.Config
		if c == nil || !p.Expect.Inspecting {
			return
		}
		f := check.Finding{
			Message: "the proxy inspects TLS, and config.toml has no trust_bundle_cert: expected a file:// URI at the top of the file",
			Help:    "edgeAgent and edgeHub do not trust the certificates that the proxy makes; put the proxy's root certificate into a file, and name it by trust_bundle_cert = \"file:///…\" above the first [table]",
		}
		s, ok := p.Device.TrustBundle()
		switch {
		case ok && s.Wrong == "" && strings.HasPrefix(s.Value, "file://"):
			return
		case ok:
			f.Cause = "uri"
			f.Message = "trust_bundle_cert is no file:// URI: \"iotedge config apply\" or aziot-certd refuses it"
			f.Help = "write the whole URI, such as \"file:///etc/aziot/trust-bundle.pem\""
		default:
			s = device.Setting{File: c.File}
			for pair := range c.Doc.Pairs() {
				if pair.Name() == "trust_bundle_cert" {
					f.Cause, s.Span = "table", pair.Span
					f.Message = fmt.Sprintf("trust_bundle_cert stands in the table %q, where nobody reads it: expected it above the first [table]", strings.Join(pair.Path[:len(pair.Path)-1], "."))
					break
				}
			}
		}
		p.ReportSetting(s, f)
	},
}
