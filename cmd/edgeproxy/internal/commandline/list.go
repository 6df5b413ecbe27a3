package commandline

import (
	"strings"

	"github.com/spf13/cobra"
)

// List adds a flag that takes words between commas, and may be repeated.
func List(cmd *cobra.Command, words *[]string, flag, usage string) {
	cmd.Flags().Var(list{words, ","}, flag, usage)
}

// Repeated adds a flag that takes a text each time that it is given.
func Repeated(cmd *cobra.Command, texts *[]string, flag, usage string) {
	cmd.Flags().Var(list{texts, ""}, flag, usage)
}

// list is the value of a flag that collects texts. Those of package pflag make a CSV
// writer with a buffer, only to learn that a list is empty.
type list struct {
	texts *[]string
	comma string // what stands between texts; "" for one text at a time
}

func (l list) String() string {
	if l.texts == nil {
		return ""
	}
	return strings.Join(*l.texts, ",")
}

// Type has a name by which completion knows that the flag may be repeated.
func (l list) Type() string { return "stringArray" }

func (l list) Set(s string) error {
	switch {
	case l.comma == "":
		*l.texts = append(*l.texts, s)
	case s != "":
		*l.texts = append(*l.texts, strings.Split(s, l.comma)...)
	}
	return nil
}
