package manifest

import (
	"bytes"
	"cmp"
	"slices"
)

// findDeployments looks for deployments everywhere in the document: in the
// known wrappers around them, and in any object that maps $edgeAgent or $edgeHub
// to desired properties, such as a resource of an ARM template. Nothing hides a
// deployment, not even another one: which of two a tool deploys is its business.
func findDeployments(d *Document) {
	f := finder{doc: d}
	f.in(d.Root(), d.Root(), ModulesContent)
	f.elsewhere()
	d.deployments = f.found
	for _, dep := range d.deployments {
		dep.findModules()
	}
}

// finder collects the deployments of a document.
type finder struct {
	doc   *Document
	found []*Deployment
}

// elsewhere adds the deployments that stand in no known wrapper.
func (f *finder) elsewhere() {
	byPlace := func(a, b *Deployment) int { return cmp.Compare(a.place(), b.place()) }
	slices.SortFunc(f.found, byPlace)
	known := f.found
	added := map[Node]bool{}
	for i := range f.doc.tree.nodes {
		n := Node{f.doc.tree, int32(i)}
		if !isRuntimeTwin(n) {
			continue
		}
		content := n.Parent()
		_, seen := slices.BinarySearchFunc(known, content.i, func(d *Deployment, i int32) int { return cmp.Compare(d.place(), i) })
		if !seen && !added[content] {
			added[content] = true
			f.add(content, content, BareMap)
		}
	}
	slices.SortFunc(f.found, byPlace)
}

// isRuntimeTwin recognises the member $edgeAgent or $edgeHub that sets desired
// properties.
func isRuntimeTwin(n Node) bool {
	size := n.node().keyEnd - n.node().keyStart - 2
	if size != int32(len(agentTwin)) && size != int32(len(hubTwin)) && !n.node().escaped || n.Kind() != Object {
		return false
	}
	if key := n.KeyBytes(); string(key) != agentTwin && string(key) != hubTwin {
		return false
	}
	for c := range n.Children() {
		if bytes.HasPrefix(c.KeyBytes(), []byte(desiredKey)) {
			return true
		}
	}
	return false
}

// KeyBytes is Key without a copy where none is needed. It must not be changed.
func (n Node) KeyBytes() []byte {
	key := n.RawKey()
	if key != nil && n.node().escaped {
		return []byte(n.Key())
	}
	return key
}

// in looks for deployments in n. root is the outermost object of the
// deployment, shape what is known of the form from the wrappers passed.
func (f *finder) in(root, n Node, shape Shape) {
	switch n.Kind() {
	case Array:
		for c := range n.Children() {
			f.in(c, c, shape)
		}
		return
	case Object:
	default:
		return
	}
	w := wrappersIn(n)
	f.noteMisshapen(w.modulesContent)
	f.noteMisshapen(w.moduleContent)
	if w.modulesContent.Kind() == Object {
		f.add(root, w.modulesContent, shape)
	}
	if isModulesContent(w.moduleContent) {
		f.add(root, w.moduleContent, Legacy)
	}
	if w.agent.Exists() || w.hub.Exists() {
		f.add(root, n, BareMap)
	}
	if desired := w.properties.Get("desired"); desired.Fold("systemModules").Exists() {
		f.addTwin(root, desired)
	}
	if w.content.Exists() {
		if shape = Content; w.id.Exists() || w.condition.Exists() || w.priority.Exists() {
			shape = Configuration
		}
		f.in(n, w.content, shape)
	}
	if w.central.Exists() {
		f.in(n, w.central, Central)
	}
	f.in(w.configuration, w.configuration, shape)
	f.in(w.exported, w.exported, shape)
}

// noteMisshapen keeps the first modules content that is neither an object nor
// null, which stands for nothing in what the service returns. A placeholder may
// become an object.
func (f *finder) noteMisshapen(content Node) {
	switch content.Kind() {
	case Missing, Null, Object, Placeholder:
		return
	case String:
		if _, _, ok := FindPlaceholder(content.Text()); ok {
			return
		}
	}
	if !f.doc.misshapen.Exists() {
		f.doc.misshapen = content
	}
}

// wrappers are the members of an object that tell what kind of document it is,
// of each name the last one.
type wrappers struct {
	modulesContent, moduleContent, agent, hub, properties Node
	id, content, condition, priority                      Node // of a Configuration document
	central                                               Node // IoT Central's device template
	configuration                                         Node // twin and configuration of one device, as the service returns them
	exported                                              Node // "az iot hub state export"
}

func wrappersIn(n Node) wrappers {
	var w wrappers
	for c := range n.Children() {
		switch string(c.KeyBytes()) {
		case "modulesContent":
			w.modulesContent = c
		case "moduleContent":
			w.moduleContent = c
		case agentTwin:
			w.agent = c
		case hubTwin:
			w.hub = c
		case "properties":
			w.properties = c
		case "id":
			w.id = c
		case "content":
			w.content = c
		case "targetCondition":
			w.condition = c
		case "priority":
			w.priority = c
		case "deploymentManifest":
			w.central = c
		case "configuration":
			w.configuration = c
		case "edgeDeployments":
			w.exported = c
		}
	}
	return w
}

// isModulesContent recognises the object that maps module names to desired
// properties by a system module among its members.
func isModulesContent(n Node) bool { return n.Get(agentTwin).Exists() || n.Get(hubTwin).Exists() }

// add appends the deployment whose modules content is n.
func (f *finder) add(root, n Node, shape Shape) {
	dep := &Deployment{Kind: Layered, Shape: shape, Root: root, Content: n, doc: f.doc}
	if id := root.Get("id"); id.Kind() == String {
		dep.ID = id.Text()
	}
	dep.desired = dep.Agent().Get(desiredKey)
	if dep.SystemModules().Exists() {
		dep.Kind = Base
	}
	f.found = append(f.found, dep)
}

// addTwin appends the deployment that the twin of edgeAgent is.
func (f *finder) addTwin(root, desired Node) {
	f.found = append(f.found, &Deployment{Kind: Base, Shape: Twin, Root: root, doc: f.doc, desired: desired})
}

// place is where the deployment stands among others: the number of its node.
func (d *Deployment) place() int32 {
	if d.Content.Exists() {
		return d.Content.i
	}
	return d.desired.i
}
