package rules

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// AgentKeyMissing is EP109.
var AgentKeyMissing = check.Rule{
	ID: "EP109", Name: "agent-key-missing", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports a deployment without \"$edgeAgent\", and names the key that was probably meant.",
		Why: `IoT Hub refuses a deployment whose modules content has no "$edgeAgent", a layered one included. In most cases the file had the name,
and a tool took $edgeAgent for a variable: a shell, PowerShell with double quotes, or envsubst leave "" in its place. Other tools
leave "edgeAgent" or "$$edgeAgent". No device gets what stands under such a key, and no rule can say whether the device keeps its
proxy.

A layer that sets no module has an empty "$edgeAgent": {}.`,
		Bad: func() string {
			return strings.Replace(deployment(proxyEnv, proxyEnv, ""), `"$edgeAgent"`, `"edgeAgent"`, 1)
		},
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachDeployment(func(p *check.Pass, d *check.Deployment) {
		lost, ok := d.LostAgent()
		if _, nothing := setsNothing(d); !ok || nothing && p.Explains(NotAManifest.ID) {
			return
		}
		f := check.AtKey(lost.At)
		f.Span = openingOf(lost.At)
		f.Message, f.Help = lost.Message, lost.Help
		p.Report(f)
	}),
}
