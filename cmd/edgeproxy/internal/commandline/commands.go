package commandline

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// HelpCommand is "edgeproxy help"; cobra's own takes a wrong name for right.
func HelpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Help about a command",
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) (names []string, _ cobra.ShellCompDirective) {
			if of, _, err := cmd.Root().Find(args); err == nil {
				for _, c := range of.Commands() {
					names = append(names, cobra.CompletionWithDesc(c.Name(), c.Short))
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			of, _, err := cmd.Root().Find(args)
			if err != nil {
				return UnknownCommand(cmd.Root(), err)
			}
			return of.Help()
		},
	}
}

// RefuseUnknownShells makes "completion" without one of its shells an error:
// a shell that reads its output would run the help text.
func RefuseUnknownShells(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	cmd, _, err := root.Find([]string{"completion"})
	if err != nil {
		return
	}
	var shells []string
	for _, c := range cmd.Commands() {
		c.Args = NoArgs
		shells = append(shells, c.Name())
	}
	cmd.Use, cmd.Short = "completion SHELL", "Print the completion script for a shell"
	cmd.Long = "Print the script that lets a shell complete commands, flags, rules and formats.\nThe help of each shell says how to load the script."
	cmd.Args = OneArg("a shell", "one of "+strings.Join(shells, ", "))
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return fmt.Errorf("unknown shell %q%s: expected one of %s", args[0], DidYouMean(args[0], shells), strings.Join(shells, ", "))
	}
}
