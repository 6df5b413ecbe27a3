package prober

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// TestBeside: only a file in the same folder is the other program.
func TestBeside(t *testing.T) {
	dir := t.TempDir()
	self := filepath.Join(dir, "edgeproxy")
	if got := beside(self); got != "" {
		t.Errorf("found %s", got)
	}
	name := Name
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	want := filepath.Join(dir, name)
	if err := os.Mkdir(want, 0o755); err != nil {
		t.Fatal(err)
	}
	if got := beside(self); got != "" {
		t.Errorf("a folder is taken for the program: %s", got)
	}
	if err := os.Remove(want); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(want, nil, 0o755); err != nil {
		t.Fatal(err)
	}
	if got := beside(self); got != want {
		t.Errorf("found %q, want %q", got, want)
	}
}

// TestFindInPath: a link to the program elsewhere, and PATH.
func TestFindInPath(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if got, err := Find(); err != ErrMissing {
		t.Errorf("found %q, error %v", got, err)
	}
	dir := t.TempDir()
	t.Setenv("PATH", dir)
	name := Name
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	want := filepath.Join(dir, name)
	if err := os.WriteFile(want, nil, 0o755); err != nil {
		t.Fatal(err)
	}
	if got, err := Find(); err != nil || got != want {
		t.Errorf("found %q, error %v", got, err)
	}
}
