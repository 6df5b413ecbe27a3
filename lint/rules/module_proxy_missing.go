package rules

import (
	"cmp"
	"fmt"
	"path"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// ModuleProxyMissing is EP401.
var ModuleProxyMissing = check.Rule{
	ID: "EP401", Name: "module-proxy-missing", Severity: check.Warning, Fix: check.FixWithProxy,
	Doc: check.Doc{
		Summary: "Reports a module without https_proxy that the configuration names, or that is known to reach the internet by itself.",
		Why: `Modules do not inherit the proxy of edgeAgent. Most modules talk to edgeHub only and need no proxy. Some connect to the internet by
themselves and need one: Azure Blob Storage (for its upload, if its twin turns it on), the metrics-collector (for Azure Monitor),
Stream Analytics (for its job), the LoRaWAN network server, a registry mirror and a connected registry. They are recognized by the
whole path of their image.

These modules are reported if edgeAgent has a proxy, or if the configuration requires one. Name other modules in .edgeproxy.yaml:
"proxy: { modules: ["camera*"] }".`,
		Bad: func() string {
			return deployment(proxyEnv, proxyEnv, module("metrics", "mcr.microsoft.com/azureiotedge-metrics-collector:1.1", `"env": {
              "no_proxy": {
                "value": "`+usualNoProxy+`"
              }
            }`))
		},
		Good: func() string {
			return deployment(proxyEnv, proxyEnv, module("metrics", "mcr.microsoft.com/azureiotedge-metrics-collector:1.1", `"env": {
              "no_proxy": {
                "value": "`+usualNoProxy+`"
              },
              "https_proxy": {
                "value": "http://proxy.example.com:3128"
              }
            }`))
		},
	},
	Check: check.EachModule(func(p *check.Pass, d *check.Deployment, m *check.Module) {
		reason, help := whyProxy(p, d, m)
		if reason == "" || m.Partial() {
			return
		}
		f := m.AtEnv()
		f.Message = fmt.Sprintf("module %q has no https_proxy: %s", m.Name, reason)
		if len(m.Proxy) > 0 {
			f = m.At(m.Proxy[0].Node)
			f.Message = fmt.Sprintf("%s of module %q is %s: %s", m.Proxy[0].Name, m.Name, blankness(m.Proxy[0]), reason)
		}
		f.Help = help
		f.Fixes = m.SetEnv("add https_proxy to "+m.Name, moduleSettings(p, d, m)...)
		p.Report(f)
	}),
}

// moduleSettings are the variables that a module gets with a proxy, in the order in
// which manifest.Document.Apply sets them. A module that the configuration names gets
// UpstreamProtocol, too, as Apply gives it to all. Without no_proxy its calls to
// edgeHub would go through the proxy.
func moduleSettings(p *check.Pass, d *check.Deployment, m *check.Module) []manifest.Setting {
	settings := []manifest.Setting{{Name: manifest.ProxyVar, Value: p.Expect.URL.Reveal()}}
	add := func(name, value string) {
		if len(m.Lookup(name)) == 0 {
			settings = append(settings, manifest.Setting{Name: name, Value: value})
		}
	}
	if matchesAny(p.Expect.Modules, m.Name) && p.Explains(HubUpstreamProtocolMissing.ID) && p.Explains(AgentUpstreamProtocolMissing.ID) {
		add(manifest.ProtocolVar, string(expectedProtocol(p, d)))
	}
	if noProxy := cmp.Or(p.Expect.NoProxy, usualNoProxy); noProxy != manifest.KeepNoProxy {
		add(manifest.NoProxyVar, noProxy)
	}
	return settings
}

// whyProxy says why a module that has no proxy ought to have one, and how to
// mend it; both are empty if it may stay as it is.
func whyProxy(p *check.Pass, d *check.Deployment, m *check.Module) (reason, help string) {
	if m.System || p.Expect.Need == check.NeedNone || m.HasProxy() || m.EnvUnknown() {
		return "", ""
	}
	if matchesAny(p.Expect.Modules, m.Name) && !displacedProxy(p, m) {
		return "the configuration expects one", "modules do not inherit the proxy of edgeAgent; " + UseApplyModule
	}
	known := findKnown(m)
	if emptied := len(m.Proxy) > 0; known == nil || emptied || !knownExpected(p, d) { // emptied: somebody has set a blank proxy on purpose
		return "", ""
	}
	if known.idle != nil && known.idle(d, m) || displacedProxy(p, m) {
		return "", ""
	}
	return "it " + known.purpose + " by itself, past edgeHub", "without a proxy its connections fail; " + UseApplyModule + " (" + known.source + ")"
}

// knownExpected reports whether known modules of the deployment ought to have
// a proxy. Where edgeAgent lacks its own, EP101 says all there is to say.
func knownExpected(p *check.Pass, d *check.Deployment) bool {
	switch {
	case p.Expect.Need == check.NeedAll:
		return true
	case d.Kind == manifest.Layered:
		return !p.Expect.URL.IsZero()
	}
	return d.Agent.HasProxy()
}

// matchesAny reports whether a name is, or matches, one of the patterns.
func matchesAny(patterns []string, name string) bool {
	for _, pattern := range patterns {
		if ok, err := path.Match(pattern, name); pattern == name || ok && err == nil {
			return true
		}
	}
	return false
}

// displacedProxy reports whether the module sets https_proxy without effect, and
// another rule, one that is on, reports that.
func displacedProxy(p *check.Pass, m *check.Module) bool {
	for _, s := range strays(m) {
		if s.name == manifest.ProxyVar && p.Explains("EP106") {
			return true
		}
	}
	return isPlainEntry(m.Env().Fold(manifest.ProxyVar)) && p.Explains("EP108")
}
