package commandline

import (
	"cmp"
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

// UnknownCommand words cobra's error for a command that does not exist. Any other
// error stays as it is.
func UnknownCommand(root *cobra.Command, err error) error {
	rest, is := strings.CutPrefix(fmt.Sprint(err), "unknown command ") // cobra's error has no type of its own
	if !is {
		return err
	}
	quote, _ := strconv.QuotedPrefix(rest)
	name, quoteErr := strconv.Unquote(quote)
	if quoteErr != nil {
		return err
	}
	var known []string
	for _, c := range root.Commands() {
		known = append(known, c.Name())
		if slices.Contains(c.SuggestFor, name) {
			return fmt.Errorf("unknown command %q (did you mean %q?): run \"edgeproxy %[2]s --help\" for what it does", name, c.Name())
		}
	}
	if paths.Exists(name) {
		return fmt.Errorf("unknown command %q: expected a command before the file, such as \"edgeproxy lint %s\"", name, paths.Shown(name))
	}
	return fmt.Errorf("unknown command %q%s: run \"edgeproxy --help\" for the commands", name, DidYouMean(name, known))
}

// FlagError words the errors of the flag parser.
func FlagError(cmd *cobra.Command, err error) error {
	if err := unknownOfGroup(cmd, cmd.Flags().Args()); err != nil {
		return err // the flag was meant for the command of the group
	}
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
	group, _, _ := strings.Cut(err.GetSpecifiedShortnames(), "=") // without the value, which may be a password
	switch {
	case group == "":
		hint, exact := flagOfOther(cmd, name)
		if near := DidYouMean("--"+name, known); near != "" && !exact {
			hint = near
		}
		return fmt.Errorf("unknown flag --%s%s", name, cmp.Or(hint, elsewhere(cmd, name)))
	case len(group) == 1:
		return fmt.Errorf("unknown flag -%s%s", name, elsewhere(cmd, name))
	}
	return fmt.Errorf("unknown flag -%s%s", group, DidYouMean("--"+group, known))
}

// elsewhere suggests the flag that does here what other tools call by this name.
func elsewhere(cmd *cobra.Command, name string) string {
	for _, word := range [...]struct{ there, here string }{
		{"dry-run", "check"}, {"n", "check"}, {"i", "write"}, {"in-place", "write"}, {"m", "module"},
		{"f", "format"}, {"o", "out"}, {"o", "report"}, {"output", "out"}, {"output", "report"},
	} {
		if word.there == name && cmd.Flags().Lookup(word.here) != nil {
			return fmt.Sprintf(" (did you mean \"--%s\"?)", word.here)
		}
	}
	return ""
}

// flagOfOther suggests the flag that is nearest to a name among those of other
// commands. exact is true if it has that very name: then it is the better guess, because
// "lint --write" does not mean --write-baseline.
func flagOfOther(cmd *cobra.Command, name string) (hint string, exact bool) {
	found, of, several := "", "", false
	for _, other := range allCommands(cmd.Root()) {
		var flags []string
		other.LocalFlags().VisitAll(func(f *pflag.Flag) { flags = append(flags, f.Name) })
		switch near := check.Nearest(name, flags); {
		case near == "" || other == cmd:
		case found == "", near == name && found != name:
			found, of, several = near, other.CommandPath(), false
		case found == near:
			several = true
		}
	}
	switch {
	case found == "":
		return "", false
	case several && cmd.HasParent():
		return fmt.Sprintf(" (other commands have --%s)", found), found == name
	case several:
		of = cmd.Name() + " COMMAND"
	}
	return fmt.Sprintf(" (did you mean \"%s --%s\"?)", of, found), found == name
}

// allCommands are the commands below a command.
func allCommands(of *cobra.Command) (all []*cobra.Command) {
	for _, c := range of.Commands() {
		all = append(append(all, c), allCommands(c)...)
	}
	return all
}

// DidYouMean suggests the known word that is nearest to word; "" if none is near.
func DidYouMean(word string, known []string) string {
	if near := check.Nearest(word, known); near != "" {
		return fmt.Sprintf(" (did you mean %q?)", near)
	}
	return ""
}
