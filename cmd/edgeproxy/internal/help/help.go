// Package help holds the description of each command, and writes it as help for a
// terminal and as a manual page.
//
//	cmd := help.Command("lint", &cobra.Command{RunE: run}) // the words of texts/lint.txt
//	help.Write(os.Stdout, cmd, 80)
//	err := help.WriteMan(os.Stdout, cmd, "v1.2.3")
package help

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// Write writes the help of a command, as wide as given in columns: what the command
// does, how it is called, and its examples, commands and flags.
func Write(w io.Writer, cmd *cobra.Command, width int) {
	cmd.InitDefaultHelpFlag()
	for _, line := range reflowed(about(cmd), width) {
		fmt.Fprintln(w, line)
	}
	fmt.Fprintf(w, "\nUsage:\n")
	for _, usage := range usages(cmd) {
		fmt.Fprintln(w, "  "+usage)
	}
	if cmd.HasExample() {
		fmt.Fprintf(w, "\nExamples:\n%s\n", cmd.Example)
	}
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(w, "\nAvailable Commands:\n")
		for _, sub := range cmd.Commands() {
			if sub.IsAvailableCommand() || sub.Name() == "help" {
				writeHanging(w, fmt.Sprintf("  %-*s ", sub.NamePadding(), sub.Name()), sub.Short, width)
			}
		}
	}
	writeFlags(w, "Flags", cmd.LocalFlags(), width)
	writeFlags(w, "Global Flags", cmd.InheritedFlags(), width)
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintln(w)
		writeHanging(w, "", fmt.Sprintf("Use \"%s [command] --help\" for more information about a command.", cmd.CommandPath()), width)
	}
}

// about is the description of a command.
func about(cmd *cobra.Command) string {
	if cmd.Long == "" {
		return cmd.Short
	}
	return strings.TrimSpace(cmd.Long)
}

// usages are the ways to call a command.
func usages(cmd *cobra.Command) []string {
	var all []string
	if cmd.Runnable() {
		all = append(all, cmd.UseLine())
	}
	if cmd.HasAvailableSubCommands() {
		all = append(all, cmd.CommandPath()+" [command]")
	}
	return all
}

func writeFlags(w io.Writer, title string, flags *pflag.FlagSet, width int) {
	if flags.HasAvailableFlags() {
		fmt.Fprintf(w, "\n%s:\n%s\n", title, strings.TrimRight(flags.FlagUsagesWrapped(width), "\n"))
	}
}

// writeHanging writes a text behind a label, and indents further lines of the text by
// the width of the label.
func writeHanging(w io.Writer, label, text string, width int) {
	for i, line := range report.Wrap(text, max(minHanging, width-len(label))) {
		if i > 0 {
			label = strings.Repeat(" ", len(label))
		}
		fmt.Fprintln(w, label+line)
	}
}

// minHanging keeps a text readable where the terminal is too narrow for it.
const minHanging = 20

// reflowed breaks a text anew into lines of a width. Paragraphs stand between
// blank lines; indented lines stay as they are.
func reflowed(text string, width int) []string {
	var lines, paragraph []string
	flush := func() {
		if len(paragraph) > 0 {
			lines = append(lines, report.Wrap(strings.Join(paragraph, " "), width)...)
			paragraph = nil
		}
	}
	for line := range strings.SplitSeq(text, "\n") {
		if line != "" && line[0] != ' ' && line[0] != '\t' {
			paragraph = append(paragraph, line)
			continue
		}
		flush()
		lines = append(lines, line)
	}
	flush()
	return lines
}
