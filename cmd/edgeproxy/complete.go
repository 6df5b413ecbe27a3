package main

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// completer proposes values for what is being typed.
type completer = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective)

// complete makes the shell propose words for a flag of cmd.
func complete(cmd *cobra.Command, flag string, words ...string) {
	completeWith(cmd, flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return words, cobra.ShellCompDirectiveNoFileComp
	})
}

func completeWith(cmd *cobra.Command, flag string, f completer) {
	if err := cmd.RegisterFlagCompletionFunc(flag, f); err != nil {
		panic(err) // the flag is not there: a fault of the program
	}
}

// plainUsages takes the backticks out of what flags say: they mark the name of a
// value for the help, and a shell shows them as they are.
func plainUsages(cmd *cobra.Command) {
	plain := func(f *pflag.Flag) { f.Usage = strings.ReplaceAll(f.Usage, "`", "") }
	cmd.Flags().VisitAll(plain)
	cmd.PersistentFlags().VisitAll(plain)
	for _, sub := range cmd.Commands() {
		plainUsages(sub)
	}
}

// formatNames are the values of lint --format.
func formatNames() []string { return append(report.Formats(), "auto") }

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

// completeRule proposes one rule as an argument.
func completeRule(cmd *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return completeRules(cmd, nil, strings.ReplaceAll(typed, ",", ""))
}
