package table

import (
	"io"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// Rules writes a row for each rule.
func Rules(w io.Writer, rules []lint.Rule) error {
	t := Table{Head: []string{"ID", "NAME", "SEVERITY", "FIX", "REPORTS"}}
	for _, r := range rules {
		fix := [...]string{check.NoFix: "-", check.FixAlone: "yes", check.FixWithProxy: "with proxy"}[r.Fix]
		t.Add(r.ID, r.Name, r.Severity.String(), fix, strings.TrimPrefix(r.Doc.Summary, "Reports "))
	}
	return t.Write(w)
}
