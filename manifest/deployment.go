package manifest

import "strings"

// DeploymentKind tells how a deployment treats what others have set.
type DeploymentKind uint8

// The kinds of deployments. The keys decide which one it is, as in IoT Hub;
// never a flag or a file name.
const (
	// Base is a deployment with the agent's whole desired properties
	// ("properties.desired"), systemModules included. It replaces
	// everything the device had before.
	Base DeploymentKind = iota
	// Layered is a deployment that adds to a base one, by keys such as
	// "properties.desired.modules.NAME". It has no system modules.
	Layered
)

// String is "base" or "layered".
func (k DeploymentKind) String() string { return [...]string{"base", "layered"}[k] }

// Shape is the form of the document around a deployment.
type Shape uint8

// The shapes, named after what holds the deployment.
const (
	ModulesContent Shape = iota // {"modulesContent": {"$edgeAgent": …}}
	Content                     // {"content": {"modulesContent": …}}, as "az iot edge export-modules" writes it
	Configuration               // {"id": …, "content": …, "targetCondition": …}, the service's own document
	Legacy                      // {"moduleContent": …}, renamed by the az CLI with a warning
	BareMap                     // {"$edgeAgent": …, "$edgeHub": …}
	Twin                        // {"properties": {"desired": …}}, the twin of the module edgeAgent
	Central                     // {"deploymentManifest": {"modulesContent": …}}, IoT Central's device template
)

var shapeNames = [...]string{"modulesContent", "content", "configuration", "moduleContent", "bare map", "edgeAgent twin", "IoT Central"}

// String names the shape.
func (s Shape) String() string { return shapeNames[s] }

// Deployment is one deployment of a document.
type Deployment struct {
	Kind    DeploymentKind
	Shape   Shape
	ID      string // id of the Configuration document, if it is one
	Root    Node   // the object that holds the whole deployment; for an array of them, its element
	Content Node   // the object whose members are $edgeAgent, $edgeHub and module names; missing for a twin

	doc     *Document
	desired Node // the agent's desired properties, where they are set as a whole
	modules []*Module
	names   map[string]*Module // the ordinary modules
	system  map[string]*Module
	sound   Node       // whose way from the root an edit has checked
	sample  *sampleEnv // how env is written in this deployment, once it is known
}

// Agent is the value of $edgeAgent. It is missing for a twin.
func (d *Deployment) Agent() Node { return d.Content.Get("$edgeAgent") }

// AgentDesired is the agent's desired properties, missing if the deployment
// sets single keys of them only.
func (d *Deployment) AgentDesired() Node { return d.desired }

// HubDesired is the hub's desired properties, missing if the deployment does not set them as a whole.
func (d *Deployment) HubDesired() Node { return d.Content.Get("$edgeHub").Get(desiredKey) }

// SystemModules is the object that holds edgeAgent and edgeHub.
func (d *Deployment) SystemModules() Node { return d.desired.Fold("systemModules") }

// Modules lists the modules in document order, system modules first. Of two
// modules with one name only the last is listed: it is the one that counts.
func (d *Deployment) Modules() []*Module { return d.modules }

// Module finds a module by its exact name; nil if there is none. An ordinary
// module may bear a system module's name: ask System for those.
func (d *Deployment) Module(name string) *Module { return d.names[name] }

// System finds the system module edgeAgent or edgeHub; nil if there is none.
func (d *Deployment) System(name string) *Module { return d.system[name] }

// Names of the two system modules (Constants.EdgeAgentModuleName and
// EdgeHubModuleName in the runtime).
const (
	EdgeAgent = "edgeAgent"
	EdgeHub   = "edgeHub"
)

const (
	desiredKey    = "properties.desired"
	layeredPrefix = desiredKey + "."
	modulesKey    = layeredPrefix + "modules"
	modulePrefix  = modulesKey + "."
)

// findDeployments walks down the known wrappers from n to the deployments.
func findDeployments(d *Document, n Node) {
	switch n.Kind() {
	case Array:
		for c := range n.Children() {
			findDeployments(d, c)
		}
	case Object:
		findInObject(d, n, n, ModulesContent)
	}
}

// findInObject looks for a deployment in n. root is the outermost object of
// the deployment, shape what is known of the form from the wrappers passed.
func findInObject(d *Document, root, n Node, shape Shape) {
	if modules := n.Get("modulesContent"); modules.Kind() == Object {
		d.add(root, modules, shape)
		return
	}
	if modules := n.Get("moduleContent"); isModulesContent(modules) {
		d.add(root, modules, Legacy)
		return
	}
	if isModulesContent(n) {
		d.add(root, n, BareMap)
		return
	}
	if desired := n.Get("properties").Get("desired"); desired.Fold("systemModules").Exists() {
		dep := &Deployment{Kind: Base, Shape: Twin, Root: root, doc: d, desired: desired}
		dep.findModules()
		d.deployments = append(d.deployments, dep)
		return
	}
	if content := n.Get("content"); content.Kind() == Object {
		next := Content
		if n.Get("id").Exists() || n.Get("targetCondition").Exists() || n.Get("priority").Exists() {
			next = Configuration
		}
		findInObject(d, n, content, next)
		return
	}
	if inner := n.Get("deploymentManifest"); inner.Kind() == Object {
		findInObject(d, n, inner, Central)
		return
	}
	if inner := n.Get("configuration"); inner.Kind() == Object { // twin and configuration of one device, as the service returns them
		findInObject(d, inner, inner, shape)
		return
	}
	for c := range n.Get("edgeDeployments").Children() { // "az iot hub state export"
		if c.Kind() == Object {
			findInObject(d, c, c, shape)
		}
	}
}

// isModulesContent recognises the object that maps module names to desired
// properties by a system module among its members.
func isModulesContent(n Node) bool {
	return n.Get("$edgeAgent").Exists() || n.Get("$edgeHub").Exists()
}

// add appends the deployment whose modules content is n.
func (d *Document) add(root, n Node, shape Shape) {
	dep := &Deployment{Kind: Layered, Shape: shape, Root: root, Content: n, doc: d}
	if id := root.Get("id"); id.Kind() == String {
		dep.ID = id.Text()
	}
	dep.desired = dep.Agent().Get(desiredKey)
	if dep.SystemModules().Exists() {
		dep.Kind = Base
	}
	dep.findModules()
	d.deployments = append(d.deployments, dep)
}

// findModules lists the modules of the deployment.
func (d *Deployment) findModules() {
	list := moduleList{dep: d, names: map[string]*Module{}, system: map[string]*Module{}}
	for n := range d.SystemModules().Children() {
		if n.KeySpan().Len() > 0 {
			list.add(systemName(n.Key()), n, true)
		}
	}
	for n := range d.desired.Fold("modules").Children() {
		if n.KeySpan().Len() > 0 {
			list.add(n.Key(), n, false)
		}
	}
	for n := range d.Agent().Children() {
		d.addLayered(&list, n)
	}
	d.modules, d.names, d.system = list.modules, list.names, list.system
}

// addLayered adds the module or modules that a key of a layered deployment
// sets: "properties.desired.modules", "….modules.NAME" or "….modules.NAME.env".
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
	if !ok || rest == "" {
		return
	}
	name, below, deeper := strings.Cut(rest, ".")
	switch {
	case !deeper:
		list.add(name, n, false)
	case below == "env":
		list.named(name, false).env = n
	}
}

// systemName is the name of a system module as everyone writes it: the
// runtime matches it without regard to case.
func systemName(key string) string {
	for _, name := range [...]string{EdgeAgent, EdgeHub} {
		if equalFold(key, name) {
			return name
		}
	}
	return key
}

// moduleList collects modules, the last of one name winning. A module may bear
// a system module's name.
type moduleList struct {
	dep     *Deployment
	modules []*Module
	names   map[string]*Module
	system  map[string]*Module
}

func (l *moduleList) named(name string, system bool) *Module {
	index := l.names
	if system {
		index = l.system
	}
	m := index[name]
	if m == nil {
		m = &Module{Name: name, System: system, dep: l.dep}
		index[name] = m
		l.modules = append(l.modules, m)
	}
	return m
}

func (l *moduleList) add(name string, n Node, system bool) {
	m := l.named(name, system)
	if m.Node.Exists() && m.Node.Parent() != n.Parent() {
		m.rival = m.Node
	}
	m.Node = n
}
