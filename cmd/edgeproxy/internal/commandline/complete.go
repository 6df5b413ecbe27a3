package commandline

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// completer proposes values for what is being typed.
type completer = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective)

// Complete makes the shell propose words for a flag of cmd.
func Complete(cmd *cobra.Command, flag string, words ...string) {
	CompleteWith(cmd, flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return words, cobra.ShellCompDirectiveNoFileComp
	})
}

func CompleteWith(cmd *cobra.Command, flag string, f completer) {
	if err := cmd.RegisterFlagCompletionFunc(flag, f); err != nil {
		panic(err) // the flag is not there: a fault of the program
	}
}

// ForCompletion prepares a command, and those below it, for the completion of a command
// line. It takes the backticks out of what flags say: they mark the name of a value for
// the help, and a shell shows them as they are. It tells cobra which flags exclude each
// other, so that the shell does not propose them together.
func ForCompletion(cmd *cobra.Command) {
	plain := func(f *pflag.Flag) { f.Usage = strings.ReplaceAll(f.Usage, "`", "") }
	cmd.Flags().VisitAll(plain)
	cmd.PersistentFlags().VisitAll(plain)
	for group := range strings.Lines(cmd.Annotations[excludes]) {
		cmd.MarkFlagsMutuallyExclusive(strings.Fields(group)...)
	}
	for _, sub := range cmd.Commands() {
		ForCompletion(sub)
	}
}
