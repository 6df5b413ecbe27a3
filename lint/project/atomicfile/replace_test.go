package atomicfile

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// threeFiles are files a, b and c with the content "old", and their changes to
// "new".
func threeFiles(t *testing.T) (dir string, changes []Change) {
	dir = t.TempDir()
	for _, name := range []string{"a", "b", "c"} {
		path := filepath.Join(dir, name)
		writeText(t, path, "old "+name)
		changes = append(changes, Change{Path: path, Name: path, Old: []byte("old " + name), New: []byte("new " + name)})
	}
	return dir, changes
}

// contents is what is in a folder: the files of threeFiles, and anything else.
func contents(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, e := range entries {
		all = append(all, e.Name()+": "+readText(t, filepath.Join(dir, e.Name())))
	}
	return strings.Join(all, "; ")
}

const (
	allOld = "a: old a; b: old b; c: old c"
	allNew = "a: new a; b: new b; c: new c"
)

func TestWriteAll(t *testing.T) {
	dir, changes := threeFiles(t)
	if err := realDisk().ReplaceAll(context.Background(), changes); err != nil {
		t.Fatal(err)
	}
	if got := contents(t, dir); got != allNew {
		t.Errorf("got %s", got)
	}
}

// TestReplaceFails lets each file in turn refuse to be replaced: those before
// it get their old content back.
func TestReplaceFails(t *testing.T) {
	for at := 1; at <= 3; at++ {
		dir, changes := threeFiles(t)
		err := failRename(at).ReplaceAll(context.Background(), changes)
		if !errors.Is(err, errFull) || !strings.Contains(err.Error(), changes[at-1].Name+": cannot be replaced: ") {
			t.Errorf("file %d: error: %v", at, err)
		}
		if got := contents(t, dir); got != allOld {
			t.Errorf("file %d: got %s", at, got)
		}
	}
}

// TestOldContentIsLost lets the way back fail, too: the message names the file.
func TestOldContentIsLost(t *testing.T) {
	dir, changes := threeFiles(t)
	err := failRename(2, 3).ReplaceAll(context.Background(), changes)
	if err == nil || !strings.Contains(err.Error(), changes[0].Name+": has its new content, and this cannot be undone: ") {
		t.Errorf("error: %v", err)
	}
	if got := contents(t, dir); got != "a: new a; b: old b; c: old c" {
		t.Errorf("got %s", got)
	}
}

// TestChmodFails lets each file in turn refuse its mode: those before it get their
// old content back.
func TestChmodFails(t *testing.T) {
	for at := 1; at <= 3; at++ {
		dir, changes := threeFiles(t)
		d := realDisk()
		n, original := 0, d.calls.chmod
		d.calls.chmod = func(name string, mode fs.FileMode) error {
			if n++; n == at {
				return &fs.PathError{Op: "chmod", Path: name, Err: errFull}
			}
			return original(name, mode)
		}
		err := d.ReplaceAll(context.Background(), changes)
		if !errors.Is(err, errFull) || !strings.Contains(err.Error(), changes[at-1].Name+": cannot be replaced: ") {
			t.Errorf("file %d: error: %v", at, err)
		}
		if got := contents(t, dir); got != allOld {
			t.Errorf("file %d: got %s", at, got)
		}
	}
}

// TestSavedBeforeRestore lets somebody save a replaced file before a later one
// fails: in place, or as a new file, of another length or the same. That content
// stays, and the other files get their old content back.
func TestSavedBeforeRestore(t *testing.T) {
	for _, saved := range []string{"somebody else's", "NEW a", "new a"} {
		for _, inPlace := range []bool{true, false} {
			dir, changes := threeFiles(t)
			d := realDisk()
			original, path := d.calls.rename, changes[0].Path
			n := 0
			d.calls.rename = func(from, to string) error {
				n++
				if n != 3 {
					return original(from, to)
				}
				if !inPlace {
					if err := os.Remove(path); err != nil {
						t.Fatal(err)
					}
				}
				writeText(t, path, saved)
				later := time.Now().Add(time.Second) // the clock of the disk may be coarse
				if err := os.Chtimes(path, later, later); err != nil {
					t.Fatal(err)
				}
				return &os.LinkError{Op: "rename", Old: from, New: to, Err: errFull}
			}
			err := d.ReplaceAll(context.Background(), changes)
			if !errors.Is(err, errFull) || !errors.Is(err, errSaved) || !strings.Contains(err.Error(), "1 file had been changed and is as it was before") {
				t.Errorf("%q, in place %v: error: %v", saved, inPlace, err)
			}
			if got := contents(t, dir); got != "a: "+saved+"; b: old b; c: old c" {
				t.Errorf("%q, in place %v: got %s", saved, inPlace, got)
			}
		}
	}
}

// failRename is a disk on which the given calls of rename fail.
func failRename(calls ...int) Disk {
	d := realDisk()
	n, original := 0, d.calls.rename
	d.calls.rename = func(from, to string) error {
		n++
		for _, call := range calls {
			if n == call {
				return &os.LinkError{Op: "rename", Old: from, New: to, Err: errFull}
			}
		}
		return original(from, to)
	}
	return d
}

// TestChangedMeanwhile lets somebody else write to a file at each moment
// between its reading and its replacement: that content stays.
func TestChangedMeanwhile(t *testing.T) {
	for moment := 0; moment <= 3; moment++ { // before the first temporary file, at each of them
		for target := range 3 {
			dir, changes := threeFiles(t)
			meddle := func() { writeText(t, changes[target].Path, "somebody else's") }
			if moment == 0 {
				meddle()
			}
			d := diskWith(func(n int, folder string, real func(string) (tempFile, error)) (tempFile, error) {
				if n == moment {
					meddle()
				}
				return real(folder)
			})
			err := d.ReplaceAll(context.Background(), changes)
			if !errors.Is(err, errChanged) {
				t.Errorf("moment %d, file %d: error: %v", moment, target, err)
			}
			want := strings.Replace(allOld, "old "+string(rune('a'+target)), "somebody else's", 1)
			if got := contents(t, dir); got != want {
				t.Errorf("moment %d, file %d: got %s", moment, target, got)
			}
		}
	}
}

// TestInterrupted ends the run before and during the preparation: nothing
// changes. Once the first file is in its place, the others follow.
func TestInterrupted(t *testing.T) {
	for moment := 0; moment <= 3; moment++ {
		dir, changes := threeFiles(t)
		ctx, cancel := context.WithCancel(context.Background())
		if moment == 0 {
			cancel()
		}
		d := diskWith(func(n int, folder string, real func(string) (tempFile, error)) (tempFile, error) {
			if n == moment {
				cancel()
			}
			return real(folder)
		})
		if err := d.ReplaceAll(ctx, changes); !errors.Is(err, context.Canceled) || err.Error() != "interrupted: no file was changed" {
			t.Errorf("moment %d: error: %v", moment, err)
		}
		if got := contents(t, dir); got != allOld {
			t.Errorf("moment %d: got %s", moment, got)
		}
		cancel()
	}

	dir, changes := threeFiles(t)
	ctx, cancel := context.WithCancel(context.Background())
	d := realDisk()
	original := d.calls.rename
	d.calls.rename = func(from, to string) error {
		cancel()
		return original(from, to)
	}
	if err := d.ReplaceAll(ctx, changes); err != nil {
		t.Error(err)
	}
	if got := contents(t, dir); got != allNew {
		t.Errorf("after the first: got %s", got)
	}
}

// TestEachAfterDeadline: a change that is left because the time is over has the error of
// its context, which is not always that of a cancelled one.
func TestEachAfterDeadline(t *testing.T) {
	dir, changes := threeFiles(t)
	ctx, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	for i, err := range realDisk().ReplaceEach(ctx, changes) {
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("change %d: error: %v", i, err)
		}
	}
	if got := contents(t, dir); got != allOld {
		t.Errorf("got %s", got)
	}
}
