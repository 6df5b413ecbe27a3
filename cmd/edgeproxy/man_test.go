package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
	"github.com/spf13/pflag"
)

// A release has man pages, and the program that it ships need not carry what
// writes them: .ci/build calls this test.
var manFolder = flag.String("man", "", "write the man pages to this `FOLDER`")

// TestManPages writes a man page for each command: it has the command's flags
// and their defaults. Their date is SOURCE_DATE_EPOCH, where it is set.
func TestManPages(t *testing.T) {
	dir := *manFolder
	if dir == "" {
		dir = t.TempDir()
	}
	root := newApp().rootCommand()
	root.DisableAutoGenTag = true
	root.InitDefaultCompletionCmd()
	if jobs := find(t, root, "lint").Flags().Lookup("jobs"); jobs != nil {
		jobs.DefValue = "the number of processors" // not of those here
	}
	if err := doc.GenManTree(root, &doc.GenManHeader{Section: "1", Source: "edgeproxy"}, dir); err != nil {
		t.Fatal(err)
	}
	for _, cmd := range append(root.Commands(), root) {
		name := strings.ReplaceAll(cmd.CommandPath(), " ", "-") + ".1"
		if !cmd.IsAvailableCommand() && cmd != root || cmd.Name() == "help" {
			continue
		}
		page, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
			continue
		}
		text := strings.ReplaceAll(string(page), `\-`, "-")
		if !strings.Contains(text, cmd.Short) {
			t.Errorf("%s does not say %q", name, cmd.Short)
		}
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden && !strings.Contains(text, "--"+f.Name+`\fP`) {
				t.Errorf("%s does not have --%s", name, f.Name)
			}
		})
	}
}

func find(t *testing.T, root *cobra.Command, name string) *cobra.Command {
	t.Helper()
	cmd, _, err := root.Find([]string{name})
	if err != nil {
		t.Fatal(err)
	}
	return cmd
}
