package rules

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// SystemModuleName is EP508.
var SystemModuleName = check.Rule{
	ID: "EP508", Name: "system-module-name", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports an ordinary module that bears the name of edgeAgent or edgeHub.",
		Why: `The two system modules stand under systemModules. Under modules, their names stand for two more containers and identities that
collide with the real ones. Settings there, such as a proxy, never reach the runtime.`,
		Bad: func() string {
			return deployment(proxyEnv, proxyEnv, module("edgeHub", "mcr.microsoft.com/azureiotedge-hub:1.5", ""))
		},
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachModule(func(p *check.Pass, d *check.Deployment, m *check.Module) {
		if m.System || !isSystemName(m.Name) {
			return
		}
		n := m.Place()
		f := m.At(n)
		f.Span = n.KeySpan()
		f.Message = fmt.Sprintf("module %q among the ordinary modules has the name of a system module", m.Name)
		f.Help = "move it into systemModules"
		if d.Kind == manifest.Layered {
			f.Help = "a layered deployment cannot configure system modules; move it into systemModules of the base deployment"
		}
		p.Report(f)
	}),
}

// isSystemName reports whether a name is that of a system module, of its
// container or of its identity.
func isSystemName(name string) bool {
	return name == manifest.EdgeAgent || name == manifest.EdgeHub || name == "$edgeAgent" || name == "$edgeHub"
}
