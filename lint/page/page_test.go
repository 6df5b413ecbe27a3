package page_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/page"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
)

var update = flag.Bool("update", false, "write the rules' pages anew")

// pages is the folder of the rules' pages.
const pages = "../rules/doc"

// TestPagesAreCurrent holds the pages in the repository to what the rules say,
// and makes sure that there are no others.
func TestPagesAreCurrent(t *testing.T) {
	want := map[string]string{"README.md": page.Index(rules.All())}
	for _, r := range rules.All() {
		want[page.FileName(r)] = page.Markdown(r)
	}
	if *update {
		write(t, want)
	}
	entries, err := os.ReadDir(pages)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if _, ok := want[e.Name()]; !ok {
			t.Errorf("%s belongs to no rule: remove it", e.Name())
		}
	}
	for name, text := range want {
		got, err := os.ReadFile(filepath.Join(pages, name))
		if err != nil || string(got) != text {
			t.Errorf("%s is not current (%v): run go generate ./lint/page", name, err)
		}
	}
}

func write(t *testing.T, files map[string]string) {
	t.Helper()
	if err := os.MkdirAll(pages, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(pages, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestText holds the page for a terminal to its form.
func TestText(t *testing.T) {
	for _, r := range rules.All() {
		text := page.Text(r)
		if !strings.HasPrefix(text, r.ID+" "+r.Name+" ("+r.Severity.String()) {
			t.Errorf("%s: the page does not start with the rule: %.60q", r.ID, text)
		}
		if strings.Count(text, "\n  -") < 2 && strings.Count(text, "\n  +") < 2 {
			t.Errorf("%s: the page shows no difference between bad and good", r.ID)
		}
		for line := range strings.SplitSeq(text, "\n") {
			if len(line) > 81 && !strings.HasPrefix(line, "  ") {
				t.Errorf("%s: a line has %d bytes: %q", r.ID, len(line), line)
			}
		}
	}
}
