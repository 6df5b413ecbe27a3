package help

import (
	"embed"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// texts holds a file for each command, called as the command: "url-encode.txt" is that
// of "edgeproxy url encode". Its first line says how the command is called, the second
// what it does; below stand the long text and the examples, if there are any.
//
//go:embed texts
var texts embed.FS

// Command gives a command its words: how it is called, what it does, and examples. A
// command without a text is a fault of the program.
func Command(name string, cmd *cobra.Command) *cobra.Command {
	text, err := texts.ReadFile("texts/" + name + ".txt")
	if err != nil {
		panic(fmt.Sprintf("command %s: %v", name, err))
	}
	rest := ""
	cmd.Use, rest, _ = strings.Cut(string(text), "\n")
	cmd.Short, rest, _ = strings.Cut(rest, "\n")
	long, example, _ := strings.Cut(rest, "\nExamples:\n")
	cmd.Long, cmd.Example = strings.Trim(long, "\n"), strings.TrimRight(example, "\n")
	return cmd
}
