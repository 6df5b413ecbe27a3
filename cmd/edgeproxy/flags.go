package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// exclude makes flags of a command exclude each other.
func exclude(cmd *cobra.Command, names ...string) {
	cmd.MarkFlagsMutuallyExclusive(names...) // so that completion knows
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

// refuseEmpty refuses flags that name something with an empty value: it comes
// from a variable that is not set, and would turn the flag off in silence.
func refuseEmpty(cmd *cobra.Command, names ...string) {
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

// addQuiet adds the flag --quiet.
func (a *app) addQuiet(cmd *cobra.Command, what string) {
	cmd.Flags().BoolVarP(&a.quiet, "quiet", "q", false, what+"; errors and warnings are still printed")
}

// addFormat adds the flag --format of commands that write text or JSON.
func addFormat(cmd *cobra.Command, format *string) {
	cmd.Flags().StringVar(format, "format", "text", "`FORMAT` is text or json")
	complete(cmd, "format", "text", "json")
}

func unknownFormat(name string) error {
	return fmt.Errorf("unknown --format %q: expected text or json", name)
}
