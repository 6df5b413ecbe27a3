package config

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// tree makes files below a new folder and returns it. A name that ends in "/"
// is a folder.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		dir := filepath.Dir(path)
		if strings.HasSuffix(name, "/") {
			dir = path
		}
		if err := os.MkdirAll(dir, 0o777); err != nil {
			t.Fatal(err)
		}
		if dir == path {
			continue
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// scopesOf lists the configurations whose ignore entries hold for a file, and
// the path of the file in each.
func scopesOf(force *InForce) (text string) {
	for _, s := range force.scopes {
		text += " " + s.usage.Config.File + "(" + s.path + ")"
	}
	return text
}

func TestFinder(t *testing.T) {
	root := tree(t, map[string]string{
		".edgeproxy.yaml":                 "rules: { EP101: off }",
		"repo/.git/":                      "",
		"repo/.edgeproxy.yaml":            "rules: { EP101: info }\ndelegate: [a/b, a/b/module]",
		"repo/a/e/.edgeproxy.yaml":        "", // no delegate of the root
		"repo/a/module/.git":              "", // another repository inside
		"repo/a/module/.edgeproxy.yaml":   "",
		"repo/a/b/module/.git":            "",
		"repo/a/b/module/.edgeproxy.yaml": "",
		"repo/a/b/c/":                     "",
		"repo/a/b/.edgeproxy.yaml":        "",
		"worktree/.git":                   "gitdir: elsewhere",
		"worktree/x/":                     "",
		"broken/.edgeproxy.yaml":          "rule: {}",
		"misnamed/.edgeproxy.yml":         "",
		"folder/.edgeproxy.yaml/x/":       "",
	})
	f := &Finder{Dir: filepath.Join(root, "repo"), Rules: testRules}
	for _, tt := range []struct{ file, scopes string }{
		{"a.json", " .edgeproxy.yaml(a.json)"},
		{"a/x.json", " .edgeproxy.yaml(a/x.json)"},
		{"a/b/x.json", " a/b/.edgeproxy.yaml(x.json) .edgeproxy.yaml(a/b/x.json)"},
		{"a/b/c/../c/x.json", " a/b/.edgeproxy.yaml(c/x.json) .edgeproxy.yaml(a/b/c/x.json)"},
		{"a/e/x.json", " .edgeproxy.yaml(a/e/x.json)"},
		{"a/module/x.json", ""},
		{"a/b/module/x.json", " a/b/module/.edgeproxy.yaml(x.json)"},
		{"not/there/x.json", " .edgeproxy.yaml(not/there/x.json)"},
		{filepath.Join(root, "repo", "a", "x.json"), " .edgeproxy.yaml(a/x.json)"},
		{"../other/x.json", " ../.edgeproxy.yaml(other/x.json)"},
		{"../worktree/x/a.json", ""},
	} {
		force, err := f.For(filepath.FromSlash(tt.file))
		if err != nil {
			t.Errorf("%s: %v", tt.file, err)
		} else if got := scopesOf(force); got != tt.scopes {
			t.Errorf("%s: %q", tt.file, got)
		}
	}
	var names []string
	for _, u := range f.Usages() {
		names = append(names, u.Config.File)
	}
	if got := strings.Join(names, " "); got != "../.edgeproxy.yaml .edgeproxy.yaml a/b/.edgeproxy.yaml a/b/module/.edgeproxy.yaml" {
		t.Errorf("usages: %s", got)
	}
	for file, want := range map[string]string{
		"../broken/a.json":   `../broken/.edgeproxy.yaml:1:1: unknown key "rule" in the configuration: did you mean "rules"?`,
		"../misnamed/a.json": `../misnamed/.edgeproxy.yml: edgeproxy reads no file of this name: rename the file to .edgeproxy.yaml`,
		"../folder/a.json":   `../folder/.edgeproxy.yaml: the configuration cannot be read: it is a folder: expected a file`,
	} {
		_, err := f.For(file)
		_, again := f.For(file)
		if fault := (*Error)(nil); err == nil || !strings.HasPrefix(err.Error(), want) || !errors.As(err, &fault) || again != err {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// TestFinderFiles lists what was read, and what could not be.
func TestFinderFiles(t *testing.T) {
	root := tree(t, map[string]string{".git/": "", "b/.edgeproxy.yaml": "broken", "a/.edgeproxy.yaml": "", "c/.edgeproxy.yaml": ""})
	f := &Finder{Dir: root}
	for _, name := range []string{"b/x.json", "x.json", "a/x.json", "a/y.json"} {
		_, _ = f.For(name) // a fault is one of the cases
	}
	want := []string{filepath.Join(root, "a", FileName), filepath.Join(root, "b", FileName)}
	if got := f.Files(); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestFinderFile(t *testing.T) {
	root := tree(t, map[string]string{"conf/lint.yaml": "", "a/.edgeproxy.yaml": "broken"})
	f := &Finder{Dir: root, File: "conf/lint.yaml"}
	force, err := f.For("a/x.json")
	if err != nil || scopesOf(force) != " conf/lint.yaml(../a/x.json)" {
		t.Errorf("%v, %v", force, err)
	}
	f = &Finder{Dir: root, File: "none.yaml"}
	_, err = f.For("a/x.json")
	if err == nil || !strings.HasPrefix(err.Error(), "none.yaml: the configuration cannot be read: no such file") || !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestFinderInParallel(t *testing.T) {
	f := &Finder{Dir: tree(t, map[string]string{".edgeproxy.yaml": "", "a/": "", "b/": ""})}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			if force, err := f.For(string("ab"[i%2]) + "/x.json"); err != nil || !force.Found {
				t.Errorf("%v, %v", force, err)
			}
		})
	}
	wg.Wait()
}

// TestUnsaved: the text that somebody is editing is in force, also before its file is
// written for the first time.
func TestUnsaved(t *testing.T) {
	root := tree(t, map[string]string{".edgeproxy.yaml": "rules: { EP101: warning }", "new/": ""})
	texts := map[string]string{
		filepath.Join(root, FileName):        "rules: { EP101: info }",
		filepath.Join(root, "new", FileName): "rules: { EP301: info, EP203: error }",
	}
	f := &Finder{Dir: root, Rules: testRules, Unsaved: func(path string) ([]byte, bool) {
		text, ok := texts[path]
		return []byte(text), ok
	}}
	set, err := f.For("new/a.json")
	if err != nil {
		t.Fatal(err)
	}
	if got := set.Rules["EP101"].Value; got != check.Info {
		t.Errorf("EP101 is %s", got)
	}
	if got := set.Rules["EP203"].Value; got != check.Error {
		t.Errorf("EP203 is %s", got)
	}
	if file, path, ok := set.Ignoring(); !ok || file != FileName || path != "new/a.json" {
		t.Errorf("ignore entries belong into %s for %s, %v", file, path, ok)
	}
}
