package rules

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// AgentProxyMissing is EP101, the reason for this tool.
var AgentProxyMissing = check.Rule{
	ID: "EP101", Name: "agent-proxy-missing", Severity: check.Error, Fix: check.FixWithProxy,
	Doc: check.Doc{
		Summary: "Reports a base deployment whose edgeAgent has no https_proxy.",
		Why: `The env of edgeAgent in a manifest replaces the [agent.env] of the device's config.toml: nothing is merged, and nothing is
rolled back. Such a manifest cuts off a device behind a proxy.

At first the device may seem well. As long as the image, createOptions and env of edgeAgent are those of the first start, the
container is not created anew and keeps its proxy. The first later change of the image's tag, of createOptions or of env takes the
proxy away. With "edgeproxy lint --against" the finding says that this is such a change, and an entry of the baseline does not cover
it.

The proxy belongs into both, the manifest and config.toml. When the device id, the parent or the hub of a device changes,
aziot-edged removes all modules and creates edgeAgent from config.toml: then a proxy that stands only in the manifest is lost. And a
mended manifest needs a new deployment id: IoT Hub keeps the content of a deployment that exists.

A device of a gateway hierarchy whose image comes from its parent ("$upstream:443/…") may well need no proxy: a warning is given,
unless the configuration requires a proxy.

If a place is not behind a proxy, say so in .edgeproxy.yaml: "proxy: { required: false }".`,
		Bad: func() string {
			return deployment(`"env": {
              "UpstreamProtocol": {
                "value": "AmqpWs"
              }
            }`, proxyEnv, "")
		},
		Good: func() string {
			return deployment(`"env": {
              "UpstreamProtocol": {
                "value": "AmqpWs"
              },
              "https_proxy": {
                "value": "http://proxy.example.com:3128"
              }
            }`, proxyEnv, "")
		},
	},
	Check: check.EachBase(checkAgentProxy),
}

func checkAgentProxy(p *check.Pass, d *check.Deployment) {
	m := d.Agent
	if !lacksProxy(p, d) {
		return
	}
	f := m.AtEnv()
	f.Message = "edgeAgent has no https_proxy: " + whoLosesProxy(d)
	f.Help = stripHelp
	if changes := endOfFirstStart(p, d); changes != "" {
		f.Cause = "recreated"
		f.Message = "edgeAgent has no https_proxy, and its " + changes + ": a device that still has the proxy of config.toml loses it now"
		f.Help = "a device could keep the edgeAgent of its first start with the earlier version, and creates edgeAgent anew with this one; " + stripHelp
	}
	if m.BehindParent() && p.Expect.Need != check.NeedAll {
		f.Severity, f.Cause = check.Warning, "parent"
		f.Message = "edgeAgent has no https_proxy, and its image comes from a parent device: expected one unless the device reaches its parent without a proxy"
		f.Help = "if these devices need no proxy, say so in .edgeproxy.yaml: \"proxy: { required: false }\"; " + stripHelp
	}
	if s, ok := strayProxy(d); ok {
		if f.Cause != "recreated" {
			f.Message = fmt.Sprintf("edgeAgent has no https_proxy: it stands %s, where nothing reads it", s.where)
		}
		f.Related = []check.Related{{Span: s.node.Span(), Pointer: s.node.Pointer(), Message: "https_proxy without effect"}}
	}
	f.Fixes = m.SetEnv("add https_proxy to edgeAgent", manifest.Setting{Name: manifest.ProxyVar, Value: p.Expect.URL.Reveal()})
	p.Report(f)
}

// whoLosesProxy says which devices lose their proxy by a deployment. A twin belongs to
// one device.
func whoLosesProxy(d *check.Deployment) string {
	if d.Shape == manifest.Twin {
		return "these desired properties take the proxy from the device"
	}
	return "deploying this takes the proxy from every device"
}

// lacksProxy reports whether edgeAgent ought to have a proxy and has none, and no rule
// that is on says why. If this change makes devices create edgeAgent anew, it is not
// enough that another rule says why: a baseline may cover the finding of that rule,
// which was there before the change.
func lacksProxy(p *check.Pass, d *check.Deployment) bool {
	m := d.Agent
	return p.Expect.Need != check.NeedNone && m != nil && !m.EnvUnknown() && len(m.Proxy) == 0 && !losesProxy(p, d) &&
		!(explained(p, m) && endOfFirstStart(p, d) == "") && !(p.Explains("EP601") && missesDeviceProxy(p, d))
}

// explained reports whether another rule, one that is on, says why the module
// has no https_proxy.
func explained(p *check.Pass, m *check.Module) bool {
	for _, s := range strays(m) {
		if s.name == manifest.ProxyVar && !(s.inOptions && m.Agent()) && p.Explains("EP106") {
			return true
		}
	}
	for _, t := range typos(m) {
		if t.meant != manifest.ProtocolVar && p.Explains("EP107") {
			return true
		}
	}
	entry := m.Env().Fold(manifest.ProxyVar)
	return isPlainEntry(entry) && p.Explains("EP108")
}

// strayProxy is an https_proxy that EP106 does not report: it stands in createOptions
// of edgeAgent, or in an env that belongs to no module. ok is false if there is none.
func strayProxy(d *check.Deployment) (found stray, ok bool) {
	for _, s := range strays(d.Agent) {
		if s.inOptions && s.name == manifest.ProxyVar {
			return s, true
		}
	}
	desired := d.AgentDesired()
	runtime := desired.Fold("runtime")
	for _, place := range [...]struct {
		around manifest.Node
		where  string
	}{
		{desired.Fold("systemModules"), "in env under systemModules"},
		{desired, "in env beside systemModules"},
		{runtime, "in env under runtime"},
		{runtime.Fold("settings"), "in env under settings of runtime"},
	} {
		if n := place.around.Fold("env").Fold(manifest.ProxyVar); n.Exists() {
			return stray{manifest.ProxyVar, place.where, n, false}, true
		}
	}
	return found, false
}
