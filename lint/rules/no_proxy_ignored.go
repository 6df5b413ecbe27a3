package rules

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// NoProxyIgnored is EP403.
var NoProxyIgnored = check.Rule{
	ID: "EP403", Name: "no-proxy-ignored", Severity: check.Info,
	Doc: check.Doc{
		Summary: "Reports no_proxy on edgeAgent or edgeHub, which do not use it for their connection to the cloud.",
		Why: `The runtime makes its proxy from https_proxy alone, without a list of exceptions. So everything goes through the proxy, even IoT Hub
behind a private endpoint and, in a gateway hierarchy, the parent device. edgeAgent uses no_proxy only for what it sends elsewhere:
support logs that it uploads to a blob storage, and its metrics for Log Analytics.`,
		Bad: func() string {
			return deployment(proxyEnv, `"env": {
              "https_proxy": {
                "value": "http://proxy.example.com:3128"
              },
              "UpstreamProtocol": {
                "value": "AmqpWs"
              },
              "no_proxy": {
                "value": "10.0.0.4"
              }
            }`, "")
		},
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachDeployment(func(p *check.Pass, d *check.Deployment) {
		for _, m := range []*check.Module{d.Agent, d.Hub} {
			if m == nil {
				continue
			}
			vars := setVars(m.Lookup(manifest.NoProxyVar))
			if len(vars) == 0 {
				continue
			}
			f := m.At(vars[0].Node)
			f.Message = fmt.Sprintf("%s on %s has no effect on its connection to IoT Hub", vars[0].Name, m.Name)
			f.Help = "the connection to IoT Hub goes through the proxy, whatever no_proxy lists (edgeAgent uses no_proxy only to upload logs and metrics); take no_proxy out, and make sure that the proxy reaches IoT Hub, or the parent device of a gateway hierarchy"
			p.Report(f)
		}
	}),
}
