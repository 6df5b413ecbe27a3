package commandline

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// excludes is the annotation of a command that lists which of its flags exclude each
// other, a group on each line. Only completion needs it, and to tell cobra of all groups
// takes as long as to parse a command line.
const excludes = "excludes"

// Exclude makes flags of a command exclude each other.
func Exclude(cmd *cobra.Command, names ...string) {
	if cmd.Annotations == nil {
		cmd.Annotations = map[string]string{}
	}
	cmd.Annotations[excludes] += strings.Join(names, " ") + "\n"
	before := cmd.PreRunE
	cmd.PreRunE = func(cmd *cobra.Command, args []string) error {
		var set []string
		for _, name := range names {
			if cmd.Flags().Changed(name) {
				set = append(set, "--"+name)
			}
		}
		switch {
		case len(set) > 1:
			return fmt.Errorf("%s exclude each other: expected one of them", strings.Join(set, " and "))
		case before != nil:
			return before(cmd, args)
		}
		return nil
	}
}

// ExcludeWith makes a flag of a command exclude another flag. instead says what to use
// in the place of the other flag.
func ExcludeWith(cmd *cobra.Command, flag, other, instead string) {
	cmd.MarkFlagsMutuallyExclusive(flag, other)
	before := cmd.PreRunE
	cmd.PreRunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case cmd.Flags().Changed(flag) && cmd.Flags().Changed(other):
			return fmt.Errorf("--%s and --%s exclude each other: %s", flag, other, instead)
		case before != nil:
			return before(cmd, args)
		}
		return nil
	}
}

// RefuseEmpty refuses an empty value for flags that name something. Such a value comes
// from a variable that is not set, and would silently turn the flag off.
func RefuseEmpty(cmd *cobra.Command, names ...string) {
	before := cmd.PreRunE
	cmd.PreRunE = func(cmd *cobra.Command, args []string) error {
		for _, name := range names {
			if f := cmd.Flags().Lookup(name); f.Changed && f.Value.String() == "" {
				value, _ := pflag.UnquoteUsage(f)
				return fmt.Errorf("--%s is empty: expected --%[1]s %s, or no --%[1]s at all (a variable may be unset)", name, value)
			}
		}
		if before != nil {
			return before(cmd, args)
		}
		return nil
	}
}

// OneOf makes a flag of cmd take one of some words: the shell proposes them, and any
// other value is refused.
func OneOf(cmd *cobra.Command, flag string, words ...string) {
	Complete(cmd, flag, words...)
	before := cmd.PreRunE
	cmd.PreRunE = func(cmd *cobra.Command, args []string) error {
		f := cmd.Flags().Lookup(flag)
		switch value := f.Value.String(); {
		case value == "" && !f.Changed:
			return fmt.Errorf("no --%s: expected %s", flag, either(words))
		case !slices.Contains(words, value):
			return fmt.Errorf("unknown --%s %q: expected %s", flag, value, either(words))
		}
		if before != nil {
			return before(cmd, args)
		}
		return nil
	}
}

// either is "a, b or c".
func either(words []string) string {
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// Format adds the flag --format, whose default is the first of the formats.
func Format(cmd *cobra.Command, format *string, formats ...string) {
	cmd.Flags().StringVar(format, "format", formats[0], "`FORMAT` is "+either(formats))
	OneOf(cmd, "format", formats...)
}

// Quiet adds the flag --quiet. what names the output that the flag leaves out.
func Quiet(cmd *cobra.Command, quiet *bool, what string) {
	cmd.Flags().BoolVarP(quiet, "quiet", "q", false, what+"; errors and warnings are still printed")
}

// MaxSize adds the flag --max-size, a number of bytes.
func MaxSize(cmd *cobra.Command, size *int) {
	*size = manifest.MaxSize
	cmd.Flags().Var(positive{size, "BYTES"}, "max-size", "largest file to read, in bytes")
}

// Positive adds a flag that takes a whole number of 1 or more, and whose default is
// what n holds.
func Positive(cmd *cobra.Command, flag string, n *int, usage string) {
	cmd.Flags().Var(positive{n, "N"}, flag, usage)
}

// positive is the value of a flag that takes a whole number of 1 or more.
type positive struct {
	n    *int
	kind string // what help shows
}

func (p positive) String() string {
	if p.n == nil {
		return ""
	}
	return strconv.Itoa(*p.n)
}

func (p positive) Type() string { return p.kind }

func (p positive) Set(s string) error {
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		if p.kind == "BYTES" {
			return errors.New("expected a whole number of 1 or more, in bytes")
		}
		return errors.New("expected a whole number of 1 or more")
	}
	*p.n = n
	return nil
}
