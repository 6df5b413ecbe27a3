package rules

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// LayeredSystemModule is EP501.
var LayeredSystemModule = check.Rule{
	ID: "EP501", Name: "layered-system-module", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports a key such as \"properties.desired.systemModules.edgeAgent\", which sets something of edgeAgent or edgeHub as layered deployments do.",
		Why: "edgeAgent and edgeHub can be configured in a base deployment only. A layered one that tries is not applied; reports speak of " +
			"status 417. A proxy for the runtime therefore belongs into every base deployment. What becomes of such a key beside " +
			"\"properties.desired\" is not documented: it may overwrite what systemModules says there.",
		Bad: func() string {
			return layered(`"properties.desired.systemModules.edgeHub.env": {
        "https_proxy": {
          "value": "http://proxy.example.com:3128"
        }
      }`)
		},
		Good: func() string {
			return layered(`"properties.desired.modules.sensor": {
        "type": "docker",
        "status": "running",
        "restartPolicy": "always",
        "settings": {
          "image": "example.azurecr.io/sensor:1.0",
          "createOptions": "{}"
        }
      }`)
		},
	},
	Check: check.EachDeployment(func(p *check.Pass, d *check.Deployment) {
		for _, t := range d.Twins() {
			for _, part := range t.Parts {
				if !setsSystemModule(t, part) {
					continue
				}
				f := check.AtKey(part.Node)
				f.Module = t.Module
				f.Message = fmt.Sprintf("%q in a layered deployment: system modules are configured in a base deployment only", part.Node.Key())
				f.Help = "the device does not apply it; move it into systemModules of the base deployment"
				if d.Kind == manifest.Base {
					f.Message = fmt.Sprintf("%q beside \"properties.desired\": expected everything of system modules in systemModules there", part.Node.Key())
					f.Help = "which of the two holds is not documented; move it into systemModules"
				}
				p.Report(f)
			}
		}
	}),
}

// setsSystemModule recognises the layered keys of system modules.
func setsSystemModule(t check.Twin, part check.Desired) bool {
	return t.Module == "$edgeAgent" && len(part.Path) > 0 && strings.EqualFold(part.Path[0], "systemModules")
}

// layered is a layered deployment whose $edgeAgent has the given members.
func layered(members string) string {
	return `{
  "modulesContent": {
    "$edgeAgent": {
      ` + members + `
    }
  }
}
`
}
