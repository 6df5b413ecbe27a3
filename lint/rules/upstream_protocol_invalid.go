package rules

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

// UpstreamProtocolInvalid is EP302.
var UpstreamProtocolInvalid = check.Rule{
	ID: "EP302", Name: "upstream-protocol-invalid", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports an UpstreamProtocol of edgeAgent or edgeHub that is not Amqp, AmqpWs, Mqtt or MqttWs.",
		Why: `The runtime accepts the four names, and ignores case and blanks around them. Any other value counts as not set, and no error is
given: edgeHub then uses AMQP over TCP, without the proxy. A number or a list with commas counts as some protocol, or fails later. A
placeholder counts as not set, too, unless a tool fills it in before: see EP207.`,
		Bad:  func() string { return deployment(proxyEnv, protocolValue("amqp_ws"), "") },
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachBase(func(p *check.Pass, d *check.Deployment) {
		for _, m := range d.System() {
			for _, v := range m.Protocol {
				if !invalidProtocol(v) || v.Unknown() && p.FilledIn(m, v) {
					continue
				}
				f := m.At(v.Node)
				f.Message = fmt.Sprintf("%s of %s is %+q: expected AmqpWs or MqttWs (or Amqp, Mqtt), upper or lower case", v.Name, m.Name, v.Value)
				if v.Unknown() {
					f.Message = fmt.Sprintf("%s of %s still holds a placeholder, %q: expected AmqpWs or MqttWs", v.Name, m.Name, v.Value)
				}
				f.Help = invalidProtocolHelp(v)
				p.Report(f)
			}
		}
	}),
}

// invalidProtocolHelp says what the runtime makes of a value that names no protocol.
func invalidProtocolHelp(v manifest.Var) string {
	switch {
	case v.Unknown():
		return "fill in the placeholder before the deployment" + unlessTemplate("proxy.upstream-protocol") + "; the runtime treats the placeholder as not set, without an error"
	case proxy.IsProtocolNumber(v.Value):
		return "the runtime reads a number or a list as some protocol, which may go past the proxy or end with an error; write AmqpWs"
	}
	return "the runtime treats the value as not set, without an error; write AmqpWs"
}

// invalidProtocol reports whether a variable is set and names no protocol.
func invalidProtocol(v manifest.Var) bool {
	_, ok := proxy.ReadProtocol(v.Value)
	return !ok && (!v.Blank() || v.Unknown())
}

// protocolOf is the protocol that a module sets, and whether it sets a valid one. A
// placeholder in a template is unknown.
func protocolOf(m *check.Module) (p manifest.UpstreamProtocol, v manifest.Var, ok bool) {
	if m == nil {
		return "", manifest.Var{}, false
	}
	v, ok = m.SetProtocol()
	if !ok {
		return "", v, false
	}
	p, ok = proxy.ReadProtocol(v.Value)
	return p, v, ok
}

// saysProtocol reports whether a module says anything about its protocol. EP302 reports
// a wrong value, unless it is off. A placeholder that may become a protocol says
// something even then: who turns EP302 off or ignores it for the value means that some
// tool fills it in.
func saysProtocol(p *check.Pass, m *check.Module) bool {
	if m == nil {
		return false
	}
	if m.EnvUnknown() {
		return true
	}
	v, set := m.SetProtocol()
	switch {
	case !set:
		for _, s := range strays(m) {
			if s.name == manifest.ProtocolVar && p.Explains("EP106") {
				return true
			}
		}
		for _, t := range typos(m) {
			if t.meant == manifest.ProtocolVar && p.Explains("EP107") {
				return true
			}
		}
		return isPlainEntry(m.Env().Fold(manifest.ProtocolVar)) && p.Explains("EP108")
	case invalidProtocol(v):
		return v.Unknown() && p.FilledIn(m, v) || v.MayBecomeWebSocket() || p.Explains("EP302")
	}
	return true
}
