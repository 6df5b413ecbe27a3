// Package overview tells which proxy settings each module of a document has in
// force, and where each setting comes from.
//
//	doc, err := manifest.Parse(src)
//	for _, d := range overview.Of(doc) {
//		for _, m := range d.Modules {
//			fmt.Println(m.Name, m.Proxy.Value, m.Proxy.From)
//		}
//	}
//
// It answers the question of a person ("which module has which proxy now?"), for a
// table, a page or an editor. It judges nothing: package lint does.
//
// No password of the document is in any string of a result. The strings are hostile all
// the same: a module may be called as a command of a terminal. Make them safe before
// you print them.
package overview

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Deployment is a deployment with the settings of its modules.
type Deployment struct {
	Of      *manifest.Deployment
	ID      string // as in manifest.Deployment, without passwords
	Device  string // whose twin it is, without passwords
	Kind    Kind
	Modules []Module
}

// Module is a module with its settings.
type Module struct {
	Of       *manifest.Module
	Name     string // without passwords
	Image    string // without passwords
	System   bool
	Proxy    Setting // https_proxy
	Protocol Setting // UpstreamProtocol
	NoProxy  Setting // no_proxy
	OnDevice Setting // what a device starts it with: see AddDevice
}

// Setting is the value of a variable in force.
type Setting struct {
	Value string // without passwords; "" if nothing sets it
	From  string // env, createOptions.Env or Inherited; "" if nothing sets it
}

// Inherited is the source of the UpstreamProtocol of a module that sets none: edgeAgent
// hands on its own.
const Inherited = "inherited"

// Of lists the deployments of a document, each with its modules in the order of
// manifest.Deployment.Modules.
func Of(doc *manifest.Document) []Deployment {
	var all []Deployment
	for _, d := range doc.Deployments() {
		all = append(all, of(d))
	}
	return all
}

func of(d *manifest.Deployment) Deployment {
	// Somebody may have put a proxy into any of these names.
	o := Deployment{Of: d, ID: secret.Name(d.ID), Device: secret.Name(d.Device), Kind: kindOf(d)}
	inherited := handedOn(d)
	for _, m := range d.Modules() {
		module := Module{
			Of: m, Name: secret.Name(m.Name), Image: secret.Text(m.Image()), System: m.System,
			Proxy: setting(m, manifest.ProxyVar), Protocol: setting(m, manifest.ProtocolVar), NoProxy: setting(m, manifest.NoProxyVar),
		}
		if module.Protocol.From == "" && inherited != "" {
			module.Protocol = Setting{inherited, Inherited}
		}
		o.Modules = append(o.Modules, module)
	}
	return o
}

// setting is the value of a variable. If several spellings of its name are set, the
// value names all of them; which one counts depends on the program.
func setting(m *manifest.Module, name string) Setting {
	vars := m.Lookup(name)
	var values, sources []string
	for _, v := range vars {
		text := secret.Address(v.Value)
		if len(vars) > 1 {
			text = v.Name + "=" + text
		}
		if v.Blank() {
			text += "(blank)"
		}
		values, sources = append(values, text), append(sources, v.Source.String())
	}
	return Setting{strings.Join(values, " "), strings.Join(sources, " ")}
}

// handedOn is the UpstreamProtocol that edgeAgent hands to each module that has
// none (CreateOrUpdateCommand.cs in the runtime); "" if edgeAgent has none itself, or
// one that it does not take.
func handedOn(d *manifest.Deployment) string {
	agent := d.System(manifest.EdgeAgent)
	if agent == nil {
		return ""
	}
	vars := agent.Lookup(manifest.ProtocolVar)
	if len(vars) != 1 {
		return ""
	}
	protocol, ok := proxy.ReadProtocol(vars[0].Value)
	if vars[0].Unknown() && !ok { // whatever a placeholder becomes
		return secret.Text(vars[0].Value)
	}
	return string(protocol)
}
