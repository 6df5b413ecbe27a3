package paths_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// here is a folder with a repository "r", with links in it and to it.
func here(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"r/.git", "r/in", "out"} {
		if err := os.MkdirAll(filepath.Join(dir, folder), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for link, target := range map[string]string{"way": "r", "r/leads": "../out", "r/stays": "in", "r/gone": "nosuch"} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestIdentities: folders are looked through, files are not.
func TestIdentities(t *testing.T) {
	dir := here(t)
	t.Chdir(filepath.Join(dir, "r"))
	var places paths.Identities
	want := filepath.Join(dir, "r", "in", "a.json")
	for _, path := range []string{"in/a.json", "./in/../in/a.json", "stays/a.json", filepath.Join(dir, "way/stays/a.json"), want} {
		if got := places.Of(path); got != want {
			t.Errorf("%s is %s", path, got)
		}
	}
	for _, path := range []string{"in/b.json", "leads/a.json", "gone", paths.Stdin} {
		if places.Of(path) == want {
			t.Errorf("%s is %s", path, want)
		}
	}
}

// TestBounds: a link inside of the repository must not lead out of it.
func TestBounds(t *testing.T) {
	dir := here(t)
	t.Chdir(filepath.Join(dir, "r", "in"))
	bounds := paths.BoundsHere()
	for path, ok := range map[string]bool{
		"a.json": true, "new/folder/a.json": true, "../stays/a.json": true, "../../out/a.json": true,
		"../leads/a.json": false, "../leads/new/a.json": false, "../gone/a.json": false,
	} {
		if err := bounds.CheckFolder(path); (err == nil) != ok {
			t.Errorf("%s: %v", path, err)
		}
	}
	if (paths.Bounds{}).CheckFolder("../leads/a.json") != nil {
		t.Error("the zero value knows bounds")
	}
	if !bounds.IsNewOutside("../../new/a.json") || bounds.IsNewOutside("new/a.json") || bounds.IsNewOutside("../../out/a.json") {
		t.Error("IsNewOutside is wrong")
	}
	if got := paths.Repository(filepath.Join(dir, "r", "in")); got != filepath.Join(dir, "r") {
		t.Errorf("the repository is %s", got)
	}
}

// TestShown: a name is no command of a CI system, and no password.
func TestShown(t *testing.T) {
	t.Chdir(t.TempDir())
	for path, want := range map[string]string{
		"a.json": "a.json", "::error::a": "./::error::a", " ::a": "./ ::a",
		"http://user:hunter2@proxy.example.com": "http://***@proxy.example.com",
	} {
		if got := paths.Shown(path); got != want {
			t.Errorf("%q is shown as %q, want %q", path, got, want)
		}
	}
}
