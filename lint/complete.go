package lint

import (
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// complete lists the edits that Apply would make to a document without findings
// that can be mended. With them, Fix and Apply lead to the same document: if edgeHub
// only inherits UpstreamProtocol, for example, there is no finding, but Apply writes
// the variable. There are no edits if the proxy is not known, if Apply refuses the
// document, or if they would mend a finding that somebody has accepted.
func (o Options) complete(doc *manifest.Document, left []Finding) []manifest.Edit {
	proxy, targets, ok := o.Apply()
	if !ok {
		return nil
	}
	res, err := doc.Apply(proxy, targets)
	if err != nil || len(res.Edits) == 0 || o.losesAccepted(doc, left, res.Bytes()) {
		return nil
	}
	return res.Edits
}

// losesAccepted reports whether a finding that somebody has accepted is not there, or
// not accepted, in a new text of the document.
func (o Options) losesAccepted(doc *manifest.Document, left []Finding, text []byte) bool {
	accepted := map[fixKey]int{}
	for _, f := range left {
		if f.Suppressed != nil {
			accepted[keyOf(f)] += 1 + f.More
		}
	}
	if len(accepted) == 0 {
		return false
	}
	next, err := o.parseLike(doc, text)
	if err != nil {
		return true
	}
	for _, f := range Run(next, o) {
		if f.Suppressed != nil {
			accepted[keyOf(f)] -= 1 + f.More
		}
	}
	for _, n := range accepted {
		if n > 0 {
			return true
		}
	}
	return false
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
