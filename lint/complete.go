package lint

import (
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// settles lists the rules about what Apply sets.
var settles = [...]*Rule{
	&rules.AgentProxyMissing, &rules.AgentProxyBlank, &rules.ProxyMismatch, &rules.HubProxyMissing,
	&rules.HubUpstreamProtocolMissing, &rules.AgentUpstreamProtocolMissing, &rules.ModuleProxyMissing, &rules.ModuleNoProxy,
	&rules.DeviceProxyDiffers, &rules.DeviceProtocolMissing,
}

// complete lists the edits that Apply would make to a document without findings
// that can be mended. With them, Fix and Apply lead to the same document: if edgeHub
// only inherits UpstreamProtocol, for example, there is no finding, but Apply writes
// the variable. There are no edits if the proxy is not known, if Apply refuses the
// document, or if somebody has accepted a finding about a setting of Apply.
func (o Options) complete(doc *manifest.Document, left []Finding) []manifest.Edit {
	proxy, targets, ok := o.Apply()
	if !ok || slices.ContainsFunc(left, isAccepted) {
		return nil
	}
	res, err := doc.Apply(proxy, targets)
	if err != nil {
		return nil
	}
	return res.Edits
}

// isAccepted reports whether somebody has accepted a finding about a setting of Apply.
func isAccepted(f Finding) bool {
	return f.Suppressed != nil && slices.ContainsFunc(settles[:], func(r *Rule) bool { return r.ID == f.Rule })
}

// Apply gives the arguments for manifest.Document.Apply that these options ask for:
// the expected proxy in edgeAgent, edgeHub and the modules that need it. A rule that
// is off asks for nothing. ok is false if the proxy is not known, or if no proxy is
// wanted.
func (o Options) Apply() (proxy manifest.Proxy, targets manifest.Targets, ok bool) {
	e := o.Expect
	if e.URL.IsZero() || e.Need == check.NeedNone || !o.runs(&rules.AgentProxyMissing) || !o.runs(&rules.HubProxyMissing) {
		return proxy, targets, false
	}
	proxy.URL = e.URL
	if e.UpstreamProtocol.WebSocket() || e.UpstreamProtocol.Placeholder() {
		proxy.UpstreamProtocol = e.UpstreamProtocol
	}
	if !o.runs(&rules.AgentUpstreamProtocolMissing) || !o.runs(&rules.HubUpstreamProtocolMissing) {
		proxy.UpstreamProtocol = manifest.KeepProtocol
	}
	if !o.runs(&rules.ProxyMismatch) {
		proxy.Existing = manifest.Keep
	}
	if proxy.NoProxy = e.NoProxy; !o.runs(&rules.ModuleNoProxy) {
		proxy.NoProxy = manifest.KeepNoProxy
	}
	if o.runs(&rules.ModuleProxyMissing) {
		targets.Also = e.Modules
	}
	return proxy, targets, true
}

// runs reports whether a rule is among those that are run, and is not off.
func (o Options) runs(rule *Rule) bool {
	list := o.rules()
	i := slices.IndexFunc(list, hasID(rule.ID))
	return i >= 0 && o.severity(&list[i]) != Off
}
