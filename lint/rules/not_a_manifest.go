package rules

import (
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// NotAManifest is EP004.
var NotAManifest = check.Rule{
	ID: "EP004", Name: "not-a-manifest", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports a file that was named as a manifest and holds no modules content.",
		Why: "A gate that passes over a file without a word is no gate. Expected is \"modulesContent\", alone or inside \"content\", " +
			"the legacy \"moduleContent\", a map with \"$edgeAgent\", the twin of edgeAgent, or IoT Central's \"deploymentManifest\".",
		Bad:  "{\n  \"name\": \"temperature-sensor\"\n}\n",
		Good: deployment(proxyEnv, proxyEnv, ""),
	},
	Check: func(p *check.Pass) {
		if len(p.Deployments) > 0 {
			return
		}
		root := p.Doc.Root().Span()
		p.Report(check.Finding{
			Span:    manifest.Span{Start: root.Start, End: min(root.Start+1, root.End)},
			Message: `no deployment found: expected "modulesContent" with "$edgeAgent", or one of the other forms of a deployment manifest`,
			Help:    "name deployment manifests only, or pass --skip-non-manifests to pass over other files",
		})
	},
}
