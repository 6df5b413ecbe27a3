package lsp

import (
	"path/filepath"
	"testing"
)

// TestURI: what editors call a file, and back; and what is no file of this machine.
func TestURI(t *testing.T) {
	for uri, want := range map[string]string{
		"file:///a/b.json": "/a/b.json", "file://localhost/a/b%20%C3%A9.json": "/a/b é.json", "file:///a/../%2e%2e/etc": "/etc",
		"file://server/share/a.json": "", "untitled:Untitled-1": "", "https://example.com/a.json": "", "file:": "", "%": "", "git:/a.json?x": "",
	} {
		if got := filepath.ToSlash(pathOf(uri)); filepath.VolumeName(got) == "" && got != want {
			t.Errorf("%s is %q, want %q", uri, got, want)
		}
	}
	for _, path := range []string{"/a/b c.json", "/a/#1?/é%20.json"} {
		if got := pathOf(uriOf(path)); filepath.VolumeName(got) == "" && filepath.ToSlash(got) != path {
			t.Errorf("%s becomes %s, which is %s", path, uriOf(path), got)
		}
	}
	for uri, want := range map[string]string{"untitled:Untitled-1": "Untitled-1", "git:/x/a.json?y": "a.json", "%": "document"} {
		if got := nameOf(uri); got != want {
			t.Errorf("%s is called %s", uri, got)
		}
	}
}
