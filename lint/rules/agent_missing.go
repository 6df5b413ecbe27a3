package rules

import (
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// AgentMissing is EP104.
var AgentMissing = check.Rule{
	ID: "EP104", Name: "agent-missing", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports a base deployment whose systemModules lack edgeAgent.",
		Why: "A base deployment describes the whole runtime. Without edgeAgent the runtime has no image, env or proxy for itself; " +
			"the device keeps what it had or stops taking deployments.",
		Bad: `{
  "modulesContent": {
    "$edgeAgent": {
      "properties.desired": {
        "schemaVersion": "1.1",
        "runtime": {
          "type": "docker",
          "settings": {}
        },
        "systemModules": {
          "edgeHub": {
            "type": "docker",
            "status": "running",
            "restartPolicy": "always",
            "settings": {
              "image": "mcr.microsoft.com/azureiotedge-hub:1.5"
            }
          }
        },
        "modules": {}
      }
    }
  }
}
`,
		Good: deployment(proxyEnv, proxyEnv, ""),
	},
	Check: check.EachBase(func(p *check.Pass, d *check.Deployment) {
		if d.Agent != nil || d.SystemModules().Kind() == manifest.Placeholder || p.Explains("EP510") && misplacedModule(d, manifest.EdgeAgent).Exists() {
			return
		}
		f := check.AtKey(d.SystemModules())
		f.Message = `systemModules has no edgeAgent: expected one in a base deployment`
		f.Help = "add edgeAgent with its image and the proxy; a deployment that only adds modules uses keys such as \"properties.desired.modules.NAME\" instead"
		p.Report(f)
	}),
}
