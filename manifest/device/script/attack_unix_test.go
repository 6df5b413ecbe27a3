//go:build unix

package script_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestStaysBelowRoot: links, pipes and folders in the place of files are refused, in time,
// and nothing is written, below the root or elsewhere. A link with the name of a
// temporary file is not followed.
func TestStaysBelowRoot(t *testing.T) {
	const aziot, units, dropIn = "etc/aziot", "etc/systemd/system", "etc/systemd/system/docker.service.d/10-edgeproxy.conf"
	for name, test := range map[string]struct {
		make    func(root, outside string) error
		refused string // "" if the proxy is written
	}{
		"folder of config.toml leads out": {func(root, outside string) error {
			if err := os.RemoveAll(filepath.Join(root, aziot)); err != nil {
				return err
			}
			return os.Symlink(outside, filepath.Join(root, aziot))
		}, "refused: etc/aziot is a link"},
		"folder of units leads out":  {func(root, outside string) error { return os.Symlink(outside, filepath.Join(root, units)) }, "refused: etc/systemd/system is a link"},
		"dangling link":              {func(root, _ string) error { return linkTo("nosuch", filepath.Join(root, dropIn)) }, "10-edgeproxy.conf is no regular file"},
		"folder in the place of one": {func(root, _ string) error { return os.MkdirAll(filepath.Join(root, dropIn), 0o755) }, "10-edgeproxy.conf is no regular file"},
		"file in the place of one":   {func(root, _ string) error { return os.WriteFile(filepath.Join(root, "etc/systemd/system"), nil, 0o600) }, "failed: the files are as they were"},
		"pipe for daemon.json":       {func(root, _ string) error { return pipe(filepath.Join(root, "etc/docker/daemon.json")) }, "daemon.json is no regular file"},
		"pipe for a file of aziot":   {func(root, _ string) error { return pipe(filepath.Join(root, aziot, "edged/config.toml")) }, "config.toml is no regular file"},
		"link of a temporary's name": {func(root, outside string) error {
			return linkTo(filepath.Join(outside, "keep"), filepath.Join(root, aziot, "config.toml.edgeproxy-new"))
		}, ""},
		"temporary of one that ended": {func(root, _ string) error {
			return os.WriteFile(filepath.Join(root, aziot, "config.toml.edgeproxy-new"), nil, 0o600)
		}, ""},
		"nothing that is in the way":   {func(string, string) error { return nil }, ""},
		"empty folders of the drop-in": {func(root, _ string) error { return os.MkdirAll(filepath.Dir(filepath.Join(root, dropIn)), 0o755) }, ""},
	} {
		root, outside := device(t, "-- etc/systemd/keep --\n-- etc/aziot/config.toml --\nhostname = \"h\"\n"), t.TempDir()
		write(t, filepath.Join(outside, "keep"), []byte("keep"), 0o600)
		if err := test.make(root, outside); err != nil {
			t.Fatal(err)
		}
		said, code := byScript(t, root, url)
		switch {
		case test.refused == "" && code != 0, test.refused != "" && (code != 2 || !strings.Contains(said, test.refused)):
			t.Errorf("%s: exit code %d, %s", name, code, said)
		}
		if got := tree(t, outside); got != "-- keep 0600 --\nkeep" {
			t.Errorf("%s: outside there is now\n%s", name, got)
		}
		if written := exec.Command("grep", "-rqs", "--devices=skip", "p%40ss", root).Run() == nil; written != (test.refused == "") {
			t.Errorf("%s: written: %v", name, written)
		}
	}
}

func linkTo(target, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.Symlink(target, path)
}

func pipe(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return syscall.Mkfifo(path, 0o600)
}

// TestNameOfRoot: awk takes a=b for a variable, and programs take -x for an option.
func TestNameOfRoot(t *testing.T) {
	for _, name := range []string{"a=b", "-x", "with blank", "é"} {
		t.Chdir(t.TempDir())
		write(t, filepath.Join(name, "etc/aziot/config.toml"), []byte("hostname = \"h\"\n"), 0o600)
		if said, code := byScript(t, name, url); code != 0 {
			t.Errorf("%s: exit code %d, %s", name, code, said)
		}
		if got := tree(t, "."); !strings.Contains(got, "hostname = \"h\"\n") || strings.Count(got, "p%40ss") != 1 {
			t.Errorf("%s:\n%s", name, got)
		}
	}
}

// TestSignal: a signal between two files undoes what was written.
func TestSignal(t *testing.T) {
	const archive = "-- etc/aziot/config.toml --\nhostname = \"h\"\n"
	mv, err := exec.LookPath("mv")
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []string{"1", "2", "4"} {
		bin, root := t.TempDir(), device(t, archive)
		write(t, filepath.Join(bin, "mv"), []byte("#!/bin/sh\necho >>"+bin+"/n\n[ $(wc -l <"+bin+"/n) != "+at+" ] || kill -TERM $PPID\nexec "+mv+" \"$@\"\n"), 0o755)
		path := os.Getenv("PATH")
		t.Setenv("PATH", bin+string(os.PathListSeparator)+path)
		said, code := byScript(t, root, url)
		t.Setenv("PATH", path)
		if got, want := tree(t, root), tree(t, device(t, archive)); code != 2 || got != want || !strings.Contains(said, "the files are as they were") {
			t.Errorf("at file %s: exit code %d, %s\n%s", at, code, said, got)
		}
	}
}

// TestLock: while another process holds the lock, nothing is written. Without the program
// flock, and where it fails for another reason, the proxy is written all the same.
func TestLock(t *testing.T) {
	path := os.Getenv("PATH")
	for name, test := range map[string]struct {
		flock   string // the program; "" for none
		refused bool
	}{
		"held":        {"#!/bin/sh\n[ \"$*\" != \"-n 9\" ] || exit 1\n", true},
		"no locks":    {"#!/bin/sh\necho no locks >&2\nexit 71\n", false},
		"free":        {"#!/bin/sh\nexit 0\n", false},
		"no such one": {"", false},
	} {
		bin, root := t.TempDir(), device(t, understood[1])
		for _, tool := range strings.Fields("sh awk cat chmod cmp cp grep iconv ls mkdir mktemp mv rm rmdir sed sync tail tr wc") {
			if at, err := exec.LookPath(tool); err == nil {
				if err := os.Symlink(at, filepath.Join(bin, tool)); err != nil {
					t.Fatal(err)
				}
			}
		}
		if test.flock != "" {
			write(t, filepath.Join(bin, "flock"), []byte(test.flock), 0o755)
		}
		t.Setenv("PATH", bin)
		before := tree(t, root)
		said, code := byScript(t, root, url)
		t.Setenv("PATH", path)
		if changed := tree(t, root) != before; changed == test.refused || code == 0 == test.refused || strings.Contains(said, "at work there") != test.refused {
			t.Errorf("%s: exit code %d, changed %v: %s", name, code, changed, said)
		}
	}
}
