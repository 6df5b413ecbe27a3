package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// gitHere makes the current folder a repository in a place of its own, and
// returns a way to call git there.
func gitHere(t *testing.T) func(args ...string) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Fatal("these tests need git: ", err)
	}
	t.Chdir(t.TempDir())
	for name, value := range map[string]string{
		"GIT_CONFIG_GLOBAL": os.DevNull, "GIT_CONFIG_SYSTEM": os.DevNull, "GIT_AUTHOR_NAME": "Somebody", "GIT_AUTHOR_EMAIL": "somebody@example.com",
		"GIT_COMMITTER_NAME": "Somebody", "GIT_COMMITTER_EMAIL": "somebody@example.com",
	} {
		t.Setenv(name, value)
	}
	git := func(args ...string) string {
		t.Helper()
		out, err := exec.Command("git", args...).CombinedOutput()
		if err != nil {
			t.Fatalf("git %q: %v\n%s", args, err, out)
		}
		return string(out)
	}
	git("init", "-q", "-b", "main")
	return git
}

// commitStripped commits a manifest with a proxy, and takes the proxy away in
// the working tree.
func commitStripped(t *testing.T, git func(...string) string, names ...string) {
	t.Helper()
	for _, name := range names {
		writeText(t, name, fixture(t, "behind.json"))
	}
	git("add", "-A")
	git("commit", "-qm", "behind a proxy")
	for _, name := range names {
		writeText(t, name, fixture(t, "bare.json"))
	}
}

// against lints files against a revision, with EP105 only.
func against(rev string, names ...string) output {
	return runHere("", nil, append([]string{"lint", "--no-config", "--select", "EP105", "--format", "concise", "--against", "git:" + rev}, names...)...)
}

func expectStripped(t *testing.T, out output, files int) {
	t.Helper()
	if out.code != exitFindings || strings.Count(out.stdout, " EP105 ") != files {
		t.Errorf("expected EP105 in %d files: %+v", files, out)
	}
}

// TestAgainstInHook runs the linter in a hook of a linked worktree, where git
// sets GIT_DIR and others.
func TestAgainstInHook(t *testing.T) {
	git := gitHere(t)
	commitStripped(t, git, "sites/a.json")
	hook := "#!/bin/sh\ntest -n \"$GIT_DIR\" || exit 3\ncd sites && edgeproxy lint --no-config --select EP105 --against git:main a.json >../out 2>&1\necho \"exit code $?\" >>../out\n"
	writeText(t, ".git/hooks/pre-commit", hook)
	if err := os.Chmod(".git/hooks/pre-commit", 0o755); err != nil {
		t.Fatal(err)
	}
	git("worktree", "add", "-q", "-b", "topic", "linked")
	t.Chdir("linked")
	writeText(t, "sites/a.json", fixture(t, "bare.json"))
	git("commit", "-qam", "stripped")
	if got := readText(t, "out"); !strings.Contains(got, "EP105") || !strings.HasSuffix(got, "exit code 1\n") {
		t.Errorf("in the hook: %s", got)
	}
	for _, name := range []string{"GIT_DIR", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(name, filepath.Join(t.TempDir(), "nosuch"))
			expectStripped(t, against("main", "sites/a.json"), 1)
		})
	}
}

// TestAgainstSize asks for the size of an earlier version before its content.
func TestAgainstSize(t *testing.T) {
	git := gitHere(t)
	writeText(t, "a.json", strings.Repeat(" ", 100_000)+fixture(t, "behind.json"))
	git("add", "-A")
	git("commit", "-qm", "large")
	git("gc", "-q") // packed, it is small
	writeText(t, "a.json", fixture(t, "bare.json"))
	out := runHere("", nil, "lint", "--no-config", "--max-size", "50000", "--against", "git:HEAD", "a.json")
	if out.code != exitFailure || !strings.Contains(out.stderr, "a.json: --against: it has 10") || !strings.Contains(out.stderr, "no more than 50000 are read (raise the limit with --max-size)") {
		t.Errorf("%+v", out)
	}
	expectStripped(t, against("HEAD", "a.json"), 1)
}
