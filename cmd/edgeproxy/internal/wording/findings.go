package wording

import (
	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/page"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
)

// FlagFor names the flag that does what the help of a rule's findings advises;
// "" for most rules.
func FlagFor(id string) string {
	switch id {
	case rules.NotAManifest.ID:
		return "--skip-non-manifests passes over other files"
	case rules.ConfigurationLoosened.ID:
		return "--ignore EP902 turns it off"
	}
	return ""
}

// AddFlags adds the flags to what a run says.
func AddFlags(run *report.Run) {
	run.FixWith = "--fix"
	for i := range run.Files {
		findings := run.Files[i].Findings
		for j := range findings {
			if flag := FlagFor(findings[j].Rule); flag != "" && findings[j].Help != "" {
				findings[j].Help += "; " + flag
			}
		}
	}
}

// Rule is a rule as JSON.
func Rule(r lint.Rule) page.Rule {
	out := page.RuleOf(r)
	if r.Fix == check.FixWithProxy {
		out.Fix = "with --proxy-url or proxy.url"
	}
	return out
}
