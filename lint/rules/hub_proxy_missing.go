package rules

import (
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// HubProxyMissing is EP301.
var HubProxyMissing = check.Rule{
	ID: "EP301", Name: "hub-proxy-missing", Severity: check.Error, Fix: check.FixWithProxy,
	Doc: check.Doc{
		Summary: "Reports an edgeHub without https_proxy where edgeAgent has one, or where the configuration requires one.",
		Why: "edgeAgent hands its UpstreamProtocol on to the modules that it creates, but never its proxy. edgeHub then tries to reach " +
			"IoT Hub directly: the device takes deployments and sends no messages.",
		Bad: func() string {
			return deployment(proxyEnv, `"env": {
              "UpstreamProtocol": {
                "value": "AmqpWs"
              }
            }`, "")
		},
		Good: func() string {
			return deployment(proxyEnv, `"env": {
              "UpstreamProtocol": {
                "value": "AmqpWs"
              },
              "https_proxy": {
                "value": "http://proxy.example.com:3128"
              }
            }`, "")
		},
	},
	Check: check.EachBase(func(p *check.Pass, d *check.Deployment) {
		m := d.Hub
		needed := d.Agent.HasProxy() && p.Expect.Need != check.NeedNone || p.Expect.Need == check.NeedAll
		if m == nil || !needed || m.HasProxy() || m.EnvUnknown() || explained(p, m) {
			return
		}
		want := "the proxy of edgeAgent, which edgeHub does not inherit"
		if !d.Agent.HasProxy() {
			want = "the proxy that the configuration requires"
		}
		f := m.AtEnv()
		f.Message = "edgeHub has no https_proxy: expected " + want
		if len(m.Proxy) > 0 {
			v := m.Proxy[0]
			if _, overridden := envBehind(m, v); overridden && p.Explains("EP103") {
				return
			}
			f = m.At(v.Node)
			f.Message = v.Name + " of edgeHub is " + blankness(v) + ": expected " + want
		}
		f.Help = "edgeHub cannot reach IoT Hub, so no messages leave the device; " + useApply
		f.Fixes = m.SetEnv("add https_proxy to edgeHub", manifest.Setting{Name: manifest.ProxyVar, Value: p.Expect.URL.Reveal()})
		p.Report(f)
	}),
}
