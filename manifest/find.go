package manifest

import (
	"cmp"
	"slices"

	"github.com/iotedge-tools/edgeproxy/manifest/placeholder"
)

// findDeployments looks for deployments everywhere in the document: in the
// known wrappers around them, and wherever else something looks like a modules
// content or a twin of edgeAgent (see search), such as in a resource of an ARM
// template. Nothing hides a deployment, not even another deployment: it is not known
// which of the two a tool deploys.
func findDeployments(d *Document) {
	f := finder{doc: d}
	f.in(d.Root(), d.Root(), ModulesContent)
	f.search()
	slices.SortFunc(f.found, func(a, b *Deployment) int { return cmp.Compare(a.place(), b.place()) })
	d.deployments = f.found
	for _, dep := range d.deployments {
		dep.findModules()
	}
}

// finder collects the deployments of a document.
type finder struct {
	doc   *Document
	found []*Deployment
	names names
}

// in looks for deployments in n. root is the outermost object of the deployment; shape
// is the form that the wrappers around n tell.
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
	if w.modulesContent.Kind() == Object && !w.isForDevice() {
		f.add(root, w.modulesContent, shape)
	}
	if isModulesContent(w.moduleContent) {
		f.add(root, w.moduleContent, Legacy)
	}
	if w.isBareMap() {
		f.add(root, n, BareMap)
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
	for c := range w.exported.Children() {
		f.in(c, c, Configuration)
	}
}

// noteMisshapen keeps the first modules content that is neither an object nor null. The
// service writes null for no content, and a placeholder may become an object.
func (f *finder) noteMisshapen(content Node) {
	switch content.Kind() {
	case Missing, Null, Object, Placeholder:
		return
	case String:
		if _, _, ok := placeholder.Find(content.Text()); ok {
			return
		}
	}
	if !f.doc.misshapen.Exists() {
		f.doc.misshapen = content
	}
}

// wrappers are the members of an object that tell the kind of the document. If a name
// stands twice, the last member counts.
type wrappers struct {
	modulesContent, moduleContent, deviceContent Node
	agent, hub                                   Node
	id, content, condition, priority             Node // of a Configuration document
	central                                      Node // IoT Central's device template
	configuration                                Node // twin and configuration of one device, as the service returns them
	exported                                     Node // the deployments of "az iot hub state export", by their ids
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
		case "deviceContent":
			w.deviceContent = c
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
		case "configurations":
			if c := c.Get("edgeDeployments"); c.Exists() {
				w.exported = c
			}
		}
	}
	return w
}

// isBareMap reports whether the object maps module names to the properties that a
// deployment sets. A map of whole twins does not count: the twins are found by
// themselves.
func (w *wrappers) isBareMap() bool {
	if setsDesired(w.agent) || setsDesired(w.hub) {
		return true
	}
	return (w.agent.Exists() || w.hub.Exists()) && !holdsTwin(w.agent) && !holdsTwin(w.hub)
}

// isForDevice reports whether the object is the content of a configuration for devices
// or their modules. Such a configuration is no deployment, although the service may
// write an empty modulesContent into it.
func (w *wrappers) isForDevice() bool {
	return w.modulesContent.Len() == 0 && (w.deviceContent.Len() > 0 || w.moduleContent.Len() > 0)
}

// holdsTwin reports whether n is the twin of a module, or holds it.
func holdsTwin(n Node) bool {
	return n.Fold("properties").Fold("desired").Kind() == Object || n.Get("twin").Kind() == Object
}

// isModulesContent recognises the object that maps module names to desired properties:
// one of its members is a system module.
func isModulesContent(n Node) bool { return n.Get(agentTwin).Exists() || n.Get(hubTwin).Exists() }

// add appends the deployment whose modules content is n.
func (f *finder) add(root, n Node, shape Shape) {
	dep := &Deployment{Kind: Layered, Shape: shape, Root: root, Content: n, doc: f.doc}
	dep.ID = f.names.deployment(root, n)
	dep.desired = dep.Agent().Get(desiredKey)
	if dep.SystemModules().Exists() {
		dep.Kind = Base
	}
	f.found = append(f.found, dep)
}

// addTwin appends a twin of edgeAgent as a deployment.
func (f *finder) addTwin(root, desired Node) {
	f.found = append(f.found, &Deployment{Kind: Base, Shape: Twin, Root: root, Device: f.names.device(root), doc: f.doc, desired: desired})
}

// place is where the deployment stands among others: the number of its node.
func (d *Deployment) place() int32 {
	if d.Content.Exists() {
		return d.Content.Place()
	}
	return d.desired.Place()
}
