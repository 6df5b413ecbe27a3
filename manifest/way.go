package manifest

import "fmt"

// checkWay makes sure that the module's env can be edited: everything on the
// way from the root is an object, and no key stands twice.
func (m *Module) checkWay() error {
	env := m.Env()
	switch {
	case m.Node.Exists() && m.Node.Kind() != Object:
		return m.errorAt(m.Node, "module %q is %s: expected an object", m.Name, m.Node.Kind())
	case !m.Node.Exists() && !env.Exists():
		return m.errorAt(m.dep.Root, "module %q is not in the document", m.Name)
	case env.Exists() && env.Kind() != Object:
		return m.errorAt(env, "env of module %q is %s: expected an object of {\"value\": …} entries", m.Name, env.Kind())
	case m.rival.Exists():
		return m.errorAt(m.Node, "module %q is set twice, first at %s: remove one of them", m.Name, m.position(m.rival))
	case m.env.Exists() && m.Node.Fold("env").Exists():
		return m.errorAt(m.env, "env of module %q is set twice, also at %s: remove one of them", m.Name, m.position(m.Node.Fold("env")))
	}
	at := m.Node
	if env.Exists() {
		at = env
	}
	for ; at.Parent().Exists(); at = at.Parent() {
		if twin, ok := m.dep.doc.twin(at, m.folds(at)); ok {
			return m.errorAt(twin.Second, "%s", m.twinMessage(twin))
		}
	}
	return nil
}

// folds reports whether the runtime finds n by its key without regard to case:
// so it does for the names of its own properties, but not for those of modules.
func (m *Module) folds(n Node) bool {
	return n == m.Node && m.System || n.Parent() == m.Node || n.Parent() == m.dep.desired
}

func (m *Module) position(n Node) Position { return m.dep.doc.Position(n.MemberSpan().Start) }

// twinMessage says that two members of an object have the same key.
func (m *Module) twinMessage(twin Duplicate) string {
	first, second, at := twin.First.Key(), twin.Second.Key(), m.position(twin.First)
	if first != second {
		return fmt.Sprintf("keys %q and %q stand in one object, the first at %s: the device takes them for one; remove one of them", first, second, at)
	}
	return fmt.Sprintf("key %q stands twice in one object, first at %s: the device takes the last one, other tools the first; remove one of them", second, at)
}

// twin finds another member of the same object with n's key, or with fold one
// whose key differs in case only. What was found is kept: the modules of a
// deployment share most of the way.
func (d *Document) twin(n Node, fold bool) (Duplicate, bool) {
	if n.Parent().Kind() != Object {
		return Duplicate{}, false
	}
	if fold {
		return d.foldedTwin(n)
	}
	parent := n.Parent()
	index, ok := d.twins[parent]
	if !ok {
		for _, dup := range Duplicates(parent) {
			if index == nil {
				index = map[Node]Duplicate{}
			}
			if _, ok := index[dup.First]; !ok {
				index[dup.First] = dup
			}
			index[dup.Second] = dup
		}
		if d.twins == nil {
			d.twins = map[Node]map[Node]Duplicate{}
		}
		d.twins[parent] = index
	}
	dup, ok := index[n]
	return dup, ok
}

// foldedTwin is twin without regard to case.
func (d *Document) foldedTwin(n Node) (Duplicate, bool) {
	dup, ok := d.foldedTwins[n]
	if !ok {
		key := n.Key()
		for c := range n.Parent().Children() {
			switch {
			case c == n || !c.keyIs(key, true):
			case c.i < n.i:
				dup = Duplicate{c, n}
			case !dup.First.Exists():
				dup = Duplicate{n, c}
			}
		}
		if d.foldedTwins == nil {
			d.foldedTwins = map[Node]Duplicate{}
		}
		d.foldedTwins[n] = dup
	}
	return dup, dup.First.Exists()
}
