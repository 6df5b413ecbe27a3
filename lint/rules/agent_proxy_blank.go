package rules

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// AgentProxyBlank is EP102.
var AgentProxyBlank = check.Rule{
	ID: "EP102", Name: "agent-proxy-blank", Severity: check.Error, Fix: check.FixWithProxy,
	Doc: check.Doc{
		Summary: "Reports an https_proxy of edgeAgent that is empty, blank, null or without a value.",
		Why: "The runtime takes a blank value for no proxy (edge-util Proxy.cs), and the manifest's env replaces what the device's " +
			"config.toml sets. The variable is there, the proxy is not.",
		Bad:  func() string { return deployment(proxyValue(""), proxyEnv, "") },
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachBase(func(p *check.Pass, d *check.Deployment) {
		m := d.Agent
		if m == nil || p.Expect.Need == check.NeedNone || len(m.Proxy) == 0 || m.HasProxy() {
			return
		}
		v := m.Proxy[0]
		if _, overridden := envBehind(m, v); overridden && p.Explains("EP103") {
			return
		}
		f := m.At(v.Node)
		f.Message = fmt.Sprintf("%s of edgeAgent is %s: %s", v.Name, blankness(v), whoLosesProxy(d))
		f.Help = stripHelp
		f.Fixes = m.SetEnv("set https_proxy of edgeAgent", manifest.Setting{Name: manifest.ProxyVar, Value: p.Expect.URL.Reveal()})
		p.Report(f)
	}),
}

// blankness says in what way a variable is blank.
func blankness(v manifest.Var) string {
	switch {
	case v.Node.Kind() == manifest.Null:
		return "null"
	case v.Node == v.Entry && v.Source == manifest.FromEnv:
		return "without a value"
	case v.Value == "":
		return "empty"
	default:
		return "blank"
	}
}
