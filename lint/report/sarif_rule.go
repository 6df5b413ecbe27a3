package report

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// newSARIFRule describes a rule. Code scanning refuses a rule with an empty text, so an
// empty text is replaced by the text before it.
func newSARIFRule(rule check.Rule) sarifRule {
	summary := cmp.Or(rule.Doc.Summary, rule.Name, rule.ID)
	why := cmp.Or(rule.Doc.Why, summary)
	more := ""
	if command := explain(rule.ID); command != "" {
		more = "More: " + command
	}
	return sarifRule{
		ID:               rule.ID,
		Name:             rule.Name,
		ShortDescription: sarifMessage{Text: shorten(summary)},
		FullDescription:  sarifMessage{Text: shorten(why)},
		Help: sarifMessage{
			Text:     strings.TrimRight(summary+"\n\n"+why+"\n\n"+more, "\n"),
			Markdown: ruleMarkdown(rule, summary, why) + more + "\n",
		},
		DefaultConfiguration: sarifConfiguration{rule.Severity != check.Off, sarifLevel(rule.Severity)},
		Properties:           sarifRuleProperties{"high", problemSeverity(rule.Severity), []string{"iot-edge", "proxy"}},
	}
}

func ruleMarkdown(rule check.Rule, summary, why string) string {
	var b strings.Builder
	b.WriteString(summary + "\n\n" + why + "\n\n")
	for _, example := range [...]struct{ title, text string }{{"Bad", rule.Doc.Bad.Text()}, {"Good", rule.Doc.Good.Text()}} {
		if example.text != "" {
			fence := codeFence(example.text)
			b.WriteString(example.title + ":\n\n" + fence + "json\n" + strings.TrimRight(example.text, "\n") + "\n" + fence + "\n\n")
		}
	}
	return b.String()
}

// codeFence is a fence longer than any run of backquotes in text.
func codeFence(text string) string {
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return fence
}

// problemSeverity is GitHub's word for a severity.
func problemSeverity(s check.Severity) string {
	switch s {
	case check.Error:
		return "error"
	case check.Warning:
		return "warning"
	}
	return "recommendation"
}

// shorten cuts a description to the 1,024 characters that code scanning takes.
func shorten(s string) string {
	const limit = 1024 // in bytes here: whatever the reader counts, it is not more
	if len(s) <= limit {
		return s
	}
	cut := limit - len(ellipsis)
	for !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + ellipsis
}
