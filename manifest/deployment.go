package manifest

// DeploymentKind tells whether a deployment replaces the settings of other
// deployments or adds to them.
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
	Twin                        // {"properties": {"desired": …}}, the twin of the module edgeAgent, wherever it stands
	Central                     // {"deploymentManifest": {"modulesContent": …}}, IoT Central's device template
)

var shapeNames = [...]string{"modulesContent", "content", "configuration", "moduleContent", "bare map", "edgeAgent twin", "IoT Central"}

// String names the shape.
func (s Shape) String() string { return shapeNames[s] }

// Deployment is one deployment of a document.
type Deployment struct {
	Kind    DeploymentKind
	Shape   Shape
	ID      string // id of the Configuration document, or key in a map of deployments; "" if it has none
	Device  string // id of the device whose twin it is; "" if it is no twin, or the document does not say it
	Root    Node   // the object that holds the whole deployment; for an array of them, its element
	Content Node   // the object whose members are $edgeAgent, $edgeHub and module names; missing for a twin

	doc     *Document
	desired Node // the agent's desired properties, where they are set as a whole
	list    moduleList
	sound   Node       // whose way from the root an edit has checked
	sample  *sampleEnv // how env is written in this deployment, once it is known
}

// Agent is the value of $edgeAgent. It is missing for a twin.
func (d *Deployment) Agent() Node { return d.Content.Get(agentTwin) }

// AgentDesired is the agent's desired properties, missing if the deployment
// sets single keys of them only.
func (d *Deployment) AgentDesired() Node { return d.desired }

// HubDesired is the hub's desired properties, missing if the deployment does not set them as a whole.
func (d *Deployment) HubDesired() Node { return d.Content.Get(hubTwin).Get(desiredKey) }

// SystemModules is the object that holds edgeAgent and edgeHub.
func (d *Deployment) SystemModules() Node { return d.desired.Fold("systemModules") }

// Modules lists the modules in document order, system modules first. If two modules have
// the same name, only the last is listed, because only the last counts. The list must not
// be changed: sort or filter a copy.
func (d *Deployment) Modules() []*Module { return d.list.modules }

// Module finds a module by its exact name; nil if there is none. An ordinary
// module may have the name of a system module: use System for system modules.
func (d *Deployment) Module(name string) *Module { return d.list.find(name, false) }

// System finds the system module edgeAgent or edgeHub; nil if there is none.
func (d *Deployment) System(name string) *Module { return d.list.find(name, true) }

// Names of the two system modules (Constants.EdgeAgentModuleName and
// EdgeHubModuleName in the runtime).
const (
	EdgeAgent = "edgeAgent"
	EdgeHub   = "edgeHub"
)

const (
	agentTwin     = "$edgeAgent" // the names of their twins
	hubTwin       = "$edgeHub"
	desiredKey    = "properties.desired"
	layeredPrefix = desiredKey + "."
	modulesKey    = layeredPrefix + "modules"
	modulePrefix  = modulesKey + "."
)
