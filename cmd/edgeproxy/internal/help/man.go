package help

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// PageName is the name of a command's manual page, such as edgeproxy-lint.
func PageName(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

// WriteMan writes the manual page of a command in the macros of man(7). The page has
// no date: the same version of the program gives the same bytes.
func WriteMan(w io.Writer, cmd *cobra.Command, version string) error {
	cmd.InitDefaultHelpFlag()
	var b strings.Builder
	fmt.Fprintf(&b, ".TH \"%s\" 1 \"\" \"edgeproxy %s\"\n", roff(strings.ToUpper(PageName(cmd))), roff(version))
	fmt.Fprintf(&b, ".SH NAME\n%s \\- %s\n.SH SYNOPSIS\n.nf\n", roff(PageName(cmd)), roff(cmd.Short))
	for _, usage := range usages(cmd) {
		fmt.Fprintf(&b, "\\fB%s\\fP%s\n", roff(cmd.CommandPath()), roff(strings.TrimPrefix(usage, cmd.CommandPath())))
	}
	b.WriteString(".fi\n.SH DESCRIPTION\n")
	b.WriteString(roffText(about(cmd)))
	if cmd.HasAvailableSubCommands() {
		b.WriteString(".SH COMMANDS\n")
		for _, sub := range cmd.Commands() {
			if sub.IsAvailableCommand() {
				fmt.Fprintf(&b, ".TP\n\\fB%s\\fP\n%s\n", roff(sub.Name()), roff(sub.Short))
			}
		}
	}
	b.WriteString(".SH OPTIONS\n")
	for _, flags := range []*pflag.FlagSet{cmd.LocalFlags(), cmd.InheritedFlags()} {
		flags.VisitAll(func(f *pflag.Flag) { b.WriteString(roffFlag(f)) })
	}
	if cmd.HasExample() {
		fmt.Fprintf(&b, ".SH EXAMPLES\n.nf\n%s\n.fi\n", roff(cmd.Example))
	}
	b.WriteString(".SH SEE ALSO\n" + seeAlso(cmd))
	_, err := io.WriteString(w, b.String())
	return err
}

// EachPage makes the manual pages of a command and of those below it, and gives each of
// them to a function with the name of its file, such as edgeproxy-lint.1.
func EachPage(cmd *cobra.Command, version string, use func(name string, page []byte) error) error {
	var b bytes.Buffer
	if err := WriteMan(&b, cmd, version); err != nil {
		return err
	}
	if err := use(PageName(cmd)+".1", b.Bytes()); err != nil {
		return err
	}
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			if err := EachPage(sub, version, use); err != nil {
				return err
			}
		}
	}
	return nil
}

// seeAlso names the pages of the command above and of those below.
func seeAlso(cmd *cobra.Command) string {
	var pages []string
	add := func(c *cobra.Command) { pages = append(pages, fmt.Sprintf("\\fB%s\\fP(1)", roff(PageName(c)))) }
	if cmd.HasParent() {
		add(cmd.Parent())
	}
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			add(sub)
		}
	}
	return strings.Join(pages, ",\n") + "\n"
}

func roffFlag(f *pflag.Flag) string {
	if f.Hidden {
		return ""
	}
	value, usage := pflag.UnquoteUsage(f)
	head := fmt.Sprintf("\\fB%s\\fP", roff("--"+f.Name))
	if f.Shorthand != "" {
		head = fmt.Sprintf("\\fB%s\\fP, %s", roff("-"+f.Shorthand), head)
	}
	if value != "" {
		head += fmt.Sprintf(" \\fI%s\\fP", roff(value))
	}
	if none := f.DefValue == "" || f.DefValue == "false" || f.DefValue == "[]"; !none {
		usage += fmt.Sprintf(" (default: %s)", f.DefValue)
	}
	return fmt.Sprintf(".TP\n%s\n%s\n", head, roff(usage))
}

// roffText is a text of paragraphs; indented lines stay as they are.
func roffText(text string) string {
	var b strings.Builder
	for i, paragraph := range strings.Split(text, "\n\n") {
		if i > 0 {
			b.WriteString(".PP\n")
		}
		if strings.HasPrefix(paragraph, " ") || strings.HasPrefix(paragraph, "\t") {
			paragraph = ".nf\n" + roff(paragraph) + "\n.fi"
		} else {
			paragraph = roff(paragraph)
		}
		b.WriteString(paragraph + "\n")
	}
	return b.String()
}

// roff is a text in which no character is an order to roff: a backslash, or a
// point or an apostrophe at the start of a line. A hyphen stays one, so that
// flags can be copied.
func roff(text string) string {
	text = strings.NewReplacer(`\`, `\e`, "-", `\-`, "\n.", "\n\\&.", "\n'", "\n\\&'").Replace(text)
	if strings.HasPrefix(text, ".") || strings.HasPrefix(text, "'") {
		text = `\&` + text
	}
	return text
}
