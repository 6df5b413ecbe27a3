package project

import (
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// noneChosen reports whether there is a layered deployment with modules, none of
// which the targets can name.
func noneChosen(doc *manifest.Document, targets manifest.Targets) bool {
	if len(targets.Modules) > 0 || targets.All {
		return false
	}
	return slices.ContainsFunc(doc.Deployments(), func(d *manifest.Deployment) bool {
		return d.Kind == manifest.Layered && !d.AgentDesired().Exists() && len(d.Modules()) > 0
	})
}

// unchosen lists the modules that nobody chose and that are known to connect by
// themselves: --fix would give them the proxy.
func unchosen(doc *manifest.Document, res *manifest.Result) []string {
	known := lint.Options{
		Rules:  []lint.Rule{rules.ModuleProxyMissing},
		Expect: lint.Expect{Need: check.NeedAll},
	}
	touched := map[string]bool{}
	for _, c := range res.Changes {
		touched[c.Module] = true
	}
	var notes []string
	for _, f := range lint.Run(doc, known) {
		if f.Suppressed == nil && f.More == 0 && !touched[f.Module] {
			notes = append(notes, f.Message+"; it was not chosen")
		}
	}
	return notes
}
