package manifest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// settings are the variables that a module gets.
func (r *Result) settings(m *Module, p Proxy, protocol UpstreamProtocol) ([]Setting, error) {
	var settings []Setting
	other, ok := anotherProxy(m, p)
	switch {
	case ok && p.Existing == Fail:
		return nil, &ExistingError{secret.Name(m.Name), secret.Pointer(other.Node.Pointer()), m.dep.doc.Position(other.Node.Span().Start), newSecret(other.written())}
	case ok && p.Existing == Keep:
		if err := m.checkKept(); err != nil {
			return nil, err
		}
		r.note(m.dep, fmt.Sprintf("module %q keeps its %s, %s", m.Name, other.Name, newSecret(other.written())))
	default:
		settings = append(settings, Setting{Name: ProxyVar, Value: p.URL.Reveal()})
	}
	if s, ok := r.protocolFor(m, p, protocol); ok {
		settings = append(settings, s)
	}
	if value, ok := p.noProxyFor(m); ok {
		settings = append(settings, Setting{Name: NoProxyVar, Value: value})
	}
	return settings, nil
}

// noProxyFor is the no_proxy that a module gets; ok is false if the module shall keep
// what it has.
func (p Proxy) noProxyFor(m *Module) (value string, ok bool) {
	if m.System || p.NoProxy == KeepNoProxy {
		return "", false
	}
	vars := m.Lookup(NoProxyVar)
	if p.NoProxy == "" {
		return UsualNoProxy, len(vars) == 0
	}
	return p.NoProxy, p.Existing != Keep || !slices.ContainsFunc(vars, Var.set)
}

// anotherProxy finds an https_proxy of the module with another address than that of p.
// The placeholder that stands for the address of p is not another address.
func anotherProxy(m *Module, p Proxy) (Var, bool) {
	for _, v := range m.Lookup(ProxyVar) {
		if v.set() && v.Value != p.URL.Reveal() && (p.Placeholder.IsZero() || v.written() != p.Placeholder.Reveal()) {
			return v, true
		}
	}
	return Var{}, false
}

// protocolFor is the UpstreamProtocol that a module gets; ok is false if the module
// shall keep what it has. usual is the protocol for a module without one.
//
// A placeholder that may become a protocol over WebSockets stays. But where p fills in the
// placeholder of the address, nobody else is sure to fill in that of the protocol: it
// stays only if the document says that it is a template.
func (r *Result) protocolFor(m *Module, p Proxy, usual UpstreamProtocol) (s Setting, ok bool) {
	switch p.UpstreamProtocol {
	case KeepProtocol:
		return s, false
	case AutoProtocol:
	default:
		return Setting{Name: ProtocolVar, Value: string(p.UpstreamProtocol)}, true
	}
	vars := m.writtenProtocols()
	if value, ok := overWebSocket(vars); ok {
		return Setting{Name: ProtocolVar, Value: value}, true // one value for all spellings
	}
	if i := slices.IndexFunc(vars, Var.MayBecomeWebSocket); i >= 0 && (p.Placeholder.IsZero() || m.dep.doc.fillsIn(vars[i])) {
		v := vars[i]
		says := "a placeholder: make sure that a tool makes AmqpWs or MqttWs of it before the deployment"
		if m.dep.doc.fillsIn(v) {
			says = "which a tool fills in: make sure that it becomes AmqpWs or MqttWs"
		}
		r.note(m.dep, fmt.Sprintf("module %q keeps its %s, %s", m.Name, v.Name, says))
		s = Setting{Name: ProtocolVar, Value: v.written(), bare: v.Node.Kind() == Placeholder}
		misplaced := len(m.Lookup(ProtocolVar)) == 0                                               // then env has none
		return s, misplaced || slices.ContainsFunc(vars, func(v Var) bool { return !v.Unknown() }) // such a variable could win over it
	}
	return Setting{Name: ProtocolVar, Value: string(usual)}, true
}

// fillsIn reports whether a tool surely fills in the placeholder of a variable. This is
// so if the placeholder has no quotes, because the document is not JSON until a tool has
// filled it in. Otherwise somebody must have declared the document a template.
func (d *Document) fillsIn(v Var) bool {
	return v.Node.Kind() == Placeholder || d.DeclaredTemplate()
}

// overWebSocket is the first protocol over WebSockets among the spellings of
// UpstreamProtocol, as it is written, or else the first known one made to run
// over WebSockets. The device takes blanks around a name, too.
func overWebSocket(vars []Var) (value string, ok bool) {
	for _, v := range vars {
		p, known := proxy.ReadProtocol(strings.TrimSpace(v.Value))
		switch {
		case known && p.WebSocket() && text.EqualFold(v.Value, string(p)):
			return v.Value, true
		case known && !ok:
			value, ok = string(p.OverWebSocket()), true
		}
	}
	return value, ok
}

// UsualProtocol is the protocol that Apply gives to a module that names none: that of the
// agent, whose value edgeAgent would hand on, or else the hub's, over WebSockets. A protocol
// that stands in a wrong place, such as beside env, counts where none stands in env.
func (d *Deployment) UsualProtocol() UpstreamProtocol {
	for _, name := range [...]string{EdgeAgent, EdgeHub} {
		if m := d.System(name); m != nil {
			if value, ok := overWebSocket(m.writtenProtocols()); ok {
				p, _ := proxy.ReadProtocol(value)
				return p
			}
		}
	}
	return AmqpWs
}
