package manifest

import (
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// findModules lists the modules of the deployment.
func (d *Deployment) findModules() {
	modules, system := d.desired.Fold("modules"), d.SystemModules()
	most := system.Len() + modules.Len() + d.Agent().Len()
	list := &d.list
	*list = moduleList{dep: d, modules: make([]*Module, 0, most), memory: make([]Module, most)}
	for n := range system.Children() {
		if n.KeySpan().Len() > 0 {
			list.add(systemName(n.Key()), n, true)
		}
	}
	for n := range modules.Children() {
		if n.KeySpan().Len() > 0 {
			list.add(n.Key(), n, false)
		}
	}
	for n := range d.Agent().Children() {
		d.addLayered(list, n)
	}
}

// systemName is the usual spelling of the name of a system module: the runtime matches
// the name without regard to case.
func systemName(key string) string {
	for _, name := range [...]string{EdgeAgent, EdgeHub} {
		if text.EqualFold(key, name) {
			return name
		}
	}
	return key
}

// moduleList collects modules; if a name stands twice, the last module counts. A
// module may have the name of a system module.
type moduleList struct {
	dep     *Deployment
	modules []*Module
	index   map[moduleKey]*Module // nil for a few modules: comparing with each is faster
	memory  []Module              // for the next modules: one piece is cheaper than many
}

// moduleKey tells a module from the others of its deployment.
type moduleKey struct {
	name   string
	system bool
}

// fewModules is how many modules a list has at most without an index.
const fewModules = 32

// find is the module with a name; nil if there is none.
func (l *moduleList) find(name string, system bool) *Module {
	if l.index != nil {
		return l.index[moduleKey{name, system}]
	}
	for _, m := range l.modules {
		if m.System == system && m.Name == name {
			return m
		}
	}
	return nil
}

// append adds a module, whose name is new.
func (l *moduleList) append(m *Module) {
	l.modules = append(l.modules, m)
	switch {
	case l.index != nil:
		l.index[moduleKey{m.Name, m.System}] = m
	case len(l.modules) > fewModules:
		l.index = make(map[moduleKey]*Module, 2*len(l.modules))
		for _, m := range l.modules {
			l.index[moduleKey{m.Name, m.System}] = m
		}
	}
}

func (l *moduleList) named(name string, system bool) *Module {
	m := l.find(name, system)
	if m == nil {
		if len(l.memory) == 0 {
			l.memory = make([]Module, 8)
		}
		m, l.memory = &l.memory[0], l.memory[1:]
		m.Name, m.System, m.dep = name, system, l.dep
		l.append(m)
	}
	return m
}

func (l *moduleList) add(name string, n Node, system bool) {
	m := l.named(name, system)
	switch {
	case !m.Node.Exists():
	case m.Node.Parent() == n.Parent():
		m.twin = m.Node
	default:
		m.rival = m.Node
	}
	m.Node = n
}
