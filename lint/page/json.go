package page

import "github.com/iotedge-tools/edgeproxy/lint/check"

// Rule is a rule as JSON: its keys are those of "edgeproxy rules --format json".
type Rule struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Severity string `json:"severity"`
	Fix      string `json:"fix"`
	Summary  string `json:"summary"`
	Why      string `json:"why"`
	Bad      string `json:"bad"`
	Good     string `json:"good"`
}

// RuleOf is a rule as JSON has it.
func RuleOf(r check.Rule) Rule {
	return Rule{r.ID, r.Name, r.Severity.String(), r.Fix.String(), r.Doc.Summary, r.Doc.Why, r.Doc.Bad.Text(), r.Doc.Good.Text()}
}
