package check

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Deployment is a deployment in which the values that nearly every rule needs are
// looked up once.
type Deployment struct {
	*manifest.Deployment
	Agent   *Module // nil if there is none
	Hub     *Module // nil if there is none
	Modules []*Module

	twins []Twin // see Twins
}

// Module is a module with its effective proxy settings.
type Module struct {
	*manifest.Module
	Proxy    []manifest.Var // https_proxy, every spelling that stands in the container
	Protocol []manifest.Var // UpstreamProtocol, every spelling

	addresses []Address // of Proxy, once they are read
	quoted    string    // see Quoted
}

// System lists edgeAgent and edgeHub, in this order, as far as they exist.
func (d *Deployment) System() []*Module {
	var found []*Module
	for _, m := range [...]*Module{d.Agent, d.Hub} {
		if m != nil {
			found = append(found, m)
		}
	}
	return found
}

func newDeployment(d *manifest.Deployment) *Deployment {
	all := make([]Module, len(d.Modules()))
	out := &Deployment{Deployment: d, Modules: make([]*Module, len(all))}
	for i, m := range d.Modules() {
		m.HasUsualOptions() // rules ask, and Lookup is faster if it is known
		module := &all[i]
		*module = Module{Module: m, Proxy: m.Lookup(manifest.ProxyVar), Protocol: m.Lookup(manifest.ProtocolVar)}
		out.Modules[i] = module
		switch {
		case m.System && m.Name == manifest.EdgeAgent:
			out.Agent = module
		case m.System && m.Name == manifest.EdgeHub:
			out.Hub = module
		}
	}
	return out
}

// SetProxy is the variable that holds the module's proxy, and whether a variable
// that is not blank exists. If there are several spellings, the canonical one comes
// first.
func (m *Module) SetProxy() (manifest.Var, bool) { return firstSet(m.Proxy, manifest.ProxyVar) }

// SetProtocol is the variable that names the module's protocol, and whether a
// variable that is not blank exists.
func (m *Module) SetProtocol() (manifest.Var, bool) {
	return firstSet(m.Protocol, manifest.ProtocolVar)
}

// HasProxy reports whether the module has a proxy that is not blank. The module may
// be nil.
func (m *Module) HasProxy() bool {
	if m == nil {
		return false
	}
	_, ok := m.SetProxy()
	return ok
}

// firstSet is the first variable that is not blank, the one with the
// canonical name before others.
func firstSet(vars []manifest.Var, canonical string) (found manifest.Var, ok bool) {
	for _, v := range vars {
		if isUnset(v) {
			continue
		}
		if v.Name == canonical {
			return v, true
		}
		if !ok {
			found, ok = v, true
		}
	}
	return found, ok
}

func isUnset(v manifest.Var) bool { return v.Blank() && !v.Unknown() }

// EnvUnknown reports whether the module's whole env, or the module itself, is a
// placeholder.
func (m *Module) EnvUnknown() bool {
	return m.Env().Kind() == manifest.Placeholder || m.Node.Kind() == manifest.Placeholder
}

// At is a finding about a value of the module, or the module's key.
func (m *Module) At(n manifest.Node) Finding {
	f := At(n)
	f.Module = m.Name
	return f
}

// AtEnv is a finding about a variable that env lacks: it points to the key of env,
// or to the key of the module if there is no env.
func (m *Module) AtEnv() Finding {
	n := m.Env()
	if !n.Exists() {
		n = m.Place()
	}
	f := m.At(n)
	f.Span = n.KeySpan()
	return f
}

// At is a finding about a value. Its pointer is computed when the finding is
// reported.
func At(n manifest.Node) Finding { return Finding{place: n, Span: n.Span()} }

// AtKey is a finding about a member, pointing to its key.
func AtKey(n manifest.Node) Finding {
	return Finding{place: n, Span: n.KeySpan()}
}

// SetEnv is the fix that sets variables in the module's env, as a list for
// Finding.Fixes. The list is empty if a value is not known or the document cannot
// be edited there.
func (m *Module) SetEnv(message string, settings ...manifest.Setting) []Fix {
	for _, s := range settings {
		if strings.TrimSpace(s.Value) == "" {
			return nil
		}
	}
	edits, _, err := m.Module.SetEnv(settings)
	if err != nil || len(edits) == 0 {
		return nil
	}
	return []Fix{{Message: message, Edits: edits}}
}
