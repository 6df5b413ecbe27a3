//go:build unix

package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// TestFileSizeLimit makes the kernel refuse to write more than a block, which
// needs no privileges: nothing changes, and nothing is left over.
func TestFileSizeLimit(t *testing.T) {
	p := newTool(t, t.TempDir())
	before := fixture(t, "bare.json")
	writeText(t, filepath.Join(p.dir, "a.json"), before)
	writeText(t, filepath.Join(p.dir, "r.json"), "an earlier report")
	limited := tool{path: "/bin/sh", dir: p.dir}
	run := []string{"-c", `ulimit -f 1; exec "$0" "$@"`, p.path}

	out := limited.run(t, append(run, "apply", "-w", proxyArg, "a.json")...)
	if out.code != exitFailure || !strings.Contains(out.stderr, "a.json: cannot be written: file too large; no file was changed") {
		t.Errorf("apply -w: %+v", out)
	}
	out = limited.run(t, append(run, "lint", "--no-config", "--fix", proxyArg, "a.json")...)
	if out.code != exitFailure || !strings.Contains(out.stderr, "a.json: cannot be written: file too large") || !strings.Contains(out.stdout, "EP101") {
		t.Errorf("lint --fix: %+v", out)
	}
	out = limited.run(t, append(run, "lint", "--no-config", "--report", "sarif=r.json", "--report", "sarif=new.json", "a.json")...)
	if out.code != exitFailure || !strings.Contains(out.stderr, "report r.json: cannot be written: file too large") {
		t.Errorf("lint --report: %+v", out)
	}
	if got := readText(t, filepath.Join(p.dir, "a.json")); got != before {
		t.Error("a.json has changed")
	}
	if got := readText(t, filepath.Join(p.dir, "r.json")); got != "an earlier report" {
		t.Error("r.json has changed")
	}
	if paths.Exists(filepath.Join(p.dir, "new.json")) {
		t.Error("half a report was left")
	}
	if left := temps(t, p.dir); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}

// TestFewFileDescriptors checks and writes more files than may be open.
func TestFewFileDescriptors(t *testing.T) {
	p := newTool(t, t.TempDir())
	for i := range 200 {
		writeText(t, filepath.Join(p.dir, fmt.Sprintf("%d.json", i)), fixture(t, "bare.json"))
	}
	limited := tool{path: "/bin/sh", dir: p.dir}
	for _, test := range []struct{ command, want string }{
		{"lint --no-config --format concise --fail-on never --jobs 8 .", ""},
		{"apply -w " + proxyArg + " *.json", "200 of 200 files changed\n"},
	} {
		out := limited.run(t, "-c", `ulimit -n 64; exec "$0" `+test.command, p.path)
		if out.code != exitOK || !strings.HasSuffix(out.stderr, test.want) {
			t.Errorf("%s: exit code %d: %s", test.command, out.code, out.stderr[max(0, len(out.stderr)-300):])
		}
	}
}

// TestPermissions runs the program as a user who may not do everything: as the
// one who runs the test, or as nobody if that is root.
func TestPermissions(t *testing.T) {
	dir := t.TempDir()
	p := builtTool(t, dir)
	before := fixture(t, "bare.json")
	for _, name := range []string{"ok.json", "unreadable.json", "closed/a.json", "readonly/a.json", "theirs/a.json"} {
		writeText(t, filepath.Join(dir, name), before)
	}
	p.openTo(t, dir)
	modes := map[string]os.FileMode{
		"unreadable.json": 0, "closed": 0, "readonly": 0o555, "theirs": 0o777, "theirs/a.json": 0o444, "ok.json": 0o666, "readonly/a.json": 0o666,
	}
	for name, mode := range modes {
		chmod(t, filepath.Join(dir, name), mode)
	}
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(dir, "closed"), 0o755) })

	for _, test := range []struct {
		args           []string
		code           int
		stdout, stderr string
	}{
		{[]string{"apply", proxyArg, "unreadable.json"}, 2, "", "unreadable.json: cannot be read: permission denied"},
		{[]string{"show", "unreadable.json"}, 2, "", "unreadable.json: cannot be read: permission denied"},
		{[]string{"apply", proxyArg, "closed/a.json"}, 2, "", "closed/a.json: cannot be read: permission denied"},
		{[]string{"apply", "--proxy-url-file", "unreadable.json", "ok.json"}, 2, "", "--proxy-url-file unreadable.json: cannot be read: permission denied"},
		{[]string{"apply", "-w", proxyArg, "readonly/a.json"}, 2, "", "readonly/a.json: cannot be written: no temporary file can be made in its folder: permission denied; no file was changed"},
		{[]string{"apply", "-w", proxyArg, "theirs/a.json"}, 2, "", "theirs/a.json: cannot be written: "},
		{[]string{"lint", "--no-config", "--config", "unreadable.json", "ok.json"}, 2, "", "exclude each other"},
		{[]string{"lint", "--config", "unreadable.json", "ok.json"}, 2, "", "unreadable.json: the configuration cannot be read: permission denied"},
		// The rest is checked, and what cannot be is named.
		{[]string{"lint", "--no-config", "--format", "concise", "."}, 2, "ok.json:13:11: error EP101", "unreadable.json: cannot be read: permission denied"},
		{[]string{"lint", "--no-config", "--format", "concise", "."}, 2, "readonly/a.json:13:11: error EP101", "closed: cannot be searched: permission denied"},
		{[]string{"lint", "--no-config", "--format", "concise", "ok.json", "**/a.json"}, 2, "ok.json:13:11: error EP101", `pattern "**/a.json": closed cannot be searched: permission denied`},
		{[]string{"lint", "--no-config", "./**/a.json"}, 2, "", `./**/a.json": closed cannot be searched: permission denied`},
		{[]string{"lint", "--no-config", "--format", "sarif", "unreadable.json"}, 2, `"executionSuccessful": false`, "permission denied"},
		{[]string{"lint", "--no-config", "--report", "json=readonly/r.json", "ok.json"}, 2, "EP101", "report readonly/r.json: cannot be written: permission denied"},
		{[]string{"lint", "--no-config", "--fix", proxyArg, "readonly/a.json"}, 2, "readonly/a.json:13:11", "readonly/a.json: cannot be written: "},
	} {
		cmd := p.command(test.args...)
		asNobody(cmd)
		var stdout, stderr strings.Builder
		cmd.Stdout, cmd.Stderr = &stdout, &stderr
		err := cmd.Run()
		if cmd.ProcessState == nil {
			t.Fatalf("cannot run as another user: %v", err)
		}
		if cmd.ProcessState.ExitCode() != test.code || !strings.Contains(stdout.String(), test.stdout) || !strings.Contains(stderr.String(), test.stderr) {
			t.Errorf("%v: exit code %d\n%s%s", test.args, cmd.ProcessState.ExitCode(), stdout.String(), stderr.String())
		}
	}
	for _, name := range []string{"readonly/a.json", "theirs/a.json", "ok.json"} {
		if readText(t, filepath.Join(dir, name)) != before {
			t.Errorf("%s has changed", name)
		}
	}
}

func chmod(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

// openTo lets other users run the program and enter the folder, whatever the umask is.
func (p tool) openTo(t *testing.T, dir string) {
	t.Helper()
	for _, path := range []string{p.path, dir} {
		for ; path != os.TempDir() && path != filepath.Dir(path); path = filepath.Dir(path) {
			if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o005 != 0o005 {
				chmod(t, path, info.Mode().Perm()|0o055)
			}
		}
	}
}

func asNobody(cmd *exec.Cmd) {
	if os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
}

// TestOwnerStays lets root edit the file of a user: it stays the user's. For
// anybody else the file is the same one's before and after.
func TestOwnerStays(t *testing.T) {
	p := newTool(t, t.TempDir())
	path := filepath.Join(p.dir, "a.json")
	writeText(t, path, fixture(t, "bare.json"))
	owner := os.Getuid()
	if owner == 0 {
		owner = 65534
		if err := os.Chown(path, owner, owner); err != nil {
			t.Fatal(err)
		}
	}
	chmod(t, path, 0o640)
	if out := p.run(t, "apply", "-w", proxyArg, "a.json"); out.code != 0 {
		t.Fatalf("%+v", out)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if stat := info.Sys().(*syscall.Stat_t); int(stat.Uid) != owner || info.Mode().Perm() != 0o640 {
		t.Errorf("owner %d, mode %v", stat.Uid, info.Mode())
	}
}

// TestBrokenPipe lets the reader of the output go away: the program ends, and
// what it was to write into files is there.
func TestBrokenPipe(t *testing.T) {
	p := newTool(t, t.TempDir())
	writeText(t, filepath.Join(p.dir, "a.json"), fixture(t, "bare.json"))
	cmd := p.command("lint", "--no-config", "--fix", proxyArg, "a.json")
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdout.Close()
	cmd.Stderr = io.Discard
	_ = cmd.Run()
	if !strings.Contains(readText(t, filepath.Join(p.dir, "a.json")), "proxy.example.com") {
		t.Error("the file was not mended")
	}
	if left := temps(t, p.dir); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}
