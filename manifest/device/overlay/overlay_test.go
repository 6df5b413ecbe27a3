package overlay_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/iotedge-tools/edgeproxy/manifest/device/overlay"
)

// TestOverlay: the file system behaves as others do, and has the files as they will be.
func TestOverlay(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"a/same": "same", "a/changed": "old", "a/gone": "gone"} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	files := map[string][]byte{"a/changed": []byte("new"), "a/gone": nil, "b/c/d": []byte("made"), "a/empty": {}}
	for _, below := range []fs.FS{os.DirFS(dir), fstest.MapFS{
		"a/same": {Data: []byte("same")}, "a/changed": {Data: []byte("old")}, "a/gone": {Data: []byte("gone")},
	}} {
		o := overlay.New(below, files)
		for name, want := range map[string]string{"a/same": "same", "a/changed": "new", "b/c/d": "made", "a/empty": ""} {
			if got, err := fs.ReadFile(o, name); err != nil || string(got) != want {
				t.Errorf("%s: got %q, %v", name, got, err)
			}
			if info, err := fs.Lstat(o, name); err != nil || !info.Mode().IsRegular() {
				t.Errorf("%s: %v, %v", name, info, err)
			}
		}
		if _, err := fs.Stat(o, "a/gone"); err == nil {
			t.Error("a/gone is there")
		}
		var names []string
		if err := fs.WalkDir(o, ".", func(name string, _ fs.DirEntry, err error) error {
			names = append(names, name)
			return err
		}); err != nil {
			t.Error(err)
		}
		if got := filepath.ToSlash(filepath.Join(names...)); got != "a/a/changed/a/empty/a/same/b/b/c/b/c/d" {
			t.Errorf("walked %v", names)
		}
	}
}
