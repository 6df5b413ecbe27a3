package rules

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// SchemaVersion is EP006.
var SchemaVersion = check.Rule{
	ID: "EP006", Name: "schema-version", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports a schemaVersion that the runtime refuses: $edgeAgent takes 1.0 and 1.1, $edgeHub 1.0 to 1.3.",
		Why: "edgeAgent answers a newer version with status 412 and goes on with the configuration it had, so that nothing of the " +
			"deployment arrives. The az CLI passes versions that it does not know without a word.",
		Bad:  strings.Replace(deployment(proxyEnv, proxyEnv, ""), `"schemaVersion": "1.1"`, `"schemaVersion": "1.2"`, 1),
		Good: deployment(proxyEnv, proxyEnv, ""),
	},
	Check: check.EachDeployment(func(p *check.Pass, d *check.Deployment) {
		if d.Kind == manifest.Base {
			checkVersion(p, d.AgentDesired(), "$edgeAgent", 1)
		}
		if hub := d.HubDesired(); hub.Kind() == manifest.Object && hub.Len() > 0 && d.Kind == manifest.Base {
			checkVersion(p, hub, "$edgeHub", 3)
		}
	}),
}

// checkVersion checks the schemaVersion of desired properties against 1.0 to 1.max.
func checkVersion(p *check.Pass, desired manifest.Node, module string, maxMinor int) {
	v := desired.Fold("schemaVersion")
	if v.Kind() == manifest.Placeholder {
		return
	}
	expected := "1.0 or 1.1"
	if maxMinor > 1 {
		expected = fmt.Sprintf("1.0 to 1.%d", maxMinor)
	}
	f := check.At(v)
	switch {
	case !v.Exists():
		f = check.AtKey(desired)
		f.Message = fmt.Sprintf("%s has no schemaVersion: expected %s", module, expected)
	case v.Kind() != manifest.String:
		f.Message = fmt.Sprintf("schemaVersion of %s is %s: expected the string %s", module, v.Kind(), expected)
	case isVersion(v.Text(), maxMinor):
		return
	default:
		if _, _, ok := manifest.FindPlaceholder(v.Text()); ok && p.Template() {
			return
		}
		f.Message = fmt.Sprintf("schemaVersion of %s is %q: expected %s", module, v.Text(), expected)
	}
	f.Module = module
	f.Help = "the runtime refuses the whole deployment and keeps what it had"
	p.Report(f)
}

// isVersion reports whether text is 1.N or 1.N.0 with N up to maxMinor.
func isVersion(text string, maxMinor int) bool {
	minor, ok := strings.CutPrefix(text, "1.")
	minor = strings.TrimSuffix(minor, ".0")
	return ok && len(minor) == 1 && '0' <= minor[0] && int(minor[0]-'0') <= maxMinor
}
