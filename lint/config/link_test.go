package config

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestLinkedConfiguration follows a link inside of a repository, or where there
// is none, and not one that leads out of a repository.
func TestLinkedConfiguration(t *testing.T) {
	root := tree(t, map[string]string{
		"repo/.git/": "", "repo/sub/": "", "repo/deep/": "", "repo/shared.yaml": "rules: { EP101: info }", "secret.yaml": "token: letmein", "free/": "", "shared.yaml": "rules: { EP101: info }",
	})
	for link, target := range map[string]string{"repo/sub/.edgeproxy.yaml": "../../secret.yaml", "repo/deep/.edgeproxy.yaml": "../shared.yaml", "free/.edgeproxy.yaml": "../shared.yaml"} {
		if err := os.Symlink(filepath.FromSlash(target), filepath.Join(root, filepath.FromSlash(link))); err != nil {
			t.Fatal(err)
		}
	}
	f := &Finder{Dir: root, Rules: testRules}
	for _, file := range []string{"repo/deep/a.json", "free/a.json"} {
		config := filepath.Join(root, filepath.Dir(file), FileName)
		if _, err := f.For(file); err != nil || !slices.Contains(f.Files(), config) {
			t.Errorf("%s: read %v, error %v", file, f.Files(), err)
		}
	}
	_, err := f.For("repo/sub/a.json")
	if err == nil || !strings.Contains(err.Error(), "repo/sub/.edgeproxy.yaml: the file is a symbolic link that leads out of the repository, and is not read: expected the file itself") {
		t.Errorf("error: %v", err)
	}
}

// TestLinkedConfigurationOfAFolder: where a folder is the bound, its link must not lead
// out of it either.
func TestLinkedConfigurationOfAFolder(t *testing.T) {
	root := tree(t, map[string]string{"open/sub/": "", "secret.yaml": "token: letmein", "open/own.yaml": "rules: { EP101: info }", "open/in/": ""})
	for link, target := range map[string]string{"open/sub/.edgeproxy.yaml": "../../secret.yaml", "open/in/.edgeproxy.yaml": "../own.yaml"} {
		if err := os.Symlink(filepath.FromSlash(target), filepath.Join(root, filepath.FromSlash(link))); err != nil {
			t.Fatal(err)
		}
	}
	dir := filepath.Join(root, "open")
	f := &Finder{Dir: dir, Bound: dir, Rules: testRules}
	if _, err := f.For("in/a.json"); err != nil {
		t.Error(err)
	}
	if _, err := f.For("sub/a.json"); err == nil || !strings.Contains(err.Error(), "leads out of") {
		t.Errorf("error: %v", err)
	}
}
