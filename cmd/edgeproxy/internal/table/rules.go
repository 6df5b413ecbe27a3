package table

import (
	"io"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// leastSummary is the least width of the column with the summaries. In a narrower
// output each summary stands below its rule.
const leastSummary = 40

// Rules writes a row for each rule, no wider than the output.
func Rules(w io.Writer, rules []lint.Rule, width int) error {
	t := Table{Head: []string{"ID", "NAME", "SEVERITY", "FIX"}}
	for _, r := range rules {
		fix := [...]string{check.NoFix: "-", check.FixAlone: "yes", check.FixWithProxy: "with proxy"}[r.Fix]
		t.Add(r.ID, r.Name, r.Severity.String(), fix)
	}
	summary := func(i int) string { return strings.TrimPrefix(rules[i].Doc.Summary, "Reports ") }
	if left := width - t.Width() - gap; left >= leastSummary {
		t.addWrapped("REPORTS", left, summary)
		return t.Write(w)
	}
	for i := range rules {
		t.rows[i].below = report.Wrap(summary(i), width-len(indent))
	}
	return t.Write(w)
}
