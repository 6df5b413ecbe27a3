package rules

import (
	"fmt"
	"slices"
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
The az CLI refuses such a deployment if its schemaVersion is 1.1.

In a layered deployment the key of a module begins with "properties.desired.modules.". Written "Modules", it becomes a second member
beside that of the base deployment; it is not known which of the two edgeAgent takes.`,
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
	Check: check.EachDeployment(func(p *check.Pass, d *check.Deployment) {
		reportLayeredElsewhere(p, d)
		if d.Kind != manifest.Base {
			return
		}
		for _, n := range misplacedModules(d) {
			f := check.AtKey(n)
			f.Module = n.Key()
			name, want := systemMeant(d, n), placeOfModule(n.Key())
			mend := "move it into " + want
			if name != "" {
				want = "systemModules"
				mend = "move it into systemModules as " + name
			}
			where := "beside systemModules"
			if above := n.Parent(); above != d.AgentDesired() {
				where = fmt.Sprintf("in %s", above.Key())
			}
			f.Message = fmt.Sprintf("module %q stands %s, where edgeAgent looks for none: expected it in %s", n.Key(), where, want)
			if name != "" && n.Parent() == d.SystemModules() {
				f.Message = fmt.Sprintf("systemModules has %+q, which edgeAgent does not know: expected %s", n.Key(), name)
				mend = "write " + name
			}
			f.Help = "edgeAgent ignores it without an error, and the module does not run; " + mend
			if name == manifest.EdgeAgent {
				f.Help = agentLoop + "; " + mend
			}
			p.Report(f)
		}
	}),
}

// reportLayeredElsewhere reports the modules that a layered deployment sets by a key
// such as "properties.desired.module.NAME".
func reportLayeredElsewhere(p *check.Pass, d *check.Deployment) {
	for _, t := range d.Twins() {
		for _, part := range t.Parts {
			if t.Module != "$edgeAgent" || len(part.Path) == 0 || part.Path[0] == "modules" || strings.EqualFold(part.Path[0], "systemModules") || !isModule(part.Node) {
				continue
			}
			f := check.AtKey(part.Node)
			f.Module = part.Path[len(part.Path)-1]
			f.Message = fmt.Sprintf("%q of $edgeAgent sets a module where edgeAgent looks for none: expected a key such as \"properties.desired.modules.NAME\"", part.Node.Key())
			f.Help = "edgeAgent ignores it without an error, and the module does not run; correct the key"
			if strings.EqualFold(part.Path[0], "modules") {
				f.Help = "it is not known whether edgeAgent takes it, or the modules of the base deployment; write modules in lower case"
			}
			p.Report(f)
		}
	}
}

// placeOfModule is the object in which edgeAgent looks for a module of a name.
func placeOfModule(name string) string {
	if name = strings.TrimPrefix(name, "$"); strings.EqualFold(name, manifest.EdgeAgent) || strings.EqualFold(name, manifest.EdgeHub) {
		return "systemModules"
	}
	return "modules"
}

// systemMeant is the system module that a misplaced module was probably meant to be:
// the deployment lacks it, and its name is nearly the name of the misplaced module. It
// is empty if there is none.
func systemMeant(d *check.Deployment, n manifest.Node) string {
	switch key := strings.TrimPrefix(n.Key(), "$"); {
	case d.Agent == nil && nearly(key, manifest.EdgeAgent):
		return manifest.EdgeAgent
	case d.Hub == nil && nearly(key, manifest.EdgeHub):
		return manifest.EdgeHub
	}
	return ""
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

// isMisplaced reports whether a misplaced module was meant to be the system module of
// a name, which the deployment lacks.
func isMisplaced(d *check.Deployment, name string) bool {
	return slices.ContainsFunc(misplacedModules(d), func(n manifest.Node) bool { return systemMeant(d, n) == name })
}

// isModule reports whether n describes a module: settings with an image.
func isModule(n manifest.Node) bool {
	return n.KeySpan().Len() > 0 && n.Fold("settings").Fold("image").Exists()
}
