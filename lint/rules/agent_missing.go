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
		Why: `A base deployment describes the whole runtime. edgeAgent accepts a deployment without edgeAgent (status 200), and then stops and
removes its own container, as it does with any module that is no longer listed. aziot-edged creates edgeAgent anew from config.toml
within a minute, and the same happens again: an endless loop (HealthRestartPlanner.cs).`,
		Bad: func() string {
			return `{
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
`
		},
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachBase(func(p *check.Pass, d *check.Deployment) {
		if d.Agent != nil || d.SystemModules().Kind() == manifest.Placeholder || p.Explains("EP510") && isMisplaced(d, manifest.EdgeAgent) {
			return
		}
		f := check.AtKey(d.SystemModules())
		f.Message = `systemModules has no edgeAgent: expected one in a base deployment`
		f.Help = agentLoop + "; add edgeAgent with its image and the proxy; if this deployment shall only add modules, use keys such as \"properties.desired.modules.NAME\" instead"
		p.Report(f)
	}),
}

// agentLoop says what a device does with a deployment without edgeAgent.
const agentLoop = "edgeAgent removes its own container, aziot-edged creates it again from config.toml, and this repeats without end"
