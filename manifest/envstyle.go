package manifest

import "github.com/iotedge-tools/edgeproxy/manifest/jsontree"

// addToEnv plans the edits that add members to the module's env. If there is no env, a
// new one is added right after settings.
func (m *Module) addToEnv(members []jsontree.Member) []Edit {
	env := m.Env()
	if env.Exists() {
		in := jsontree.AtEnd(env, m.dep.sampleEnv().env)
		in.Style.Values = m.entryStyle()
		return in.Edits(members)
	}
	var in jsontree.Insertion
	if settings := m.Node.Fold("settings"); settings.Exists() {
		in = jsontree.After(m.Node, settings)
	} else {
		in = jsontree.AtEnd(m.Node, nil)
	}
	in.Style.Values = m.dep.sampleEnv().newEnv()
	return in.Edits([]jsontree.Member{{Key: "env", Value: compact(members)}})
}

// sampleEnv is how the env of some module of a deployment is written.
type sampleEnv struct {
	env   *jsontree.Style // its members
	entry *jsontree.Style // the members of its entries
}

// newEnv is the style inside a new env; nil if no other env shows a style.
func (s sampleEnv) newEnv() *jsontree.Style {
	if s.env == nil {
		return nil
	}
	env := *s.env
	env.Values = s.entry
	return &env
}

// sampleEnv reads how the first module that has entries in its env writes them.
func (d *Deployment) sampleEnv() sampleEnv {
	if d.sample == nil {
		d.sample = &sampleEnv{}
		for _, m := range d.list.modules {
			if entry := lastEntry(m.Env()); entry.Exists() {
				env := jsontree.StyleBeside(m.Env(), entry)
				*d.sample = sampleEnv{&env, jsontree.StyleInside(entry)}
				break
			}
		}
	}
	return *d.sample
}

// entryStyle is the style inside the entries of the module's env, or else of
// that of another module. It is read once: env may hold thousands of entries
// that are to be wrapped.
func (m *Module) entryStyle() *jsontree.Style {
	if !m.styled {
		m.styled, m.style = true, m.dep.sampleEnv().entry
		if entry := lastEntry(m.Env()); entry.Exists() {
			m.style = jsontree.StyleInside(entry)
		}
	}
	return m.style
}

// lastEntry is the last entry of env that is an object with members.
func lastEntry(env Node) Node {
	var last Node
	if env.Kind() != Object {
		return last
	}
	for entry := range env.Children() {
		if entry.Kind() == Object && !entry.Empty() {
			last = entry
		}
	}
	return last
}
