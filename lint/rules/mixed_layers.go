package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// MixedLayers is EP507.
var MixedLayers = check.Rule{
	ID: "EP507", Name: "mixed-layers", Severity: check.Warning,
	Doc: check.Doc{
		Summary: "Reports desired properties that are set both as a whole and by single keys in one document, and a layered deployment that sets all desired properties of $edgeHub.",
		Why: `"properties.desired" replaces all desired properties of a module, as a base deployment does. Keys such as
"properties.desired.routes.NAME" add to them, as a layered deployment does. If both stand in one document, it is not documented
which of them the device uses, and tools read only one of them. The same holds for a key and another key below it, such as
"properties.desired.modules.NAME" and "properties.desired.modules.NAME.env": this linter judges the module as if the longer key won.
If the two stand in different layers, "edgeproxy fleet" says so.

A layered deployment, one whose $edgeAgent has keys such as "properties.desired.modules.NAME", adds to a base deployment. If it sets
"properties.desired" of $edgeHub, the routes and the storeAndForwardConfiguration of the base deployment are gone on the device.`,
		Bad: func() string {
			return strings.Replace(deployment(proxyEnv, proxyEnv, ""), `"$edgeHub": {`, `"$edgeHub": {
      "properties.desired.routes.sensors": "FROM /messages/* INTO $upstream",`, 1)
		},
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachDeployment(func(p *check.Pass, d *check.Deployment) {
		for _, t := range d.Twins() {
			reportBothForms(p, t)
			reportNested(p, t)
			if t.Module == "$edgeHub" && d.Kind == manifest.Layered && layersModules(d.Content.Get("$edgeAgent")) {
				reportReplacedHub(p, d, t)
			}
		}
	}),
}

// reportBothForms reports a twin that is set as a whole and by single keys.
func reportBothForms(p *check.Pass, t check.Twin) {
	var whole, single *check.Desired
	for i := range t.Parts {
		if part := &t.Parts[i]; len(part.Path) == 0 {
			whole = part
		} else if single == nil && !(setsSystemModule(t, *part) && p.Explains("EP501")) {
			single = part
		}
	}
	if whole == nil || single == nil {
		return
	}
	f := check.AtKey(single.Node)
	f.Module = t.Module
	f.Message = fmt.Sprintf("%q of %s stands beside \"properties.desired\": expected one or the other", single.Node.Key(), t.Module)
	f.Help = "move it into \"properties.desired\", or into a layered deployment of its own"
	f.Related = []check.Related{{Span: whole.Node.KeySpan(), Pointer: whole.Node.Pointer(), Message: "the desired properties as a whole"}}
	p.Report(f)
}

// folded is a path of a twin as the module that reads the twin compares it. edgeAgent
// finds the members of a module and of its settings, and "value", without regard to case,
// but neither modules nor variables. IoT Hub keeps each path as it is written.
func folded(t check.Twin, path []string) string {
	path = slices.Clone(path)
	if t.Module == "$edgeAgent" && path[0] == "modules" {
		for i := 2; i < len(path); i++ {
			if i != 3 || path[2] != "env" {
				path[i] = strings.ToLower(path[i])
			}
		}
	}
	return strings.Join(path, ".")
}

// reportNested reports a key of a twin below another key of it, and two keys that differ
// in case only.
func reportNested(p *check.Pass, t check.Twin) {
	above := map[string]manifest.Node{}
	for _, part := range t.Parts {
		if len(part.Path) == 0 {
			continue
		}
		key := folded(t, part.Path)
		if first, found := above[key]; found && first.Key() != part.Node.Key() {
			f := check.AtKey(part.Node)
			f.Module = t.Module
			f.Message = fmt.Sprintf("%q and %q of %s are the same to edgeAgent: expected one of them", first.Key(), part.Node.Key(), t.Module)
			f.Help = "the two stand side by side in the twin, and it is not documented which of them counts; remove one"
			f.Related = []check.Related{{Span: first.KeySpan(), Pointer: first.Pointer(), Message: "the other key"}}
			p.Report(f)
		}
		above[key] = part.Node
	}
	for _, part := range t.Parts {
		for i := len(part.Path) - 1; i > 0; i-- {
			whole, found := above[folded(t, part.Path[:i])]
			if !found || setsSystemModule(t, part) && p.Explains("EP501") {
				continue
			}
			f := check.AtKey(part.Node)
			f.Module = t.Module
			f.Message = fmt.Sprintf("%q of %s lies below %q, which is set, too: expected one or the other", part.Node.Key(), t.Module, whole.Key())
			f.Help = "it is not documented how IoT Hub merges the two; move the one into the other"
			f.Related = []check.Related{{Span: whole.KeySpan(), Pointer: whole.Pointer(), Message: "the key above"}}
			p.Report(f)
			break
		}
	}
}

// layersModules reports whether $edgeAgent is set by single keys only, or has
// none at all, as in a layered deployment that adds routes.
func layersModules(agent manifest.Node) bool {
	return agent.Kind() == manifest.Object && !agent.Get("properties.desired").Exists() && (agent.Empty() || setsDesired(agent))
}

// reportReplacedHub reports the desired properties of $edgeHub as a whole in a
// layered deployment: they replace those of the base deployment.
func reportReplacedHub(p *check.Pass, d *check.Deployment, t check.Twin) {
	whole, agent := t.Node.Get("properties.desired"), d.Content.Get("$edgeAgent")
	if whole.Kind() != manifest.Object || whole.Len() == 0 {
		return
	}
	f := check.AtKey(whole)
	f.Module = t.Module
	f.Message = `"properties.desired" of $edgeHub in a layered deployment: expected keys such as "properties.desired.routes.NAME"`
	f.Help = "it replaces the routes and the storeAndForwardConfiguration of the base deployment; give each route a key of its own"
	f.Related = []check.Related{{Span: agent.KeySpan(), Pointer: agent.Pointer(), Message: "$edgeAgent is set as in a layered deployment"}}
	p.Report(f)
}
