package desk

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/page"
)

// Explained is the answer to explain: the page of a rule.
type Explained struct {
	Problems []Problem `json:"problems"`
	Rule     string    `json:"rule"`
	Name     string    `json:"name"`
	Severity string    `json:"severity"`
	Fix      string    `json:"fix"` // what a fix needs
	Summary  string    `json:"summary"`
	Why      []string  `json:"why"`  // paragraphs
	Diff     []string  `json:"diff"` // from what is wrong to what is right
}

func explain(id string) any {
	for _, r := range lint.DefaultRules() {
		if r.ID != id {
			continue
		}
		out := Explained{
			Problems: []Problem{}, Rule: r.ID, Name: r.Name, Severity: r.Severity.String(), Fix: r.Fix.String(),
			Summary: r.Doc.Summary, Diff: strings.Split(strings.TrimSuffix(page.Change(r), "\n"), "\n"),
		}
		for p := range strings.SplitSeq(r.Doc.Why, "\n\n") {
			out.Why = append(out.Why, strings.Join(strings.Fields(p), " "))
		}
		return out
	}
	return failed("", fmt.Errorf("there is no rule %q", id))
}
