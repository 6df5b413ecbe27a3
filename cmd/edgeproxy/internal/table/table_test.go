package table

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/mattn/go-runewidth"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
	"github.com/iotedge-tools/edgeproxy/manifest/overview"
)

func ExampleTable() {
	t := Table{Head: []string{"ID", "NAME"}}
	t.Add("EP101", "agent-proxy-missing")
	t.Add("箱", "two columns wide")
	if err := t.Write(os.Stdout); err != nil {
		fmt.Println(err)
	}
	fmt.Println(t.Width(), "columns")
	// Output:
	// ID     NAME
	// EP101  agent-proxy-missing
	// 箱     two columns wide
	// 26 columns
}

// TestModulesFit: from 60 columns on a table of modules fits, whatever has to stand
// below their names.
func TestModulesFit(t *testing.T) {
	doc, err := manifest.Parse([]byte(`{"modulesContent": {"$edgeAgent": {"properties.desired": {"systemModules": {"edgeAgent": {
		"settings": {"image": "registry.example.com/a/long/name:1.5"},
		"env": {"https_proxy": {"value": "http://proxy.example.com:3128"}, "no_proxy": {"value": "localhost,127.0.0.1"}}}}}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	files := []overview.File{{Name: "deployment.json", Doc: doc, Deployments: overview.Of(doc)}}
	seen := map[string]bool{}
	for width := 60; width < 200; width++ {
		var b strings.Builder
		if err := Modules(&b, files, width); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			if n := runewidth.StringWidth(strings.TrimSuffix(line, "\n")); n > width {
				t.Errorf("%d of %d columns: %s", n, width, line)
			}
		}
		for _, text := range []string{"registry.example.com/a/long/name:1.5", "http://proxy.example.com:3128", "localhost,127.0.0.1"} {
			if !strings.Contains(b.String(), text) {
				t.Errorf("%d columns: no %s", width, text)
			}
		}
		seen[b.String()] = true
	}
	if len(seen) != 3 {
		t.Errorf("%d layouts, want 3", len(seen))
	}
}

func TestCut(t *testing.T) {
	for text, want := range map[string]string{"": "", "abc": "abc", "äöü": "äöü", "äöüx": "äöü…"} {
		if got := cut(text, 3); got != want {
			t.Errorf("cut(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestRulesFit: where there is no place for a column of summaries, they stand below.
func TestRulesFit(t *testing.T) {
	for _, width := range []int{60, 80, 100, 130} {
		var b strings.Builder
		if err := Rules(&b, lint.DefaultRules(), width); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			if n := runewidth.StringWidth(strings.TrimSuffix(line, "\n")); n > max(width, 70) {
				t.Errorf("%d of %d columns: %s", n, width, line)
			}
		}
		if text := strings.Join(strings.Fields(b.String()), " "); strings.Contains(text, "FIX REPORTS") != (width > 100) || !strings.Contains(text, "EP101 agent-proxy-missing error with proxy a base deployment whose edgeAgent has no https_proxy. EP102") {
			t.Errorf("%d columns:\n%s", width, b.String())
		}
	}
}

// TestLongFileNames: the long name of a file stands once, below the table.
func TestLongFileNames(t *testing.T) {
	doc, err := manifest.Parse([]byte(`{"modulesContent": {"$edgeAgent": {"properties.desired": {"systemModules": {"edgeAgent": {"settings": {"image": "registry.example.com/agent:1"}}}}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	list, err := endpoints.New(endpoints.Options{})
	if err != nil {
		t.Fatal(err)
	}
	long := []string{"sites/plant-a/line-1/robot/deployment.json", "sites/plant-b/line-1/robot/deployment.json"}
	for _, name := range append(long, "deployment.json") {
		list.Add(name, doc)
	}
	var b strings.Builder
	if err := Endpoints(&b, list, 80); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); strings.Count(got, long[0]) != 1 || !strings.Contains(got, "(edgeAgent: [1]:1:") || !strings.HasSuffix(got, "\nFiles:\n[1] "+long[0]+"\n") {
		t.Errorf("got\n%s", got)
	}
}
