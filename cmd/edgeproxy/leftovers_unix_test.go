//go:build unix

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestTempsAreSecret looks at the temporary files when all of them are written,
// and at the modes that the files have in the end.
func TestTempsAreSecret(t *testing.T) {
	dir, changes := threeFiles(t)
	modes := []os.FileMode{0o644, 0o600, 0o664}
	for i, c := range changes {
		if err := os.Chmod(c.in.path, modes[i]); err != nil {
			t.Fatal(err)
		}
	}
	d := realDisk()
	original := d.chmod
	seen := 0
	d.chmod = func(name string, mode os.FileMode) error {
		for _, temp := range temps(t, dir) {
			seen++
			if info, err := os.Stat(temp); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("a temporary file has the mode %v (%v)", info.Mode(), err)
			}
		}
		return original(name, mode)
	}
	if err := d.writeAll(context.Background(), changes); err != nil {
		t.Fatal(err)
	}
	if seen != 3+2+1 {
		t.Errorf("looked at %d temporary files", seen)
	}
	for i, c := range changes {
		if info, err := os.Stat(c.in.path); err != nil || info.Mode().Perm() != modes[i] {
			t.Errorf("%s has the mode %v, and had %v (%v)", c.in.path, info.Mode(), modes[i], err)
		}
	}
}

// TestKilled kills the program while it prepares its files. What it leaves is
// for nobody else to read, and the next run removes it.
func TestKilled(t *testing.T) {
	const files = 300
	p := builtTool(t, t.TempDir())
	args := []string{"apply", proxyArg, "-w"}
	for i := range files {
		args = append(args, fmt.Sprintf("%03d.json", i))
	}
	var left []string
	for range 20 {
		for _, name := range args[3:] {
			writeText(t, filepath.Join(p.dir, name), fixture(t, "bare.json"))
		}
		cmd := p.command(args...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for deadline := time.Now().Add(10 * time.Second); len(temps(t, p.dir)) == 0 && time.Now().Before(deadline); {
			time.Sleep(time.Millisecond)
		}
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if left = temps(t, p.dir); len(left) > 0 {
			break
		}
	}
	if len(left) == 0 {
		t.Fatal("the program was never killed in time")
	}
	for _, name := range left {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	out := p.run(t, args...)
	if want := fmt.Sprintf("edgeproxy: removed %d temporary file", len(left)); out.code != exitOK || !strings.Contains(out.stderr, want) {
		t.Errorf("expected %q: exit code %d, %.300s", want, out.code, out.stderr)
	}
	if left = temps(t, p.dir); len(left) > 0 {
		t.Errorf("left over: %v", left)
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
		removed := removeLeftovers(dir, time.Now())
		if exists(path) != test.stays || removed == 1 == test.stays {
			t.Errorf("%s, %d hours old: removed %d", test.name, test.hours, removed)
		}
		_ = os.Remove(path)
	}
	for _, make := range []func(string) error{func(path string) error { return os.Mkdir(path, 0o755) }, func(path string) error { return os.Symlink("nosuch", path) }} {
		path := filepath.Join(dir, name(here, gone))
		if err := make(path); err != nil {
			t.Fatal(err)
		}
		if removeLeftovers(dir, time.Now()); !exists(path) {
			t.Error("what is no regular file was removed")
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}
