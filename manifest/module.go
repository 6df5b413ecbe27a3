package manifest

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// Names of the environment variables that matter, in their canonical
// spelling. The runtime reads them without regard to case.
const (
	ProxyVar     = "https_proxy"
	ProtocolVar  = "UpstreamProtocol"
	NoProxyVar   = "no_proxy"
	HTTPProxyVar = "http_proxy"
)

// Module is one module of a deployment.
type Module struct {
	Name   string
	System bool // edgeAgent or edgeHub under systemModules
	Node   Node // the module's object; missing if a layered deployment sets only a part of it

	dep       *Deployment
	looked    bool   // env and settings are found
	layer     pieces // set by keys of a layered deployment
	env       Node
	settings  Node
	rival     Node // another object that sets the module, elsewhere in the deployment
	twin      Node // another member of the same object with the same key, before Node
	imaged    bool // image is known
	image     string
	options   *CreateOptions
	styled    bool            // style is known
	style     *jsontree.Style // see entryStyle
	envless   bool            // createOptions surely have no Env
	usual     answer          // see HasUsualOptions
	usualRoot Node            // see UsualOptions
	plain     answer          // see Plain
}

// Env is the module's env as it is written, whatever its kind.
func (m *Module) Env() Node {
	m.look()
	return m.env
}

// Settings is the module's settings as they are written, whatever their kind.
func (m *Module) Settings() Node {
	m.look()
	return m.settings
}

// look finds env and settings once, because all other methods need them.
func (m *Module) look() {
	if m.looked {
		return
	}
	m.looked = true
	if m.settings = m.layer.settings; !m.settings.Exists() {
		m.settings = m.Node.Fold("settings")
	}
	if m.env = m.layer.env; !m.env.Exists() {
		m.env = m.Node.Fold("env")
	}
}

// Setting is the member of settings with a name, whose case does not matter; missing if
// there is none.
func (m *Module) Setting(name string) Node {
	found := m.Settings().Fold(name)
	for _, s := range m.layer.members {
		if text.EqualFold(s.name, name) {
			found = s.node
		}
	}
	return found
}

// Image is the image of the module, "" if it has none.
func (m *Module) Image() string {
	if !m.imaged {
		m.imaged = true
		if image := m.Setting("image"); image.Kind() == String {
			m.image = image.Text()
		}
	}
	return m.image
}

// CreateOptions is the module's createOptions, its parts joined.
func (m *Module) CreateOptions() *CreateOptions {
	if m.options == nil {
		m.options = readCreateOptions(m)
	}
	return m.options
}

// Lookup finds the variables of the module's effective environment whose name
// equals name without regard to case. If there is more than one, the container has all
// these spellings side by side.
//
// The effective environment is what the daemon computes: env, overwritten by
// the Env list of createOptions, names compared with case
// (edgelet-docker/src/runtime.rs). Entries of env that are no objects are left
// out: the runtime does not take them.
func (m *Module) Lookup(name string) []Var {
	var found variables
	for entry := range m.Env().Children() {
		if entry.KeyIs(name, true) && isEntry(entry) {
			found.put(envVar(entry.Key(), entry))
		}
	}
	for _, s := range m.layer.variables {
		if text.EqualFold(s.name, name) {
			found.put(s.variable())
		}
	}
	for _, list := range m.optionsEnv() {
		for item := range list.Children() {
			if v, ok := optionVar(item); ok && text.EqualFold(v.Name, name) {
				found.put(v)
			}
		}
	}
	return found.list
}

// optionsEnv lists the Env lists of createOptions.
func (m *Module) optionsEnv() []Node {
	if m.options == nil && !m.envless {
		m.envless = m.usual == yes || !mayHoldEnv(m)
	}
	if m.envless {
		return nil
	}
	return m.CreateOptions().Env()
}

// isEntry reports whether the runtime takes n, a member of env: it is an object,
// or a placeholder that becomes one.
func isEntry(n Node) bool {
	return n.KeySpan().Len() > 0 && (n.Kind() == Object || n.Kind() == Placeholder)
}

// Environment is the module's whole effective environment, in the order in
// which the variables stand.
func (m *Module) Environment() []Var {
	var all variables
	for entry := range m.Env().Children() {
		if isEntry(entry) {
			all.put(envVar(entry.Key(), entry))
		}
	}
	for _, s := range m.layer.variables {
		all.put(s.variable())
	}
	for _, list := range m.optionsEnv() {
		for item := range list.Children() {
			if v, ok := optionVar(item); ok {
				all.put(v)
			}
		}
	}
	return all.list
}

// envVar is the variable of an entry of env. A string, a number or a boolean is
// taken as the text that stands there, such as "true", null or a missing value
// as nothing (EnvVal.cs, EnvValConverter, Newtonsoft's ReadAsString).
func envVar(name string, entry Node) Var {
	v := Var{Name: name, Source: FromEnv, Entry: entry, Node: entry.Fold("value")}
	v.Value = valueText(v.Node)
	if !v.Node.Exists() {
		v.Node = entry
	}
	return v
}

// valueText is the text that the container gets for the value of an entry.
func valueText(value Node) string {
	switch value.Kind() {
	case String, Number, Bool:
		return value.Text()
	}
	return ""
}

// optionVar is the variable of an element of createOptions.Env. An element
// without "=" sets an empty value.
func optionVar(item Node) (Var, bool) {
	if item.Kind() != String {
		return Var{}, false
	}
	name, value, _ := strings.Cut(item.Text(), "=")
	return Var{Name: name, Value: value, Source: FromCreateOptions, Entry: item, Node: item}, true
}
