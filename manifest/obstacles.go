package manifest

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
)

// checkShape makes sure that there is a deployment, and that the values that hold the
// modules are objects. Otherwise a value of a wrong kind would look like a value that
// is not there.
func (d *Document) checkShape(t Targets) error {
	if len(d.deployments) == 0 {
		return d.NoDeployment()
	}
	for _, dep := range d.deployments {
		if lost, ok := dep.LostAgent(); ok && lost.Found {
			return d.editError(lost.At, "%s: %s", lost.Message, lost.Help)
		}
		objects := []Node{dep.Content.Get(agentTwin), dep.desired, dep.SystemModules()}
		if t.All || len(t.Modules)+len(t.Also) > 0 {
			objects = append(objects, dep.desired.Fold("modules"), dep.Agent().Get(modulesKey))
		}
		for _, n := range objects {
			if n.Exists() && n.Kind() != Object {
				return d.notAnObject(n)
			}
		}
		if dep.Kind == Base && dep.System(EdgeAgent) == nil {
			return d.editError(dep.SystemModules(), "a base deployment without edgeAgent: expected %q in systemModules", EdgeAgent)
		}
	}
	return nil
}

// NoDeployment says why a document has no deployment: the value that should hold it
// is no object (*EditError), or the document is something else (ErrNoDeployment).
func (d *Document) NoDeployment() error {
	for _, root := range [...]Node{d.Root(), d.Root().Get("content")} {
		for _, key := range [...]string{"modulesContent", "moduleContent", "content"} {
			if n := root.Get(key); n.Exists() && n.Kind() != Object {
				return d.notAnObject(n)
			}
		}
	}
	if foreign, ok := d.Foreign(); ok {
		return &noDeploymentError{foreign.What}
	}
	return ErrNoDeployment
}

func (d *Document) notAnObject(n Node) error {
	return d.editError(n, "%q is %s: expected an object", n.Key(), n.Kind())
}

// checkWay makes sure that the module's env can be edited: everything on the
// way from the root is an object, and no key stands twice.
func (m *Module) checkWay() error {
	env := m.Env()
	switch {
	case m.Node.Exists() && m.Node.Kind() != Object:
		return m.errorAt(m.Node, "module %q is %s: expected an object", m.Name, m.Node.Kind())
	case len(m.layer.variables) > 0:
		return m.errorAt(m.layer.variables[0].node, "env of module %q is set by single keys: set what it needs by hand, or write one key \"%s%s.env\"", m.Name, modulePrefix, m.Name)
	case m.Partial():
		return m.errorAt(m.layer.any(), "only settings of module %q are set here: write a key \"%s%s.env\" for what it needs", m.Name, modulePrefix, m.Name)
	case !m.Node.Exists() && !env.Exists():
		return m.errorAt(m.dep.Root, "module %q is not in the document", m.Name)
	case env.Exists() && env.Kind() != Object:
		return m.errorAt(env, "env of module %q is %s: expected an object of {\"value\": …} entries", m.Name, env.Kind())
	case m.rival.Exists():
		return m.errorAt(m.Node, "module %q is set twice, first at %s: remove one of them", m.Name, m.position(m.rival))
	case m.layer.env.Exists() && m.Node.Fold("env").Exists():
		return m.errorAt(m.layer.env, "env of module %q is set twice, also at %s: remove one of them", m.Name, m.position(m.Node.Fold("env")))
	}
	at := m.Node
	if env.Exists() {
		at = env
	}
	for ; at.Parent().Exists() && at != m.dep.sound; at = at.Parent() {
		if twin, ok := m.twinOf(at); ok {
			return m.errorAt(twin.Second, "%s", m.twinMessage(twin))
		}
	}
	if twin := m.layer.twin; twin.Exists() {
		return m.errorAt(twin, "%q and another key set the same part of module %q: to the device they are the same key; remove one of them", twin.Key(), m.Name)
	}
	m.dep.sound = m.Node.Parent() // the other modules share the rest of the way
	return nil
}

// twinOf finds another member that has the key of n, which is on the way to the
// module's env.
func (m *Module) twinOf(n Node) (Duplicate, bool) {
	if n == m.Node && !m.System { // the list of modules knows
		return Duplicate{First: m.twin, Second: n}, m.twin.Exists()
	}
	return m.dep.doc.twin(n, m.folds(n))
}

// folds reports whether the runtime finds n by its key without regard to case. It does
// for the names of its own properties, but not for the names of modules.
func (m *Module) folds(n Node) bool {
	return n == m.Node && m.System || n.Parent() == m.Node || n.Parent() == m.dep.desired
}

func (m *Module) position(n Node) Position { return m.dep.doc.Position(n.MemberSpan().Start) }

// twinMessage says that two members of an object have the same key.
func (m *Module) twinMessage(twin Duplicate) string {
	first, second, at := twin.First.Key(), twin.Second.Key(), m.position(twin.First)
	if first != second {
		return fmt.Sprintf("keys %q and %q stand in one object, the first at %s: to the device they are the same key; remove one of them", first, second, at)
	}
	return fmt.Sprintf("key %q stands twice in one object, first at %s: the device takes the last one, other tools the first; remove one of them", second, at)
}

// twin finds another member of the same object with n's key, or with fold one
// whose key may differ in case.
func (d *Document) twin(n Node, fold bool) (Duplicate, bool) {
	if n.Parent().Kind() != Object {
		return Duplicate{}, false
	}
	if !fold {
		dup, ok := d.twinsIn(n.Parent())[n]
		return dup, ok
	}
	key := n.Key()
	for c := range n.Parent().Children() {
		switch {
		case c == n || !c.KeyIs(key, true):
		case c.Place() < n.Place():
			return Duplicate{First: c, Second: n}, true
		default:
			return Duplicate{First: n, Second: c}, true
		}
	}
	return Duplicate{}, false
}

// twinsIn lists the members of an object that have a twin. The list of a large object
// is kept, because the object may hold thousands of modules.
func (d *Document) twinsIn(obj Node) map[Node]Duplicate {
	const large = 100 // values in the object, at any depth
	if known, ok := d.twins[obj]; ok {
		return known
	}
	var twins map[Node]Duplicate
	for _, dup := range jsontree.Duplicates(obj) {
		if twins == nil {
			twins = map[Node]Duplicate{}
		}
		if _, ok := twins[dup.First]; !ok {
			twins[dup.First] = dup
		}
		twins[dup.Second] = dup
	}
	if obj.After()-obj.Place() > large {
		if d.twins == nil {
			d.twins = map[Node]map[Node]Duplicate{}
		}
		d.twins[obj] = twins
	}
	return twins
}
