//go:build unix

package project_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// TestExposed: a file that everybody can read and that has got a password is named, and
// no other.
func TestExposed(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	mode := func(path string, mode os.FileMode) {
		t.Helper()
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	for _, folder := range []string{filepath.Dir(dir), dir} {
		mode(folder, 0o755)
	}
	open := true // the folder of all temporary files lets everybody through
	for at := os.TempDir(); at != filepath.Dir(at); at = filepath.Dir(at) {
		info, err := os.Stat(at)
		open = open && err == nil && info.Mode().Perm()&0o001 != 0
	}
	for _, test := range []struct {
		proxy        string
		file, folder os.FileMode
		want         bool
	}{
		{"http://edge:hunter2@proxy.example.com:3128", 0o644, 0o755, true},
		{"http://edge:hunter2@proxy.example.com:3128", 0o640, 0o755, false},
		{"http://edge:hunter2@proxy.example.com:3128", 0o644, 0o750, false},
		{"http://proxy.example.com:3128", 0o644, 0o755, false},
		{"http://edge:${PASSWORD}@proxy.example.com:3128", 0o644, 0o755, false},
	} {
		writeText(t, "folder/a.json", fixture(t, "bare.json"))
		mode("folder/a.json", test.file)
		mode("folder", test.folder)
		url, err := manifest.ParseProxyURL(test.proxy)
		if err != nil {
			t.Fatal(err)
		}
		res, err := project.Apply(context.Background(), project.Find([]string{"folder"}), project.ApplyOptions{NoConfig: true, Proxy: manifest.Proxy{URL: url}})
		if err != nil {
			t.Fatal(err)
		}
		if err := res.Write(context.Background()); err != nil {
			t.Fatal(err)
		}
		var want []string
		if test.want && open {
			want = []string{"folder/a.json"}
		}
		if got := res.Exposed(); !slices.Equal(got, want) {
			t.Errorf("%s, modes %v and %v: %q, want %q", url, test.file, test.folder, got, want)
		}
	}
}
