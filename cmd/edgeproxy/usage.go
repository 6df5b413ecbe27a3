package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// unknownCommandPrefix starts cobra's error for a command that does not exist,
// which has no type of its own.
const unknownCommandPrefix = "unknown command "

// unknownCommand words that error.
func unknownCommand(root *cobra.Command, err error) error {
	quote, _ := strconv.QuotedPrefix(strings.TrimPrefix(err.Error(), unknownCommandPrefix))
	name, quoteErr := strconv.Unquote(quote)
	if quoteErr != nil {
		return err
	}
	var known []string
	for _, c := range root.Commands() {
		known = append(known, c.Name())
	}
	if paths.Exists(name) {
		return fmt.Errorf("unknown command %q: expected a command before the file, such as \"edgeproxy lint %s\"", name, paths.Shown(name))
	}
	return fmt.Errorf("unknown command %q%s: run \"edgeproxy --help\" for the commands", name, didYouMean(name, known))
}

// helpCommand is "edgeproxy help"; cobra's own takes a wrong name for right.
func helpCommand() *cobra.Command {
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
				return unknownCommand(cmd.Root(), err)
			}
			return of.Help()
		},
	}
}

// refuseUnknownShells makes "completion" without one of its shells an error:
// a shell that reads its output would run the help text.
func refuseUnknownShells(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	cmd, _, err := root.Find([]string{"completion"})
	if err != nil {
		return
	}
	var shells []string
	for _, c := range cmd.Commands() {
		c.Args = noArgs
		shells = append(shells, c.Name())
	}
	cmd.Use, cmd.Short = "completion SHELL", "Print the completion script for a shell"
	cmd.Long = "Print the script that lets a shell complete commands, flags, rules and formats.\nThe help of each shell says how to load the script."
	cmd.Args = exactArg("a shell", "one of "+strings.Join(shells, ", "))
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return fmt.Errorf("unknown shell %q%s: expected one of %s", args[0], didYouMean(args[0], shells), strings.Join(shells, ", "))
	}
}

// flagError words the errors of the flag parser.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var missing *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		err = unknownFlag(cmd, unknown)
	case errors.As(err, &missing):
		value, _ := pflag.UnquoteUsage(missing.GetFlag())
		err = fmt.Errorf("--%s needs a value: expected --%[1]s %s", missing.GetFlag().Name, value)
	case errors.As(err, &invalid) && invalid.GetFlag().Value.Type() == "bool":
		err = fmt.Errorf("--%s %q: expected true or false, or the flag alone", invalid.GetFlag().Name, invalid.GetValue())
	case errors.As(err, &invalid):
		err = fmt.Errorf("--%s %q: %w", invalid.GetFlag().Name, invalid.GetValue(), errors.Unwrap(invalid))
	}
	return fmt.Errorf("%w: run \"%s --help\" for the flags", err, cmd.CommandPath())
}

func unknownFlag(cmd *cobra.Command, err *pflag.NotExistError) error {
	var known []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, "--"+f.Name) })
	name := err.GetSpecifiedName()
	group, _, _ := strings.Cut(err.GetSpecifiedShortnames(), "=") // without a value, which may be a password
	switch {
	case group == "":
		hint := didYouMean("--"+name, known)
		if hint == "" {
			hint = flagOfOther(cmd, name)
		}
		return fmt.Errorf("unknown flag --%s%s", name, hint)
	case len(group) == 1:
		return fmt.Errorf("unknown flag -%s", name)
	}
	return fmt.Errorf("unknown flag -%s%s", group, didYouMean("--"+group, known))
}

// flagOfOther suggests the flag that is nearest to a name among those of other
// commands.
func flagOfOther(cmd *cobra.Command, name string) string {
	found, of := "", ""
	for _, other := range cmd.Root().Commands() {
		var flags []string
		other.LocalFlags().VisitAll(func(f *pflag.Flag) { flags = append(flags, f.Name) })
		switch near := check.Nearest(name, flags); {
		case near == "" || other == cmd:
		case found == "":
			found, of = near, other.CommandPath()
		case found == near: // several have it
			of = cmd.Root().Name() + " COMMAND"
		}
	}
	if found == "" {
		return ""
	}
	return fmt.Sprintf(" (did you mean \"%s --%s\"?)", of, found)
}

// exactArg makes sure that a command has exactly one argument.
func exactArg(what, hint string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 1 {
			return nil
		}
		return fmt.Errorf("%s: expected %s, got %s: %s", cmd.Name(), what, plural(len(args), "argument"), hint)
	}
}

// noArgs makes sure that a command has no argument.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	_, name, _ := strings.Cut(cmd.CommandPath(), " ") // without the name of the program, which begins every message
	return fmt.Errorf("%s: expected no arguments, got %s", name, quoteList(args))
}

func quoteList(args []string) string {
	quoted := make([]string, len(args))
	for i, arg := range args {
		quoted[i] = fmt.Sprintf("%q", arg)
	}
	return strings.Join(slices.Compact(quoted), ", ")
}

// didYouMean suggests the known word that is nearest to word; "" if none is near.
func didYouMean(word string, known []string) string {
	if near := check.Nearest(word, known); near != "" {
		return fmt.Sprintf(" (did you mean %q?)", near)
	}
	return ""
}
