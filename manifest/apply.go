package manifest

import (
	"errors"
	"fmt"
	"path"
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

// Targets chooses modules beside edgeAgent and edgeHub, which are always
// targets of a base deployment. A layered deployment has no system modules:
// only its own modules can be chosen.
type Targets struct {
	Modules []string // names, or patterns of path.Match such as "blob*"
	All     bool     // every module
}

// Result is what Apply has done.
type Result struct {
	Changes []Change // in document order of the modules; empty if there was nothing to do
	Edits   []Edit   // what was changed in the text
	Notes   []string // what was left alone and why, without passwords

	bytes []byte
}

// Bytes is the new text. It is the parsed text itself if there was nothing to do.
func (r *Result) Bytes() []byte { return r.bytes }

// ExistingError says that a module has another proxy already, and Fail was asked for.
type ExistingError struct {
	Module   string
	Pointer  string
	Position Position
	Old      Secret
}

// Error names the module and the place.
func (e *ExistingError) Error() string {
	return fmt.Sprintf("%s: module %q has another proxy already: %s (at %s)", e.Position, e.Module, e.Old, e.Pointer)
}

// UnknownModuleError says that no module of the document has a chosen name.
type UnknownModuleError struct {
	Name  string
	Known []string // names of the modules that exist, sorted
}

// Error names the module and lists those that exist.
func (e *UnknownModuleError) Error() string {
	if len(e.Known) == 0 {
		return fmt.Sprintf("no module %q: the document has no modules to choose from", e.Name)
	}
	return fmt.Sprintf("no module %q: the document has %s", e.Name, strings.Join(quoteAll(e.Known), ", "))
}

// ErrNoDeployment says that the document holds no deployment.
var ErrNoDeployment = errors.New(`no deployment found: expected "modulesContent" with "$edgeAgent", or one of the other forms of a deployment manifest`)

// Apply sets https_proxy and UpstreamProtocol in the env of the targets of
// every deployment in the document, and returns the new text. It changes
// nothing else (L2, L5), writes like the text around it (L3), and does nothing
// on a second run (L4). The document itself stays as it is.
//
// The error is ErrNoDeployment, an *EditError, an *ExistingError or an
// *UnknownModuleError; there is no result then.
func (d *Document) Apply(p Proxy, t Targets) (*Result, error) {
	if len(d.deployments) == 0 {
		return nil, ErrNoDeployment
	}
	if p.URL.IsZero() {
		return nil, &ProxyURLError{Problem: ProxyBlank, Reason: "no proxy was given", Hint: "expected a URL such as http://proxy.example.com:3128"}
	}
	if err := d.checkTargets(t); err != nil {
		return nil, err
	}
	res := &Result{bytes: d.src}
	for _, dep := range d.deployments {
		if err := res.applyTo(dep, p, t); err != nil {
			return nil, err
		}
	}
	if len(res.Edits) == 0 {
		return res, nil
	}
	out, err := Splice(d.src, res.Edits)
	if err != nil {
		return nil, fmt.Errorf("apply the proxy: %w", err)
	}
	res.bytes = out
	return res, nil
}

// checkTargets makes sure that every chosen name exists.
func (d *Document) checkTargets(t Targets) error {
	for _, pattern := range t.Modules {
		if _, err := path.Match(pattern, ""); err != nil {
			return fmt.Errorf("module pattern %q: %w", pattern, err)
		}
		matched := false
		var known []string
		for _, dep := range d.deployments {
			for _, m := range dep.modules {
				known = append(known, m.Name)
				matched = matched || matches(pattern, m.Name)
			}
		}
		if !matched {
			slices.Sort(known)
			return &UnknownModuleError{pattern, slices.Compact(known)}
		}
	}
	return nil
}

// matches reports whether a name is the pattern or matches it.
func matches(pattern, name string) bool {
	ok, err := path.Match(pattern, name)
	return name == pattern || ok && err == nil
}

// chosen reports whether a module is a target.
func (t Targets) chosen(m *Module) bool {
	return m.System || t.All || slices.ContainsFunc(t.Modules, func(p string) bool { return matches(p, m.Name) })
}

// applyTo plans the edits of one deployment.
func (r *Result) applyTo(dep *Deployment, p Proxy, t Targets) error {
	if dep.Kind == Base {
		if err := dep.checkSystemModules(); err != nil {
			return err
		}
		if dep.System(EdgeHub) == nil {
			r.note(dep, "no edgeHub in systemModules: only edgeAgent and chosen modules were looked at")
		}
	}
	protocol := dep.protocol()
	touched := false
	for _, m := range dep.modules {
		if m.System && m.Name != EdgeAgent && m.Name != EdgeHub || !t.chosen(m) {
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
	if !touched {
		r.note(dep, "a layered deployment has no system modules: choose modules to change")
	}
	return nil
}

// note adds a remark about a deployment.
func (r *Result) note(dep *Deployment, text string) {
	if dep.ID != "" {
		text = fmt.Sprintf("deployment %q: %s", dep.ID, text)
	}
	r.Notes = append(r.Notes, text)
}

// checkSystemModules makes sure that a base deployment has an edgeAgent that can be edited.
func (d *Deployment) checkSystemModules() error {
	system := d.SystemModules()
	for _, n := range [...]Node{d.desired, system} {
		if n.Exists() && n.Kind() != Object {
			return (&Module{Name: EdgeAgent, dep: d}).errorAt(n, "%q is %s: expected an object", n.Key(), n.Kind())
		}
	}
	if d.System(EdgeAgent) == nil {
		at := d.desired
		if system.Exists() {
			at = system
		}
		return (&Module{Name: EdgeAgent, dep: d}).errorAt(at, "a base deployment without edgeAgent: expected %q in systemModules", EdgeAgent)
	}
	return nil
}

// settings are the variables that a module gets.
func (r *Result) settings(m *Module, p Proxy, protocol UpstreamProtocol) ([]Setting, error) {
	var settings []Setting
	other, ok := anotherProxy(m, p.URL.Reveal())
	switch {
	case ok && p.Existing == Fail:
		return nil, &ExistingError{m.Name, other.Node.Pointer(), m.dep.doc.Position(other.Node.Span().Start), secret(other.Value)}
	case ok && p.Existing == Keep:
		r.note(m.dep, fmt.Sprintf("module %q keeps its %s, %s", m.Name, other.Name, secret(other.Value)))
	default:
		settings = append(settings, Setting{ProxyVar, p.URL.Reveal()})
	}
	if value, ok := r.protocolFor(m, p.UpstreamProtocol, protocol); ok {
		settings = append(settings, Setting{ProtocolVar, value})
	}
	if p.NoProxy != "" && !m.System && !(p.Existing == Keep && isSet(m, NoProxyVar)) {
		settings = append(settings, Setting{NoProxyVar, p.NoProxy})
	}
	return settings, nil
}

// anotherProxy finds a proxy of the module that is set to something else.
func anotherProxy(m *Module, url string) (Var, bool) {
	for _, v := range m.Lookup(ProxyVar) {
		if !v.Blank() && v.Value != url {
			return v, true
		}
	}
	return Var{}, false
}

func isSet(m *Module, name string) bool {
	return slices.ContainsFunc(m.Lookup(name), func(v Var) bool { return !v.Blank() })
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
	if len(vars) == 0 {
		return string(usual), true
	}
	read, known := ReadProtocol(vars[0].Value)
	switch {
	case !known && vars[0].Unknown() && m.dep.doc.Template():
		r.note(m.dep, fmt.Sprintf("module %q keeps its %s, which a tool fills in: make sure that it becomes AmqpWs or MqttWs", m.Name, vars[0].Name))
		return "", false
	case !known:
		return string(usual), true
	case !read.WebSocket():
		return string(read.OverWebSocket()), true
	}
	return vars[0].Value, true // the same for all spellings
}

// protocol is the protocol of a module that names none: that of the agent,
// whose value edgeAgent would hand on, or else the hub's, over WebSockets.
func (d *Deployment) protocol() UpstreamProtocol {
	for _, name := range [...]string{EdgeAgent, EdgeHub} {
		if m := d.System(name); m != nil {
			for _, v := range m.Lookup(ProtocolVar) {
				if p, ok := ReadProtocol(v.Value); ok {
					return p.OverWebSocket()
				}
			}
		}
	}
	return AmqpWs
}

func quoteAll(names []string) []string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = fmt.Sprintf("%q", n)
	}
	return quoted
}
