package manifest_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

var update = flag.Bool("update", false, "rewrite the expectations of the golden files")

// goldenFiles is where the golden files of Apply are. Each is a txtar archive:
//
//	what the case shows
//	-- options --
//	url: the proxy; http://proxy.example.com:3128 if it is left out
//	protocol: as for ParseProtocol
//	module: a chosen module; may be repeated
//	all: true
//	existing: overwrite, keep or fail
//	no_proxy: a list, or none
//	also: a module that may be missing; may be repeated
//	placeholder: what stands for the proxy
//	-- input.json --
//	-- output.json --   left out if nothing changes
//	-- changes --       each change and its pointer
//	-- notes --
//	-- error --         in place of the three above
//
// What text files cannot hold, or readers cannot see, stands as a mark; see marks.
const goldenFiles = "testdata/apply/*.txtar"

// marks are the signs that stand for bytes in the documents of golden files.
var (
	marks   = strings.NewReplacer("␂", "\ufeff", "␍", "\r", "␃\n", "")
	unmarks = strings.NewReplacer("\ufeff", "␂", "\r", "␍")
)

// marked writes a document for a golden file.
func marked(b []byte) []byte {
	text := unmarks.Replace(string(b))
	if !strings.HasSuffix(text, "\n") {
		text += "␃\n"
	}
	return []byte(text)
}

// golden is one golden file.
type golden struct {
	archive *txtar.Archive
	input   []byte
	proxy   manifest.Proxy
	targets manifest.Targets
}

func (g *golden) section(name string) string {
	for _, f := range g.archive.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

func readGolden(t testing.TB, path string) *golden {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	g := &golden{archive: archive}
	g.input = []byte(marks.Replace(g.section("input.json")))
	url := "http://proxy.example.com:3128"
	for line := range strings.Lines(g.section("options")) {
		name, value, ok := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		switch {
		case !ok:
			t.Fatalf("%s: option %q: expected \"name: value\"", path, line)
		case name == "url":
			url = value
		case name == "protocol":
			if g.proxy.UpstreamProtocol, err = manifest.ParseProtocol(value); err != nil {
				t.Fatalf("%s: %v", path, err)
			}
		case name == "module":
			g.targets.Modules = append(g.targets.Modules, value)
		case name == "all":
			g.targets.All = value == "true"
		case name == "existing":
			g.proxy.Existing = map[string]manifest.Existing{"overwrite": manifest.Overwrite, "keep": manifest.Keep, "fail": manifest.Fail}[value]
		case name == "no_proxy":
			g.proxy.NoProxy = value
		case name == "also":
			g.targets.Also = append(g.targets.Also, value)
		case name == "placeholder":
			if g.proxy.Placeholder, err = manifest.ParseProxyURL(value); err != nil {
				t.Fatalf("%s: %v", path, err)
			}
		default:
			t.Fatalf("%s: unknown option %q", path, name)
		}
	}
	if g.proxy.URL, err = manifest.ParseProxyURL(url); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return g
}

// run applies the proxy and returns the sections that tell what came of it.
func (g *golden) run() []txtar.File {
	doc, err := manifest.Parse(g.input)
	var res *manifest.Result
	if err == nil {
		res, err = doc.Apply(g.proxy, g.targets)
	}
	if err != nil {
		return []txtar.File{{Name: "error", Data: []byte(err.Error() + "\n")}}
	}
	var files []txtar.File
	var changes, notes strings.Builder
	for _, c := range res.Changes {
		fmt.Fprintf(&changes, "%s\n\t%s\n", c, c.Pointer)
	}
	for _, n := range res.Notes {
		fmt.Fprintln(&notes, n)
	}
	if !bytes.Equal(res.Bytes(), g.input) {
		files = append(files, txtar.File{Name: "output.json", Data: marked(res.Bytes())})
	}
	if changes.Len() > 0 {
		files = append(files, txtar.File{Name: "changes", Data: []byte(changes.String())})
	}
	if notes.Len() > 0 {
		files = append(files, txtar.File{Name: "notes", Data: []byte(notes.String())})
	}
	return files
}

// TestApplyGolden compares what Apply does with the golden files, and holds
// each of them against the laws.
func TestApplyGolden(t *testing.T) {
	paths, err := filepath.Glob(goldenFiles)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			g := readGolden(t, path)
			got := g.run()
			if *update {
				g.update(t, path, got)
			}
			g.compare(t, got)
			checkApply(t, g.input, g.proxy, g.targets)
		})
	}
}

// update rewrites the expectations of a golden file.
func (g *golden) update(t *testing.T, path string, got []txtar.File) {
	t.Helper()
	var given []txtar.File
	for _, f := range g.archive.Files {
		if f.Name == "options" || f.Name == "input.json" {
			given = append(given, f)
		}
	}
	g.archive.Files = append(given, got...)
	if err := os.WriteFile(path, txtar.Format(g.archive), 0o644); err != nil {
		t.Fatal(err)
	}
}

// compare reports each section that differs from what is expected.
func (g *golden) compare(t *testing.T, got []txtar.File) {
	t.Helper()
	seen := map[string]bool{"options": true, "input.json": true}
	for _, f := range got {
		seen[f.Name] = true
		if want := g.section(f.Name); want != string(f.Data) {
			t.Errorf("%s: got\n%s\nwant\n%s", f.Name, f.Data, want)
		}
	}
	for _, f := range g.archive.Files {
		if !seen[f.Name] {
			t.Errorf("%s: got nothing, want\n%s", f.Name, f.Data)
		}
	}
}
