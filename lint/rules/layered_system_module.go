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
		Summary: "Reports a layered deployment that sets something of edgeAgent or edgeHub under systemModules.",
		Why: "edgeAgent and edgeHub can be configured in a base deployment only. A layered one that tries is not applied; reports speak of " +
			"status 417. A proxy for the runtime therefore belongs into every base deployment.",
		Bad: layered(`"properties.desired.systemModules.edgeHub.env": {
        "https_proxy": {
          "value": "http://proxy.example.com:3128"
        }
      }`),
		Good: layered(`"properties.desired.modules.sensor": {
        "type": "docker",
        "status": "running",
        "restartPolicy": "always",
        "settings": {
          "image": "example.azurecr.io/sensor:1.0",
          "createOptions": "{}"
        }
      }`),
	},
	Check: check.EachDeployment(func(p *check.Pass, d *check.Deployment) {
		if d.Kind != manifest.Layered {
			return
		}
		for _, t := range d.Twins() {
			if t.Module != "$edgeAgent" {
				continue
			}
			for _, part := range t.Parts {
				if len(part.Path) == 0 || !strings.EqualFold(part.Path[0], "systemModules") {
					continue
				}
				f := check.AtKey(part.Node)
				f.Module = t.Module
				f.Message = fmt.Sprintf("%q in a layered deployment: system modules are configured in a base deployment only", part.Node.Key())
				f.Help = "the device does not apply it; move it into systemModules of the base deployment"
				p.Report(f)
			}
		}
	}),
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
