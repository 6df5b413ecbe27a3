// Package page writes what people read about a rule: the page in the
// documentation and the text of "edgeproxy explain". Both come from the Doc of the
// rule, so they always say the same.
//
//	fmt.Print(page.Text(rules.AgentProxyMissing))     // for a terminal
//	fmt.Print(page.Markdown(rules.AgentProxyMissing)) // for the documentation
//	fmt.Print(page.Index(rules.All()))                // the list of all pages
//	err := json.NewEncoder(os.Stdout).Encode(page.RuleOf(rules.AgentProxyMissing))
package page

//go:generate go test . -run TestPagesAreCurrent -update

import (
	"fmt"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// Text is a rule's page for a terminal.
func Text(r check.Rule) string {
	return fmt.Sprintf("%s %s (%s%s)\n\n%s\n\n%s\n\nBad (-) and good (+):\n\n%s",
		r.ID, r.Name, r.Severity, fixable(r), wrap(r.Doc.Summary), wrap(r.Doc.Why), indent(Change(r)))
}

// Markdown is a rule's page in the documentation.
func Markdown(r check.Rule) string {
	return fmt.Sprintf("# %s %s\n\nSeverity: %s. Fix: %s.\n\n%s\n\n## Why\n\n%s\n\n## Bad (-) and good (+)\n\n```diff\n%s```\n",
		r.ID, r.Name, r.Severity, r.Fix, r.Doc.Summary, r.Doc.Why, Change(r))
}

// Index is the page that lists the rules.
func Index(rules []check.Rule) string {
	var b strings.Builder
	b.WriteString("# Rules\n\nOne page a rule, made from the rule itself; `edgeproxy explain RULE` prints the same.\n\n| ID | name | severity | fix | reports |\n|---|---|---|---|---|\n")
	for _, r := range rules {
		fmt.Fprintf(&b, "| [%s](%s) | %s | %s | %s | %s |\n", r.ID, FileName(r), r.Name, r.Severity, r.Fix, strings.ReplaceAll(strings.TrimPrefix(r.Doc.Summary, "Reports "), "|", `\|`))
	}
	return b.String()
}

// FileName is the name of a rule's page.
func FileName(r check.Rule) string { return r.ID + ".md" }

// fixable is the mark of a rule that has a fix.
func fixable(r check.Rule) string {
	if r.Fix == check.NoFix {
		return ""
	}
	return ", fixable"
}

// Change shows the difference between the bad example and the good one, without the
// parts that are the same.
func Change(r check.Rule) string {
	name := r.Doc.File
	if name == "" {
		name = "deployment.json"
	}
	text := diff.Diff("bad/"+name, []byte(r.Doc.Bad.Text()), "good/"+name, []byte(r.Doc.Good.Text()))
	_, body, _ := strings.Cut(string(text), "\n") // the first line is the library's own
	return body
}

func indent(text string) string {
	return "  " + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n  ") + "\n"
}

// wrap breaks the lines of paragraphs at 80 columns.
func wrap(text string) string {
	var paragraphs []string
	for p := range strings.SplitSeq(text, "\n\n") {
		var lines []string
		line := ""
		for word := range strings.FieldsSeq(p) {
			if line != "" && len(line)+1+len(word) > 80 {
				lines = append(lines, line)
				line = ""
			}
			line = strings.TrimPrefix(line+" "+word, " ")
		}
		paragraphs = append(paragraphs, strings.Join(append(lines, line), "\n"))
	}
	return strings.Join(paragraphs, "\n\n")
}
