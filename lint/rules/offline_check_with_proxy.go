package rules

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

// OfflineCheckWithProxy is EP307.
var OfflineCheckWithProxy = check.Rule{
	ID: "EP307", Name: "offline-check-with-proxy", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports UseOfflineCheck on an edgeAgent that has a proxy, or that has no UpstreamProtocol.",
		Why: `With UseOfflineCheck edgeAgent tries a direct TCP connection to IoT Hub, past the proxy, before each report (Agent.cs). Behind a
proxy this connection fails, and edgeAgent never reports: the cloud shows an old state of the device, and the log shows no error.

Without UpstreamProtocol edgeAgent does not know which port to try and ends at start, again and again (Agent.Service/Program.cs).

edgeAgent knows the variable from 1.5.26 on. Older images ignore it, so they give no finding.

What edgeAgent makes of a value other than true and false, such as 1, yes or a placeholder, is not known: it may count as true, as false,
or end edgeAgent at start. Such a value is not reported; write true or false.`,
		Bad:  func() string { return deployment(withOfflineCheck("true"), proxyEnv, "") },
		Good: func() string { return deployment(withOfflineCheck("false"), proxyEnv, "") },
	},
	Check: check.EachBase(func(p *check.Pass, d *check.Deployment) {
		m := d.Agent
		if m == nil {
			return
		}
		checks := m.Lookup("UseOfflineCheck")
		if len(checks) == 0 || beforeOfflineCheck().MatchString(m.ImageTag()) {
			return
		}
		for _, v := range checks {
			if !strings.EqualFold(strings.TrimSpace(v.Value), "true") {
				continue
			}
			f := m.At(v.Node)
			switch {
			case !m.EnvUnknown() && lacksProtocol(m):
				f.Cause = "no protocol"
				f.Message = fmt.Sprintf("%s of edgeAgent is true but UpstreamProtocol is not set: edgeAgent ends at start, again and again", v.Name)
				f.Help = fmt.Sprintf("remove %s; %s", v.Name, recovery)
			case m.HasProxy():
				f.Message = fmt.Sprintf("%s of edgeAgent is true beside a proxy: no report of the device reaches the cloud", v.Name)
				f.Help = fmt.Sprintf("edgeAgent tries to reach IoT Hub past the proxy before each report, fails, and reports nothing, without an error; remove %s", v.Name)
			default:
				continue
			}
			p.Report(f)
			return
		}
	}),
}

// beforeOfflineCheck matches the image tags of the runtimes that do not know the
// variable: up to 1.5.25.
var beforeOfflineCheck = pattern(`^1\.([0-4]($|[.-])|5\.([0-9]|1[0-9]|2[0-5])($|[.-]))`)

// withOfflineCheck is the usual env with UseOfflineCheck.
func withOfflineCheck(value string) string {
	return strings.Replace(proxyEnv, `"UpstreamProtocol"`, `"UseOfflineCheck": {
                "value": "`+value+`"
              },
              "UpstreamProtocol"`, 1)
}

// lacksProtocol reports whether the runtime finds no UpstreamProtocol: there is none,
// it is blank, or it is none of the names. The meaning of a placeholder or a number is
// not known.
func lacksProtocol(m *check.Module) bool {
	v, set := m.SetProtocol()
	_, valid := proxy.ReadProtocol(v.Value)
	return !set || !valid && !v.Unknown() && !proxy.IsProtocolNumber(v.Value)
}
