package manifest

import (
	"bytes"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// pieces are the parts of a module that a layered deployment sets by keys of their
// own, below "properties.desired.modules.NAME". IoT Hub sets what stands at such a path in
// the twin of edgeAgent, so that edgeAgent finds it in the module, where it reads the
// names of members without regard to case.
type pieces struct {
	env       Node     // "….env"
	settings  Node     // "….settings"
	variables []single // "….env.VARIABLE" and "….env.VARIABLE.value"
	members   []single // "….settings.MEMBER"
	twin      Node     // an earlier key for env or settings, such as "….ENV"
}

// set keeps the last of the keys that set a part. To edgeAgent all of them are the same.
func (p *pieces) set(part *Node, n Node) {
	if part.Exists() {
		p.twin = *part
	}
	*part = n
}

// single is a variable, or a member of settings, with a key of its own.
type single struct {
	name string
	node Node
	bare bool // node is the value of a variable and not its entry: "….env.VARIABLE.value"
}

// none reports whether no key sets a part of the module.
func (p *pieces) none() bool {
	return !p.env.Exists() && !p.settings.Exists() && len(p.variables)+len(p.members) == 0
}

// sets reports whether a key sets this very member of settings.
func (p *pieces) sets(member Node) bool {
	return slices.ContainsFunc(p.members, func(s single) bool { return member.Key() == s.name })
}

// any is one of the values that the keys set; env comes first.
func (p *pieces) any() Node {
	if p.env.Exists() {
		return p.env
	}
	for _, list := range [...][]single{p.variables, p.members} {
		if len(list) > 0 {
			return list[0].node
		}
	}
	return p.settings
}

// variable is the variable that the key sets.
func (s single) variable() Var {
	if !s.bare {
		return envVar(s.name, s.node)
	}
	return Var{Name: s.name, Value: valueText(s.node), Source: FromEnv, Entry: s.node, Node: s.node}
}

// Place is where the module stands in the document: its object, or else the first of the
// pieces that a layered deployment sets.
func (m *Module) Place() Node {
	if m.Node.Exists() {
		return m.Node
	}
	return m.layer.any()
}

// Partial reports whether a layered deployment sets neither the module nor its env as a
// whole, so that some variables of the module may stand in another deployment.
func (m *Module) Partial() bool { return !m.Node.Exists() && !m.layer.none() && !m.layer.env.Exists() }

// PartialSettings reports whether a layered deployment sets single members of the module's
// settings only: other parts of createOptions may stand in another deployment.
func (m *Module) PartialSettings() bool { return len(m.layer.members) > 0 && !m.Settings().Exists() }

// value is the value of the variable; missing if the entry has none.
func (s single) value() Node {
	if s.bare {
		return s.node
	}
	return s.node.Fold("value")
}

// addLayered adds the module or modules that a key of a layered deployment
// sets: "properties.desired.modules", "….modules.NAME", or a piece of a module.
func (d *Deployment) addLayered(list *moduleList, n Node) {
	if n.KeySpan().Len() == 0 {
		return
	}
	key := n.Key()
	if key == modulesKey {
		for c := range n.Children() {
			if c.KeySpan().Len() > 0 {
				list.add(c.Key(), c, false)
			}
		}
	}
	rest, ok := strings.CutPrefix(key, modulePrefix)
	name, below, deeper := strings.Cut(rest, ".")
	switch {
	case !ok || name == "":
	case !deeper:
		list.add(name, n, false)
	default:
		list.addPiece(name, strings.Split(below, "."), n)
	}
}

// addPiece adds what stands at a path below a module. A path that leads to nothing that
// edgeAgent reads adds no module.
func (l *moduleList) addPiece(module string, path []string, n Node) {
	inEnv, inSettings := text.EqualFold(path[0], "env"), text.EqualFold(path[0], "settings")
	switch {
	case len(path) > 1 && path[1] == "":
	case len(path) == 1 && inEnv:
		layer := &l.named(module, false).layer
		layer.set(&layer.env, n)
	case len(path) == 1 && inSettings:
		layer := &l.named(module, false).layer
		layer.set(&layer.settings, n)
	case len(path) == 2 && inEnv && (n.Kind() == Object || n.Kind() == Placeholder):
		layer := &l.named(module, false).layer
		layer.variables = append(layer.variables, single{name: path[1], node: n})
	case len(path) == 3 && inEnv && text.EqualFold(path[2], "value") && n.Kind() != Null:
		layer := &l.named(module, false).layer
		layer.variables = append(layer.variables, single{name: path[1], node: n, bare: true})
	case len(path) == 2 && inSettings:
		layer := &l.named(module, false).layer
		layer.members = append(layer.members, single{name: path[1], node: n})
	}
}

// layersSystem reports whether keys as layered deployments have them, such as
// "properties.desired.systemModules.edgeAgent.env", set something of a system module.
func (d *Deployment) layersSystem() bool {
	for n := range d.Agent().Children() {
		if below, ok := bytes.CutPrefix(n.KeyBytes(), []byte(layeredPrefix)); ok {
			if first, _, _ := bytes.Cut(below, []byte(".")); text.EqualFold(string(first), "systemModules") {
				return true
			}
		}
	}
	return false
}
