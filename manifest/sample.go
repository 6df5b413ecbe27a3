package manifest

// addToEnv plans the edits that add members to the module's env, or a new env
// right after settings that holds them.
func (m *Module) addToEnv(members []member) []Edit {
	d, sample := m.dep.doc, m.sample()
	if env := m.Env(); env.Exists() {
		in := d.insertionAtEnd(env, sample.env)
		if in.style.values == nil {
			in.style.values = sample.entry
		}
		return in.edits(d, members)
	}
	var in insertion
	if settings := m.Settings(); settings.Exists() {
		in = insertionAfter(m.Node, settings)
	} else {
		in = d.insertionAtEnd(m.Node, nil)
	}
	in.style.values = sample.env
	if sample.env != nil {
		in.style.values.values = sample.entry
	}
	return in.edits(d, []member{{"env", compact(members)}})
}

// sampleEnv is how the env of some module of the deployment is written.
type sampleEnv struct {
	env   *style // its members
	entry *style // the members of its entries
}

// sample reads the style of the module's own entries of env, or else of the
// first module that has some.
func (m *Module) sample() sampleEnv {
	if s := readSample(m.Env()); s.env != nil {
		return s
	}
	if m.dep.sample == nil {
		s := sampleEnv{}
		for _, other := range m.dep.modules {
			if s = readSample(other.Env()); s.env != nil {
				break
			}
		}
		m.dep.sample = &s
	}
	s := sampleEnv{}
	if m.dep.sample.env != nil {
		env, entry := *m.dep.sample.env, *m.dep.sample.entry
		s = sampleEnv{&env, &entry}
	}
	return s
}

// readSample reads the style of the last entry of env that is an object with members.
func readSample(env Node) sampleEnv {
	var last Node
	for entry := range env.Children() {
		if entry.Kind() == Object && entry.KeySpan().Len() > 0 && !entry.empty() {
			last = entry
		}
	}
	if !last.Exists() {
		return sampleEnv{}
	}
	beside := styleBeside(env, last)
	return sampleEnv{&beside, styleInside(last)}
}
