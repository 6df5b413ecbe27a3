package atomicfile

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// TestRoot: below a folder files are replaced, made and removed as elsewhere.
func TestRoot(t *testing.T) {
	dir, changes := mixed(t)
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if err := (Disk{Root: root}).ReplaceAll(context.Background(), changes); err != nil {
		t.Fatal(err)
	}
	if got, want := tree(t, dir), "./; a: new a; x/; x/y/; x/y/b: new b; x/y/c: new c"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if info, err := os.Stat(changes[1].Path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, error %v", info.Mode(), err)
	}
	outside := Change{Path: filepath.Join(filepath.Dir(dir), "outside"), Name: "outside", New: []byte("x"), Do: Create}
	if err := (Disk{Root: root}).ReplaceAll(context.Background(), []Change{outside}); err == nil {
		t.Error("a file outside of the folder was made")
	}
}

// TestRootIsNotLeft: somebody puts a link in the place of a folder, just before one of
// the calls. Nothing is written to where it leads.
func TestRootIsNotLeft(t *testing.T) {
	for _, call := range []string{"lstat", "mkdir", "createTemp", "chmod", "rename"} {
		dir := t.TempDir()
		for _, folder := range []string{"root/x", "out"} {
			if err := os.MkdirAll(filepath.Join(dir, folder), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		root, err := os.OpenRoot(filepath.Join(dir, "root"))
		if err != nil {
			t.Fatal(err)
		}
		defer root.Close()
		swapped := false
		swap := func(at string) {
			if x := filepath.Join(dir, "root/x"); at == call && !swapped {
				swapped = true
				if err := os.Rename(x, x+".old"); err != nil {
					t.Fatal(err)
				}
				if err := os.Symlink(filepath.Join(dir, "out"), x); err != nil {
					t.Fatal(err)
				}
			}
		}
		real := below(root)
		d := Disk{Root: root, calls: &calls{
			openFile: real.openFile, remove: real.remove,
			lstat:      func(name string) (fs.FileInfo, error) { swap("lstat"); return real.lstat(name) },
			mkdir:      func(name string, mode fs.FileMode) error { swap("mkdir"); return real.mkdir(name, mode) },
			createTemp: func(folder string) (tempFile, error) { swap("createTemp"); return real.createTemp(folder) },
			chmod:      func(name string, mode fs.FileMode) error { swap("chmod"); return real.chmod(name, mode) },
			rename:     func(from, to string) error { swap("rename"); return real.rename(from, to) },
		}}
		err = d.ReplaceAll(context.Background(), []Change{{Path: filepath.Join(dir, "root/x/y/f"), Name: "f", New: []byte("new"), Do: Create, Mode: 0o644}})
		if got := tree(t, filepath.Join(dir, "out")); err == nil || !swapped || got != "./" {
			t.Errorf("%s: error %v, swapped %v, outside: %s", call, err, swapped, got)
		}
	}
}
