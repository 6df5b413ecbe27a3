package rules

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// ModuleMisplaced is EP510.
var ModuleMisplaced = check.Rule{
	ID: "EP510", Name: "module-misplaced", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports a module that stands where edgeAgent looks for none: edgeHub beside systemModules, an ordinary module beside modules or in systemModules.",
		Why: `edgeAgent reads edgeAgent and edgeHub in systemModules, and all other modules in modules. It ignores members that it does not know,
without an error: a module in another place does not run, and an edgeHub that stands beside systemModules is stopped and removed.
The az CLI refuses such a deployment if its schemaVersion is 1.1.`,
		Bad: func() string {
			return strings.Replace(withoutHub(deployment(proxyEnv, proxyEnv, "")), `        "modules": {}`, `        "edgeHub": {
          "type": "docker",
          "status": "running",
          "restartPolicy": "always",
          "settings": {
            "image": "mcr.microsoft.com/azureiotedge-hub:1.5"
          }
        },
        "modules": {}`, 1)
		},
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachBase(func(p *check.Pass, d *check.Deployment) {
		for _, n := range misplacedModules(d) {
			f := check.AtKey(n)
			f.Module = n.Key()
			want := "modules"
			if isSystemName(n.Key()) {
				want = "systemModules"
			}
			where := "beside systemModules"
			if above := n.Parent(); above != d.AgentDesired() {
				where = fmt.Sprintf("in %s", above.Key())
			}
			f.Message = fmt.Sprintf("module %q stands %s, where edgeAgent looks for none: expected it in %s", n.Key(), where, want)
			f.Help = "edgeAgent ignores it without an error, and the module does not run; move it into " + want
			p.Report(f)
		}
	}),
}

// misplacedModules lists the modules that stand straight in the desired
// properties, in runtime, or in systemModules without being a system module.
func misplacedModules(d *check.Deployment) []manifest.Node {
	var found []manifest.Node
	for n := range d.AgentDesired().Children() {
		switch {
		case n.KeyFolds("modules"):
		case n.KeyFolds("systemModules"):
			for c := range n.Children() {
				if isModule(c) && !c.KeyFolds(manifest.EdgeAgent) && !c.KeyFolds(manifest.EdgeHub) {
					found = append(found, c)
				}
			}
		case isModule(n):
			found = append(found, n)
		case n.KeyFolds("runtime"):
			for c := range n.Children() {
				if isModule(c) {
					found = append(found, c)
				}
			}
		}
	}
	return found
}

// misplacedModule is the misplaced module of a name; missing if there is none.
func misplacedModule(d *check.Deployment, name string) manifest.Node {
	for _, n := range misplacedModules(d) {
		if n.KeyFolds(name) {
			return n
		}
	}
	return manifest.Node{}
}

// isModule reports whether n describes a module: settings with an image.
func isModule(n manifest.Node) bool {
	return n.KeySpan().Len() > 0 && n.Fold("settings").Fold("image").Exists()
}
