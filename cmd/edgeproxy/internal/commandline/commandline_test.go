package commandline

import (
	"io"
	"os"
	"testing"

	"github.com/spf13/cobra"
)

// program is a program with one command, show, that has all kinds of flags.
func program(format *string) *cobra.Command {
	root := &cobra.Command{Use: "tool", SilenceErrors: true, SilenceUsage: true, DisableSuggestions: true, RunE: func(*cobra.Command, []string) error { return nil }}
	root.SetOut(io.Discard)
	root.SetErr(io.Discard)
	var size, jobs int
	var quiet bool
	show := &cobra.Command{Use: "show FILE", Args: OneArg("a file", "the name of a manifest"), RunE: func(*cobra.Command, []string) error { return nil }}
	Format(show, format, "text", "json", "csv")
	MaxSize(show, &size)
	Positive(show, "jobs", &jobs, "files to check at a time")
	Quiet(show, &quiet, "print no list")
	show.Flags().String("config", "", "the configuration `FILE`")
	show.Flags().Bool("no-config", false, "read no configuration")
	Exclude(show, "config", "no-config")
	RefuseEmpty(show, "config")
	group := Group(&cobra.Command{Use: "device"})
	write := &cobra.Command{Use: "write", Args: NoArgs, SuggestFor: []string{"remove"}, RunE: func(*cobra.Command, []string) error { return nil }}
	write.Flags().String("root", "", "the `DIR`")
	group.AddCommand(write, &cobra.Command{Use: "check", RunE: func(*cobra.Command, []string) error { return nil }})
	root.AddCommand(show, group, &cobra.Command{Use: "version", Args: NoArgs, RunE: func(*cobra.Command, []string) error { return nil }})
	root.SetFlagErrorFunc(FlagError)
	root.SetHelpCommand(HelpCommand())
	RefuseUnknownShells(root)
	return root
}

// TestRefused: each error says what was expected.
func TestRefused(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("a.json", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		want string
		args []string
	}{
		{"", []string{"show", "a.json"}},
		{"", []string{"show", "--format", "csv", "--jobs", "3", "--config", "c.yaml", "a.json"}},
		{`unknown --format "yaml": expected text, json or csv`, []string{"show", "--format", "yaml", "a.json"}},
		{`--jobs "0": expected a whole number of 1 or more: run "tool show --help" for the flags`, []string{"show", "--jobs", "0", "a.json"}},
		{`--max-size "x": expected a whole number of 1 or more, in bytes: run "tool show --help" for the flags`, []string{"show", "--max-size", "x", "a.json"}},
		{`--config and --no-config exclude each other: expected one of them`, []string{"show", "--config", "c", "--no-config", "a.json"}},
		{`--config is empty: expected --config FILE, or no --config at all (a variable may be unset)`, []string{"show", "--config", "", "a.json"}},
		{`--config needs a value: expected --config FILE: run "tool show --help" for the flags`, []string{"show", "a.json", "--config"}},
		{`--quiet "x": expected true or false, or the flag alone: run "tool show --help" for the flags`, []string{"show", "--quiet=x", "a.json"}},
		{`unknown flag --fromat (did you mean "--format"?): run "tool show --help" for the flags`, []string{"show", "--fromat", "csv"}},
		{`unknown flag --quiet (did you mean "tool show --quiet"?): run "tool version --help" for the flags`, []string{"version", "--quiet"}},
		{`unknown flag --root (did you mean "tool device write --root"?): run "tool device --help" for the flags`, []string{"device", "--root", "x"}},
		{`device: unknown command "wirte" (did you mean "write"?): expected check or write`, []string{"device", "wirte"}},
		{`device: unknown command "remove" (did you mean "write"?): expected check or write`, []string{"device", "remove", "--root", "x"}},
		{`device: unknown command "format": expected check or write`, []string{"device", "format"}},
		{"", []string{"device"}},
		{`unknown flag -f (did you mean "--format"?): run "tool show --help" for the flags`, []string{"show", "-f", "csv"}},
		{`unknown flag -z: run "tool show --help" for the flags`, []string{"show", "-z"}},
		{`show: expected a file, got 2 arguments: the name of a manifest`, []string{"show", "a", "b"}},
		{`version: expected no arguments, got "a", "b"`, []string{"version", "a", "a", "b"}},
		{`unknown command "shwo" (did you mean "show"?): run "edgeproxy --help" for the commands`, []string{"shwo"}},
		{`unknown command "a.json": expected a command before the file, such as "edgeproxy lint a.json"`, []string{"a.json"}},
		{`unknown command "nothing": run "edgeproxy --help" for the commands`, []string{"help", "nothing"}},
		{`unknown shell "fisch" (did you mean "fish"?): expected one of bash, fish, powershell, zsh`, []string{"completion", "fisch"}},
	} {
		var format string
		root := program(&format)
		root.SetArgs(test.args)
		got := ""
		if err := UnknownCommand(root, root.Execute()); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%q: %s\nwant %s", test.args, got, test.want)
		}
	}
}

func TestRefuseDashedNames(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("--fix", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		args    []string
		refused bool
	}{
		{[]string{"lint", "--fix"}, true},
		{[]string{"lint", "--diff", "-"}, false},
		{[]string{"lint", "--", "--fix"}, false},
	} {
		if err := RefuseDashedNames(test.args); (err != nil) != test.refused {
			t.Errorf("%q: %v", test.args, err)
		}
	}
}

// TestAtLeast: the message begins with the command's name, without that of the program.
func TestAtLeast(t *testing.T) {
	root, group, sub := &cobra.Command{Use: "tool"}, &cobra.Command{Use: "fleet"}, &cobra.Command{Use: "explain"}
	root.AddCommand(group)
	group.AddCommand(sub)
	check := AtLeast(2, "expected two files")
	if err := check(sub, []string{"a"}); err == nil || err.Error() != "fleet explain: expected two files" {
		t.Errorf("one argument: %v", err)
	}
	if err := check(sub, []string{"a", "b", "c"}); err != nil {
		t.Errorf("three arguments: %v", err)
	}
}
