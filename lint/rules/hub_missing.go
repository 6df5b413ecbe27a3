package rules

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// HubMissing is EP308.
var HubMissing = check.Rule{
	ID: "EP308", Name: "hub-missing", Severity: check.Warning,
	Doc: check.Doc{
		Summary: "Reports a base deployment whose systemModules lack edgeHub.",
		Why: `A base deployment describes the whole runtime. edgeAgent accepts a deployment without edgeHub, and stops and removes the edgeHub
that runs: modules can no longer send messages to each other or to the cloud, and routes have no effect. The az CLI refuses such a
deployment if its schemaVersion is 1.0 or 1.1.

If you want no edgeHub, because the modules connect by themselves, turn the rule off in .edgeproxy.yaml: "rules: { EP308: off }".`,
		Bad:  func() string { return withoutHub(deployment(proxyEnv, proxyEnv, "")) },
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachBase(func(p *check.Pass, d *check.Deployment) {
		if d.Hub != nil || d.SystemModules().Kind() != manifest.Object || d.Shape == manifest.Twin && d.Agent == nil || saysWhereHubIs(p, d) {
			return
		}
		f := check.AtKey(d.SystemModules())
		f.Message = "systemModules has no edgeHub: expected one in a base deployment"
		f.Help = "edgeAgent stops and removes edgeHub, and no module reaches the cloud through it; add edgeHub with its image and the proxy"
		p.Report(f)
	}),
}

// saysWhereHubIs reports whether another rule, one that is on, says that edgeHub
// stands in a wrong place.
func saysWhereHubIs(p *check.Pass, d *check.Deployment) bool {
	if p.Explains("EP508") && d.Module(manifest.EdgeHub) != nil {
		return true
	}
	return p.Explains("EP510") && isMisplaced(d, manifest.EdgeHub)
}

// withoutHub takes edgeHub out of the systemModules of an example.
func withoutHub(text string) string {
	start, end := strings.Index(text, ",\n          \"edgeHub\""), strings.Index(text, "\n        },\n        \"modules\"")
	return text[:start] + text[end:]
}
