package manifest

// addToEnv plans the edits that add members to the module's env, or a new env
// right after settings that holds them.
func (m *Module) addToEnv(members []member) []Edit {
	env := m.Env()
	if env.Exists() {
		in := insertionAtEnd(env, m.dep.sampleEnv().env)
		in.style.values = m.entryStyle()
		return in.edits(members)
	}
	var in insertion
	if settings := m.Settings(); settings.Exists() {
		in = insertionAfter(m.Node, settings)
	} else {
		in = insertionAtEnd(m.Node, nil)
	}
	in.style.values = m.dep.sampleEnv().newEnv()
	return in.edits([]member{{"env", compact(members)}})
}

// sampleEnv is how the env of some module of a deployment is written.
type sampleEnv struct {
	env   *style // its members
	entry *style // the members of its entries
}

// newEnv is the style inside an env that is new; nil if no other shows it.
func (s sampleEnv) newEnv() *style {
	if s.env == nil {
		return nil
	}
	env := *s.env
	env.values = s.entry
	return &env
}

// sampleEnv reads how the first module that has entries in its env writes them.
func (d *Deployment) sampleEnv() sampleEnv {
	if d.sample == nil {
		d.sample = &sampleEnv{}
		for _, m := range d.modules {
			if entry := lastEntry(m.Env()); entry.Exists() {
				env := styleBeside(m.Env(), entry)
				*d.sample = sampleEnv{&env, styleInside(entry)}
				break
			}
		}
	}
	return *d.sample
}

// entryStyle is the style inside the entries of the module's env, or else of
// that of another module. It is read once: env may hold thousands of entries
// that are to be wrapped.
func (m *Module) entryStyle() *style {
	if !m.styled {
		m.styled, m.style = true, m.dep.sampleEnv().entry
		if entry := lastEntry(m.Env()); entry.Exists() {
			m.style = styleInside(entry)
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
		if entry.Kind() == Object && !entry.empty() {
			last = entry
		}
	}
	return last
}
