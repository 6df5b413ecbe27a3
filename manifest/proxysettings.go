package manifest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// settings are the variables that a module gets.
func (r *Result) settings(m *Module, p Proxy, protocol UpstreamProtocol) ([]Setting, error) {
	var settings []Setting
	other, ok := anotherProxy(m, p)
	switch {
	case ok && p.Existing == Fail:
		return nil, &ExistingError{secret.Text(m.Name), secret.Pointer(other.Node.Pointer()), m.dep.doc.Position(other.Node.Span().Start), newSecret(other.written())}
	case ok && p.Existing == Keep:
		if err := m.checkKept(); err != nil {
			return nil, err
		}
		r.note(m.dep, fmt.Sprintf("module %q keeps its %s, %s", m.Name, other.Name, newSecret(other.written())))
	default:
		settings = append(settings, Setting{ProxyVar, p.URL.Reveal()})
	}
	if value, ok := r.protocolFor(m, p.UpstreamProtocol, protocol); ok {
		settings = append(settings, Setting{ProtocolVar, value})
	}
	if value, ok := p.noProxyFor(m); ok {
		settings = append(settings, Setting{NoProxyVar, value})
	}
	return settings, nil
}

// noProxyFor is the no_proxy that a module gets; ok is false if what it has
// shall stay.
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

// anotherProxy finds a proxy of the module that is set to something else. What
// stands for the proxy is no other one.
func anotherProxy(m *Module, p Proxy) (Var, bool) {
	for _, v := range m.Lookup(ProxyVar) {
		if v.set() && v.Value != p.URL.Reveal() && (p.Placeholder.IsZero() || v.written() != p.Placeholder.Reveal()) {
			return v, true
		}
	}
	return Var{}, false
}

// protocolFor is the value of UpstreamProtocol that a module gets; ok is false
// if what it has shall stay. wanted is what was asked for, usual what a module
// without one gets.
func (r *Result) protocolFor(m *Module, wanted, usual UpstreamProtocol) (value string, ok bool) {
	switch wanted {
	case KeepProtocol:
		return "", false
	case AutoProtocol:
	default:
		return string(wanted), true
	}
	vars := m.Lookup(ProtocolVar)
	if value, ok := overWebSocket(vars); ok {
		return value, true // the same for all spellings
	}
	for _, v := range vars {
		if v.Unknown() && m.dep.doc.templateWhatever() {
			r.note(m.dep, fmt.Sprintf("module %q keeps its %s, which a tool fills in: make sure that it becomes AmqpWs or MqttWs", m.Name, v.Name))
			return "", false
		}
	}
	return string(usual), true
}

// overWebSocket is the first protocol over WebSockets among the spellings of
// UpstreamProtocol, as it is written, or else the first known one made to run
// over WebSockets. The device takes blanks around a name, too.
func overWebSocket(vars []Var) (value string, ok bool) {
	for _, v := range vars {
		p, known := ReadProtocol(strings.TrimSpace(v.Value))
		switch {
		case known && p.WebSocket() && equalFold(v.Value, string(p)):
			return v.Value, true
		case known && !ok:
			value, ok = string(p.OverWebSocket()), true
		}
	}
	return value, ok
}

// protocol is the protocol of a module that names none: that of the agent,
// whose value edgeAgent would hand on, or else the hub's, over WebSockets.
func (d *Deployment) protocol() UpstreamProtocol {
	for _, name := range [...]string{EdgeAgent, EdgeHub} {
		if m := d.System(name); m != nil {
			if value, ok := overWebSocket(m.Lookup(ProtocolVar)); ok {
				p, _ := ReadProtocol(value)
				return p
			}
		}
	}
	return AmqpWs
}
