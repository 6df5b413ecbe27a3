package rules

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// ModuleNested is EP511.
var ModuleNested = check.Rule{
	ID: "EP511", Name: "module-nested", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports a module that stands inside another module, which happens with a brace in the wrong place.",
		Why: `edgeAgent reads type, status, restartPolicy, settings, env and a few more members of a module, and ignores all others without an
error. A module among the others never runs, and nothing on the device says so.`,
		Bad: func() string {
			return deployment(proxyEnv, proxyEnv, module("sensor", "example.azurecr.io/sensor:1.0", `"filter": {
              "type": "docker",
              "status": "running",
              "restartPolicy": "always",
              "settings": {
                "image": "example.azurecr.io/filter:1.0"
              }
            }`))
		},
		Good: func() string {
			return deployment(proxyEnv, proxyEnv, strings.Join([]string{
				module("sensor", "example.azurecr.io/sensor:1.0", ""),
				module("filter", "example.azurecr.io/filter:1.0", ""),
			}, ",\n"))
		},
	},
	Check: check.EachOddModule(func(p *check.Pass, _ *check.Deployment, m *check.Module) {
		for _, n := range nestedModules(m) {
			f := m.At(n)
			f.Span = n.KeySpan()
			f.Message = fmt.Sprintf("module %q stands inside module %s: expected both side by side", n.Key(), m.Quoted())
			f.Help = "edgeAgent ignores it without an error, and the module never runs; move it out, into " + placeOfModule(n.Key())
			p.Report(f)
		}
	}),
}

// nestedModules lists the modules that stand in a module, in its env, in its
// settings, or in a list of modules there.
func nestedModules(m *check.Module) []manifest.Node {
	var found []manifest.Node
	for _, place := range [...]manifest.Node{m.Node, m.Settings(), m.Env(), m.Node.Fold("modules"), m.Settings().Fold("modules")} {
		for n := range place.Children() {
			if n.Kind() == manifest.Object && isModule(n) && !n.KeyFolds("settings") {
				found = append(found, n)
			}
		}
	}
	return found
}
