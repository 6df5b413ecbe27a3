package atomicfile

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// mixed are a file to replace, two to make in a new folder, and one to remove.
func mixed(t *testing.T) (dir string, changes []Change) {
	dir = t.TempDir()
	at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	writeText(t, at("a"), "old a")
	writeText(t, at("z"), "old z")
	return dir, []Change{
		{Path: at("a"), Name: "a", Old: []byte("old a"), New: []byte("new a")},
		{Path: at("x/y/b"), Name: "b", New: []byte("new b"), Do: Create, Mode: 0o600},
		{Path: at("z"), Name: "z", Old: []byte("old z"), Do: Remove},
		{Path: at("x/y/c"), Name: "c", New: []byte("new c"), Do: Create, Mode: 0o644},
	}
}

// tree is every file below a folder with its content, and every folder.
func tree(t *testing.T, dir string) string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		name, _ := filepath.Rel(dir, path)
		switch {
		case err != nil:
			return err
		case d.IsDir():
			all = append(all, filepath.ToSlash(name)+"/")
		default:
			all = append(all, filepath.ToSlash(name)+": "+readText(t, path))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, "; ")
}

func TestCreateAndRemove(t *testing.T) {
	dir, changes := mixed(t)
	if err := realDisk().ReplaceAll(context.Background(), changes); err != nil {
		t.Fatal(err)
	}
	if got, want := tree(t, dir), "./; a: new a; x/; x/y/; x/y/b: new b; x/y/c: new c"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if info, err := os.Stat(changes[1].Path); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("mode %v, error %v", info.Mode(), err)
	}
}

// TestMixedFails lets each call that changes something fail in turn: all is as it was,
// and the folders that were made are gone.
func TestMixedFails(t *testing.T) {
	for at := 1; at <= 4; at++ {
		dir, changes := mixed(t)
		before := tree(t, dir)
		d := realDisk()
		n, rename, remove := 0, d.calls.rename, d.calls.remove
		count := func(do func() error) error {
			if n++; n == at {
				return errFull
			}
			return do()
		}
		d.calls.rename = func(from, to string) error { return count(func() error { return rename(from, to) }) }
		d.calls.remove = func(name string) error { return count(func() error { return remove(name) }) }
		err := d.ReplaceAll(context.Background(), changes)
		if want := changes[at-1].Name + ": cannot be " + [...]string{"replaced", "made", "removed", "made"}[at-1] + ": "; !errors.Is(err, errFull) || !strings.Contains(err.Error(), want) {
			t.Errorf("%d: error: %v", at, err)
		}
		if got := tree(t, dir); got != before {
			t.Errorf("%d: got %s, want %s", at, got, before)
		}
	}
}

// TestRemoveIsUndone removes a file before another change fails.
func TestRemoveIsUndone(t *testing.T) {
	dir, changes := mixed(t)
	changes[0], changes[2] = changes[2], changes[0]
	before := tree(t, dir)
	if err := os.Chmod(changes[0].Path, 0o640); err != nil {
		t.Fatal(err)
	}
	if err := failRename(2).ReplaceAll(context.Background(), changes); !errors.Is(err, errFull) {
		t.Errorf("error: %v", err)
	}
	if got := tree(t, dir); got != before {
		t.Errorf("got %s, want %s", got, before)
	}
	if info, err := os.Stat(changes[0].Path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, error %v", info.Mode(), err)
	}
}

// TestMadeMeanwhile: a file that somebody else has made is not replaced.
func TestMadeMeanwhile(t *testing.T) {
	dir, changes := mixed(t)
	if err := os.MkdirAll(filepath.Dir(changes[1].Path), 0o755); err != nil {
		t.Fatal(err)
	}
	writeText(t, changes[1].Path, "somebody else's")
	before := tree(t, dir)
	if err := realDisk().ReplaceAll(context.Background(), changes); !errors.Is(err, errThere) {
		t.Errorf("error: %v", err)
	}
	if got := tree(t, dir); got != before {
		t.Errorf("got %s, want %s", got, before)
	}
}
