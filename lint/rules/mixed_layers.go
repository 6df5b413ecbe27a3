package rules

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// MixedLayers is EP507.
var MixedLayers = check.Rule{
	ID: "EP507", Name: "mixed-layers", Severity: check.Warning,
	Doc: check.Doc{
		Summary: "Reports a module whose desired properties are set both as a whole and by single keys in one document.",
		Why: "\"properties.desired\" replaces all desired properties of a module, as a base deployment does; keys such as " +
			"\"properties.desired.routes.NAME\" add to them, as a layered one does. Which of the two holds if both stand in one document is " +
			"not documented, and tools read only one of them.",
		Bad: strings.Replace(deployment(proxyEnv, proxyEnv, ""), `"$edgeHub": {`, `"$edgeHub": {
      "properties.desired.routes.sensors": "FROM /messages/* INTO $upstream",`, 1),
		Good: deployment(proxyEnv, proxyEnv, ""),
	},
	Check: check.EachDeployment(func(p *check.Pass, d *check.Deployment) {
		for _, t := range d.Twins() {
			var whole, single *check.Desired
			for i := range t.Parts {
				if part := &t.Parts[i]; len(part.Path) == 0 {
					whole = part
				} else if single == nil && !(setsSystemModule(t, *part) && p.Explains("EP501")) {
					single = part
				}
			}
			if whole == nil || single == nil {
				continue
			}
			f := check.AtKey(single.Node)
			f.Module = t.Module
			f.Message = fmt.Sprintf("%q of %s stands beside \"properties.desired\": expected one or the other", single.Node.Key(), t.Module)
			f.Help = "move it into \"properties.desired\", or into a layered deployment of its own"
			f.Related = []check.Related{{Span: whole.Node.KeySpan(), Pointer: whole.Node.Pointer(), Message: "the desired properties as a whole"}}
			p.Report(f)
		}
	}),
}
