package rules

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// LegacyModuleContent is EP516.
var LegacyModuleContent = check.Rule{
	ID: "EP516", Name: "legacy-module-content", Severity: check.Warning, Fix: check.FixAlone,
	Doc: check.Doc{
		Summary: "Reports \"moduleContent\" where a deployment has \"modulesContent\".",
		Why: `"moduleContent" is the name of the preview. The az CLI renames it with a warning, but other tools and IoT Hub refuse the deployment:
to IoT Hub, "moduleContent" is the content of a configuration for the modules of ordinary devices.`,
		Bad: func() string {
			return strings.Replace(deployment(proxyEnv, proxyEnv, ""), `"modulesContent"`, `"moduleContent"`, 1)
		},
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachDeployment(func(p *check.Pass, d *check.Deployment) {
		if d.Content.Key() != "moduleContent" {
			return
		}
		f := check.AtKey(d.Content)
		f.Message = `"moduleContent" is the name of the preview: expected "modulesContent"`
		f.Help = "the az CLI renames it with a warning; other tools and IoT Hub refuse the deployment"
		if !d.Content.Parent().Get("modulesContent").Exists() {
			f.Fixes = []check.Fix{{
				Message: `rename "moduleContent" to "modulesContent"`,
				Edits:   []manifest.Edit{{Span: d.Content.KeySpan(), Text: `"modulesContent"`}},
			}}
		}
		p.Report(f)
	}),
}
