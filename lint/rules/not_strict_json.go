package rules

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
)

// NotStrictJSON is EP003.
var NotStrictJSON = check.Rule{
	ID: "EP003", Name: "not-strict-json", Severity: check.Warning,
	Doc: check.Doc{
		Summary: "Reports a byte order mark, comments, trailing commas and placeholders without quotes.",
		Why: `iotedgedev reads strict JSON and refuses the file. The az CLI accepts a byte order mark, because it reads files as utf-8-sig. If a
file is not strict JSON, the az CLI reads it as a literal of Python: trailing commas pass, unless the file contains true, false or
null, which Python spells differently. Comments and placeholders without quotes do not pass.

A // comment that ends with a carriage return and no line feed is an error, in a template, too: the device ends the comment at the
carriage return. Tools that look for the line feed take the next line for a part of the comment, and so read another document. A
line separator (U+2028) in a comment is as bad.

In a template the other faults are an information only: the tool that fills in the template may remove them. Each kind of fault
gives one finding, at its first place.`,
		Bad:  func() string { return deployment(proxyEnv+",", proxyEnv, "") },
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
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
		f.Help = whoRefuses(p.Doc, o.Kind) + "; " + strictMend[o.Kind]
		if p.Template() {
			f.Severity = check.Info
			f.Help = "this is fine if the tool that makes the deployment from the template " + strictTool[o.Kind] + "; if not, " + strictMend[o.Kind]
		}
		if o.Kind == jsontree.UnclearComment {
			f.Severity, f.Cause = check.Error, "unclear comment"
			f.Message = strings.Replace(f.Message, "is not allowed in JSON", "hides or adds members, depending on who reads the file", 1)
			f.Help = "the device ends the comment at the carriage return, other tools at the next line feed; " + strictMend[o.Kind]
		}
		p.Report(f)
	}
}

// whoRefuses names the tools that refuse a file with an oddity of the kind
// (read_file_content and shell_safe_json_parse of azure-cli: utf-8-sig, then
// json.loads, then ast.literal_eval).
func whoRefuses(doc *manifest.Document, kind manifest.OddityKind) string {
	switch {
	case kind == jsontree.ByteOrderMark:
		return "az takes the file, iotedgedev refuses it"
	case kind == jsontree.TrailingComma && !holdsWord(doc.Root()):
		return "az reads the file as Python instead of JSON and takes it, iotedgedev refuses it"
	case kind == jsontree.TrailingComma:
		return "iotedgedev refuses the file, and so does az, because true, false or null stands in it"
	}
	return "az and iotedgedev refuse the file"
}

// holdsWord reports whether true, false or null is a value in n.
func holdsWord(n manifest.Node) bool {
	if n.Kind() == manifest.Bool || n.Kind() == manifest.Null {
		return true
	}
	for c := range n.Children() {
		if holdsWord(c) {
			return true
		}
	}
	return false
}

// strictTool is what a tool must do with an oddity of a template, of those that a
// template may have.
var strictTool = [...]string{
	jsontree.ByteOrderMark:   "leaves the byte order mark out",
	jsontree.Comment:         "takes the comments out",
	jsontree.TrailingComma:   "takes the comma out",
	jsontree.BarePlaceholder: "fills the placeholder in",
}

// strictMend is how to mend an oddity.
var strictMend = [...]string{
	jsontree.ByteOrderMark:   "save the file as UTF-8 without a byte order mark",
	jsontree.Comment:         "take the comments out",
	jsontree.TrailingComma:   "take the comma out",
	jsontree.UnclearComment:  "take the comment out",
	jsontree.OtherSpace:      "write a plain blank",
	jsontree.BarePlaceholder: "put the placeholder into quotes, or fill it in before the file is checked",
}
