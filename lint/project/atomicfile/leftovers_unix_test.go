//go:build unix

package atomicfile

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// TestTempsAreSecret looks at the temporary files when all of them are written,
// and at the modes that the files have in the end.
func TestTempsAreSecret(t *testing.T) {
	dir, changes := threeFiles(t)
	modes := []os.FileMode{0o644, 0o600, 0o664}
	for i, c := range changes {
		if err := os.Chmod(c.Path, modes[i]); err != nil {
			t.Fatal(err)
		}
	}
	d := realDisk()
	original := d.calls.chmod
	seen := 0
	d.calls.chmod = func(name string, mode os.FileMode) error {
		for _, temp := range temps(t, dir) {
			seen++
			if info, err := os.Stat(temp); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("a temporary file has the mode %v (%v)", info.Mode(), err)
			}
		}
		return original(name, mode)
	}
	if err := d.ReplaceAll(context.Background(), changes); err != nil {
		t.Fatal(err)
	}
	if seen != 3+2+1 {
		t.Errorf("looked at %d temporary files", seen)
	}
	for i, c := range changes {
		if info, err := os.Stat(c.Path); err != nil || info.Mode().Perm() != modes[i] {
			t.Errorf("%s has the mode %v, and had %v (%v)", c.Path, info.Mode(), modes[i], err)
		}
	}
}

// TestLeftovers knows the temporary files of ended processes from all others.
func TestLeftovers(t *testing.T) {
	ended := exec.Command("true")
	if err := ended.Run(); err != nil {
		t.Fatal(err)
	}
	gone, here, elsewhere := ended.Process.Pid, machineID(), "00000000"
	if here == elsewhere {
		elsewhere = "11111111"
	}
	dir := t.TempDir()
	name := func(machine string, pid int) string { return fmt.Sprintf(".edgeproxy-%s-%d-123.tmp", machine, pid) }
	for _, test := range []struct {
		name  string
		hours int
		stays bool
	}{
		{name(here, gone), 0, false},
		{name(here, os.Getpid()), 100, true},
		{name(here, os.Getppid()), 100, true},
		{name(elsewhere, gone), 1, true},
		{name(elsewhere, gone), 25, false},
		{".edgeproxy-123.tmp", 100, true},
		{".edgeproxy.yaml", 100, true},
		{name(here, gone) + ".json", 100, true},
		{"x" + name(here, gone), 100, true},
	} {
		path := filepath.Join(dir, test.name)
		writeText(t, path, "secret")
		then := time.Now().Add(-time.Duration(test.hours) * time.Hour)
		if err := os.Chtimes(path, then, then); err != nil {
			t.Fatal(err)
		}
		removed := Disk{}.removeLeftovers(dir, time.Now())
		if paths.Exists(path) != test.stays || removed == 1 == test.stays {
			t.Errorf("%s, %d hours old: removed %d", test.name, test.hours, removed)
		}
		_ = os.Remove(path)
	}
	for _, make := range []func(string) error{func(path string) error { return os.Mkdir(path, 0o755) }, func(path string) error { return os.Symlink("nosuch", path) }} {
		path := filepath.Join(dir, name(here, gone))
		if err := make(path); err != nil {
			t.Fatal(err)
		}
		if (Disk{}).removeLeftovers(dir, time.Now()); !paths.Exists(path) {
			t.Error("what is no regular file was removed")
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}
