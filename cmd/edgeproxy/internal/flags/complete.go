package flags

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// completeReport proposes the format of --report, and leaves the path to the
// shell.
func completeReport(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	if strings.Contains(typed, "=") {
		return nil, cobra.ShellCompDirectiveDefault
	}
	var words []string
	for _, name := range report.Formats() {
		words = append(words, name+"=")
	}
	return words, cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
}

// completeRules proposes rules for a list with commas: IDs, described by their
// names, and the names once a letter that no ID has was typed.
func completeRules(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	before := typed[:strings.LastIndex(typed, ",")+1]
	var words []string
	for _, r := range lint.DefaultRules() {
		words = append(words, cobra.CompletionWithDesc(before+r.ID, r.Name))
		if word := typed[len(before):]; word != "" && strings.HasPrefix(r.Name, word) {
			words = append(words, cobra.CompletionWithDesc(before+r.Name, r.ID))
		}
	}
	return words, cobra.ShellCompDirectiveNoFileComp
}

// completeSeverity proposes RULE=LEVEL.
func completeSeverity(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	rule, _, found := strings.Cut(typed, "=")
	if found {
		var words []string
		for _, s := range []lint.Severity{lint.Error, lint.Warning, lint.Info, lint.Off} {
			words = append(words, rule+"="+s.String())
		}
		return words, cobra.ShellCompDirectiveNoFileComp
	}
	var words []string
	for _, r := range lint.DefaultRules() {
		words = append(words, cobra.CompletionWithDesc(r.ID+"=", r.Name))
	}
	return words, cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
}

// CompleteRule proposes one rule as an argument.
func CompleteRule(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return completeRules(cmd, nil, strings.ReplaceAll(typed, ",", ""))
}
