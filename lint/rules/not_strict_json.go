package rules

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// NotStrictJSON is EP003.
var NotStrictJSON = check.Rule{
	ID: "EP003", Name: "not-strict-json", Severity: check.Warning,
	Doc: check.Doc{
		Summary: "Reports a byte order mark, comments, trailing commas and placeholders without quotes.",
		Why: "The az CLI and iotedgedev read strict JSON and refuse the file. In a template it is an information only: " +
			"the tool that fills it in may take care of it. One finding a kind is given, at the first place.",
		Bad:  deployment(proxyEnv+",", proxyEnv, ""),
		Good: deployment(proxyEnv, proxyEnv, ""),
	},
	Check: checkStrictJSON,
}

func checkStrictJSON(p *check.Pass) {
	count := map[manifest.OddityKind]int{}
	for _, o := range p.Doc.Oddities() {
		count[o.Kind]++
	}
	reported := map[manifest.OddityKind]bool{}
	for _, o := range p.Doc.Oddities() {
		if reported[o.Kind] {
			continue
		}
		reported[o.Kind] = true
		f := check.Finding{Span: o.Span, Message: fmt.Sprintf("%s is not allowed in JSON", o.Kind)}
		if n := count[o.Kind]; n > 1 {
			f.Message += fmt.Sprintf(" (the first of %d)", n)
		}
		f.Help = "az and iotedgedev refuse the file; " + strictMend[o.Kind]
		if p.Template() {
			f.Severity = check.Info
			f.Help = "fine if the tool that fills in the template takes it away; else " + strictMend[o.Kind]
		}
		p.Report(f)
	}
}

var strictMend = [...]string{
	manifest.ByteOrderMark:   "save it as UTF-8 without a byte order mark",
	manifest.Comment:         "take the comments out",
	manifest.TrailingComma:   "take the comma out",
	manifest.BarePlaceholder: "put the placeholder into quotes, or fill it in before the file is checked",
}
