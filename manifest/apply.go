package manifest

import (
	"fmt"
	"slices"
	"strings"
)

// Proxy is what Apply puts into a manifest. The zero value of each field but
// URL stands for the usual choice.
type Proxy struct {
	URL              ProxyURL
	UpstreamProtocol UpstreamProtocol // AutoProtocol keeps a WebSocket protocol and sets one where none is
	NoProxy          string           // also set no_proxy, on the chosen modules; "" leaves it alone
	Existing         Existing         // what to do where another proxy is set already
}

// Existing says what Apply does where another value is set already.
type Existing uint8

// The ways to treat a proxy that is set already.
const (
	Overwrite Existing = iota // replace it, and report the change
	Keep                      // leave it, and say so in the notes
	Fail                      // return an *ExistingError
)

// Result is what Apply has done.
type Result struct {
	Changes []Change // in document order of the modules; empty if there was nothing to do
	Edits   []Edit   // what was changed in the text
	Notes   []string // what was left alone and why, without passwords

	bytes []byte
}

// Bytes is the new text. It is the parsed text itself if there was nothing to do.
func (r *Result) Bytes() []byte { return r.bytes }

// Apply sets https_proxy and UpstreamProtocol in the env of the targets of
// every deployment in the document, and returns the new text. It changes
// nothing else (L2, L5), writes like the text around it (L3), and does nothing
// on a second run (L4). The document itself stays as it is.
//
// The error is ErrNoDeployment, an *EditError, an *ExistingError or an
// *UnknownModuleError if it is about the document. An error about p or t is a
// *ProxyURLError if there is no URL, that of ParseProtocol for a protocol that
// uses no proxy, or wraps path.ErrBadPattern. There is no result then.
func (d *Document) Apply(p Proxy, t Targets) (*Result, error) {
	if p.URL.IsZero() {
		return nil, proxyError(ProxyBlank, "no proxy was given", "expected a URL such as http://proxy.example.com:3128")
	}
	var err error
	if p.UpstreamProtocol, err = ParseProtocol(string(p.UpstreamProtocol)); err != nil {
		return nil, err
	}
	if err := d.checkShape(t); err != nil {
		return nil, err
	}
	if err := d.checkTargets(t); err != nil {
		return nil, err
	}
	res, chosen := &Result{bytes: d.src}, t.choice()
	for _, dep := range d.deployments {
		if err := res.applyTo(dep, p, chosen); err != nil {
			return nil, err
		}
	}
	if len(res.Edits) == 0 {
		return res, nil
	}
	if res.bytes, err = Splice(d.src, res.Edits); err != nil {
		return nil, fmt.Errorf("apply the proxy: %w", err)
	}
	return res, nil
}

// applyTo plans the edits of one deployment.
func (r *Result) applyTo(dep *Deployment, p Proxy, chosen choice) error {
	protocol := dep.protocol()
	touched := false
	for _, m := range dep.modules {
		if !chosen.takes(m) {
			continue
		}
		touched = true
		settings, err := r.settings(m, p, protocol)
		if err != nil {
			return err
		}
		edits, changes, err := m.SetEnv(settings)
		if err != nil {
			return err
		}
		r.Edits = append(r.Edits, edits...)
		r.Changes = append(r.Changes, changes...)
	}
	if dep.Kind == Base && dep.layersSystem() {
		r.note(dep, "keys of systemModules stand beside properties.desired, and may overwrite what is set there: move them into systemModules")
	}
	if lost, ok := dep.LostAgent(); ok {
		r.note(dep, lost.Message)
	}
	switch {
	case dep.Kind == Base && dep.System(EdgeHub) == nil:
		r.note(dep, "no edgeHub in systemModules: only edgeAgent and chosen modules were looked at")
	case dep.desired.Exists() && dep.Kind == Layered:
		r.note(dep, "no systemModules in properties.desired: there is no edgeAgent to change")
	case len(dep.modules) == 0:
		r.note(dep, "it sets no module: there is nothing to change")
	case !touched:
		r.note(dep, "a layered deployment has no system modules: choose from its own (--module NAME, --all-modules)")
	}
	return nil
}

// note adds a remark about a deployment.
func (r *Result) note(dep *Deployment, text string) {
	if dep.ID != "" {
		text = fmt.Sprintf("deployment %q: %s", dep.ID, text)
	}
	r.Notes = append(r.Notes, RedactMessage(text))
}

// settings are the variables that a module gets.
func (r *Result) settings(m *Module, p Proxy, protocol UpstreamProtocol) ([]Setting, error) {
	var settings []Setting
	other, ok := anotherProxy(m, p.URL.Reveal())
	switch {
	case ok && p.Existing == Fail:
		return nil, &ExistingError{RedactText(m.Name), RedactPointer(other.Node.Pointer()), m.dep.doc.Position(other.Node.Span().Start), secret(other.written())}
	case ok && p.Existing == Keep:
		r.note(m.dep, fmt.Sprintf("module %q keeps its %s, %s", m.Name, other.Name, secret(other.written())))
	default:
		settings = append(settings, Setting{ProxyVar, p.URL.Reveal()})
	}
	if value, ok := r.protocolFor(m, p.UpstreamProtocol, protocol); ok {
		settings = append(settings, Setting{ProtocolVar, value})
	}
	if p.NoProxy != "" && !m.System && !(p.Existing == Keep && slices.ContainsFunc(m.Lookup(NoProxyVar), Var.set)) {
		settings = append(settings, Setting{NoProxyVar, p.NoProxy})
	}
	return settings, nil
}

// anotherProxy finds a proxy of the module that is set to something else.
func anotherProxy(m *Module, url string) (Var, bool) {
	for _, v := range m.Lookup(ProxyVar) {
		if v.set() && v.Value != url {
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
