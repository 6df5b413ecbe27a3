package changes

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
)

// edit is a file with one place that is another.
func edit(name string, others ...string) project.Edit {
	return project.Edit{Change: atomicfile.Change{Path: name, Name: name, Old: []byte("a\n::b\n"), New: []byte("A\n::b\n")}, Others: others}
}

// newConsole is a console that writes to buffers.
func newConsole() (c *console.Console, stdout, stderr *bytes.Buffer) {
	stdout, stderr = &bytes.Buffer{}, &bytes.Buffer{}
	return &console.Console{Stdin: &bytes.Buffer{}, Stdout: stdout, Stderr: stderr, Getenv: func(string) string { return "" }}, stdout, stderr
}

func TestList(t *testing.T) {
	noted := edit("b.json")
	noted.Notes, noted.Unchosen, noted.NoneChosen, noted.NotRequired = []string{"it is old"}, []string{"meter has another proxy"}, true, ".edgeproxy.yaml:3"
	for outcome, want := range map[Outcome]string{
		Written: `a.json: changed 2 places
  one
  two
b.json: note: it is old
b.json: note: left as it is, because .edgeproxy.yaml:3 says that no proxy is required here (--no-config makes the change nevertheless)
b.json: note: --module NAME chooses one module, --all-modules chooses all
b.json: note: meter has another proxy (--module)
b.json: nothing to change
1 of 2 files changed
`,
		Previewed: "1 of 2 files would change\n",
		Printed:   "a.json: written to standard output with 2 places changed\n",
	} {
		c, _, stderr := newConsole()
		if err := List(c, []project.Edit{edit("a.json", "one", "two"), noted}, outcome); err != nil {
			t.Fatal(err)
		}
		if got := stderr.String(); !strings.Contains(got, want) || outcome == Written && got != want {
			t.Errorf("got\n%swant\n%s", got, want)
		}
	}
	if len(noted.Notes) != 1 {
		t.Errorf("the notes are %q now", noted.Notes)
	}
}

func TestDiffAndNames(t *testing.T) {
	edits := []project.Edit{edit("a.json"), edit("::b")}
	c, stdout, _ := newConsole()
	if err := Diff(c, edits); err != nil {
		t.Fatal(err)
	}
	if got := stdout.String(); strings.Count(got, "\n-a\n+A\n") != 2 || strings.Contains(got, "\n ::b") {
		t.Errorf("got %q", got)
	}
	stdout.Reset()
	if err := Names(c, edits); err != nil {
		t.Fatal(err)
	}
	if got := stdout.String(); got != "a.json\n"+`\u003a:b`+"\n" {
		t.Errorf("got %q", got)
	}
}

// TestFiles: a file is written whole, and leftovers are named.
func TestFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.json")
	c, _, stderr := newConsole()
	f := Files{Console: c}
	if err := f.Write(path, []byte("{}")); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "{}" {
		t.Errorf("%q, %v", text, err)
	}
	leftovers := 0
	if err := f.WriteAll(func() error { leftovers = 2; return nil }, &leftovers); err != nil {
		t.Fatal(err)
	}
	if got := stderr.String(); got != "edgeproxy: removed 2 temporary files that an interrupted run had left\n" {
		t.Errorf("got %q", got)
	}
}
