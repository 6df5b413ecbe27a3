package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
)

// TestManPages writes a manual page for each command: it has the command's flags,
// and nothing of the machine.
func TestManPages(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "man1")
	a := newApp()
	if code := a.run([]string{"man", "--quiet=false", "--to", dir}); code == exitOK {
		t.Error("man takes a flag of others")
	}
	if code := newApp().run([]string{"man", "--to", dir}); code != exitOK {
		t.Fatalf("exit code %d", code)
	}
	root := a.rootCommand("")
	checkPages(t, root, dir)
}

func checkPages(t *testing.T, cmd *cobra.Command, dir string) {
	t.Helper()
	name := help.PageName(cmd) + ".1"
	page, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
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
	if strings.Contains(text, "`") {
		t.Errorf("%s shows a backtick", name)
	}
	if groff, err := exec.LookPath("groff"); err == nil {
		out, err := exec.Command(groff, "-man", "-Tutf8", "-ww", "-z", filepath.Join(dir, name)).CombinedOutput()
		if err != nil || len(out) > 0 {
			t.Errorf("groff %s: %v\n%s", name, err, out)
		}
	}
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			checkPages(t, sub, dir)
		}
	}
}
