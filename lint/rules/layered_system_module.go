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
		Summary: "Reports a key such as \"properties.desired.systemModules.edgeAgent\", which changes edgeAgent or edgeHub as a layered deployment changes other modules.",
		Why: `edgeAgent and edgeHub can be configured in a base deployment only. A layered deployment that tries to configure them is not applied;
users report status 417. So the proxy of the runtime must stand in every base deployment. If such a key stands beside
"properties.desired", it is not documented what the device does: the key may overwrite systemModules.`,
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
				f.Help = "the device does not apply this key; move it into systemModules of the base deployment"
				if d.Kind == manifest.Base {
					f.Message = fmt.Sprintf("%q stands beside \"properties.desired\": expected edgeAgent and edgeHub in systemModules of \"properties.desired\"", part.Node.Key())
					f.Help = "it is not documented which of the two the device uses; move the key into systemModules"
				}
				p.Report(f)
			}
		}
	}),
}

// setsSystemModule reports whether a layered key sets a system module.
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
