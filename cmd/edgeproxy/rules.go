package main

import (
	"encoding/json"
	"io"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/table"
	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
)

func (a *app) rulesCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "rules",
		Short: "List the rules of the linter",
		Long: `List the rules of the linter: ID, name, default severity, and what the rule reports.
"edgeproxy explain RULE" says why, and shows an example.`,
		Args: commandline.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if format == "json" {
				return writeRulesJSON(a.Stdout, lint.DefaultRules())
			}
			return table.Rules(a.Stdout, lint.DefaultRules())
		},
	}
	commandline.Format(cmd, &format, "text", "json")
	return cmd
}

// fixText is what JSON says of whether --fix mends the findings of a rule.
func fixText(r lint.Rule) string {
	return [...]string{check.NoFix: "no", check.FixAlone: "yes", check.FixWithProxy: "with --proxy-url or proxy.url"}[r.Fix]
}

// ruleJSON is a rule as JSON: the keys are part of the tool's contract.
type ruleJSON struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Severity string `json:"severity"`
	Fix      string `json:"fix"`
	Summary  string `json:"summary"`
	Why      string `json:"why"`
	Bad      string `json:"bad"`
	Good     string `json:"good"`
}

func writeRulesJSON(w io.Writer, rules []lint.Rule) error {
	out := make([]ruleJSON, len(rules))
	for i, r := range rules {
		out[i] = toJSON(r)
	}
	return encode(w, out)
}

func toJSON(r lint.Rule) ruleJSON {
	return ruleJSON{r.ID, r.Name, r.Severity.String(), fixText(r), r.Doc.Summary, r.Doc.Why, r.Doc.Bad.Text(), r.Doc.Good.Text()}
}

// encode writes v as indented JSON, < > and & as they are.
func encode(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
