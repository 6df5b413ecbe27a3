package commandline

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// HelpCommand is "edgeproxy help"; cobra's own command accepts a wrong name.
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

// isGroup marks commands that only lead to others.
const isGroup = "group"

// Group is a command that only leads to other commands. Alone it prints its help; a
// word that names none of its commands is refused.
func Group(cmd *cobra.Command) *cobra.Command {
	cmd.Annotations = map[string]string{isGroup: ""}
	cmd.Args = unknownOfGroup
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	return cmd
}

// unknownOfGroup is the error for a group with a word that names none of its commands;
// nil without a word, and for a command that is no group.
func unknownOfGroup(cmd *cobra.Command, args []string) error {
	if _, group := cmd.Annotations[isGroup]; !group || len(args) == 0 {
		return nil
	}
	var known []string
	hint := ""
	for _, c := range cmd.Commands() {
		known = append(known, c.Name())
		if slices.Contains(c.SuggestFor, args[0]) {
			hint = fmt.Sprintf(" (did you mean %q?)", c.Name())
		}
	}
	if hint == "" {
		hint = DidYouMean(args[0], known)
	}
	return fmt.Errorf("%s: unknown command %q%s: expected %s", nameOf(cmd), args[0], hint, either(known))
}

// RefuseUnknownShells makes "completion" without one of its shells an error: a shell
// that reads the output would run the help text as commands.
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
