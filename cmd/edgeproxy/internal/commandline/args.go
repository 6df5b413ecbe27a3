package commandline

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// OneArg makes sure that a command has exactly one argument.
func OneArg(what, hint string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 1 {
			return nil
		}
		return fmt.Errorf("%s: expected %s, got %s: %s", cmd.Name(), what, report.Plural(len(args), "argument"), hint)
	}
}

// AtLeast makes sure that a command has n arguments or more. The fault is the message
// of the error, behind the command's name.
func AtLeast(n int, fault string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) >= n {
			return nil
		}
		return fmt.Errorf("%s: %s", nameOf(cmd), fault)
	}
}

// nameOf is the name of a command without that of the program, which begins every
// message.
func nameOf(cmd *cobra.Command) string {
	_, name, _ := strings.Cut(cmd.CommandPath(), " ")
	return name
}

// NoArgs makes sure that a command has no argument.
func NoArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return fmt.Errorf("%s: expected no arguments, got %s", nameOf(cmd), quoteList(args))
}

func quoteList(args []string) string {
	quoted := make([]string, len(args))
	for i, arg := range args {
		quoted[i] = fmt.Sprintf("%q", arg)
	}
	return strings.Join(slices.Compact(quoted), ", ")
}

// RefuseDashedNames refuses an argument that reads as an option and is the name
// of a file. Shells and pre-commit write names as they are, and a file may be
// called --config=other.yaml. Behind -- everything is a name, and "-" alone is
// standard input.
func RefuseDashedNames(args []string) error {
	if end := slices.Index(args, "--"); end >= 0 {
		args = args[:end]
	}
	for _, arg := range args {
		if len(arg) > 1 && strings.HasPrefix(arg, "-") && paths.Exists(arg) {
			return fmt.Errorf("%q reads as an option, and a file has this name: write ./ before the name, or -- before all names of files", arg)
		}
	}
	return nil
}
