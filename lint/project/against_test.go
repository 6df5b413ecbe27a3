package project_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/gitrev"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// gitHere makes the current folder a repository in a place of its own, and
// returns a way to call git there.
func gitHere(t *testing.T) func(args ...string) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Fatal("these tests need git: ", err)
	}
	t.Chdir(t.TempDir())
	for _, entry := range os.Environ() {
		if name, value, _ := strings.Cut(entry, "="); strings.HasPrefix(name, "GIT_") { // as in one of git's hooks
			t.Setenv(name, value) // it is there again after the test
			if err := os.Unsetenv(name); err != nil {
				t.Fatal(err)
			}
		}
	}
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
func against(rev string, names ...string) (*project.Result, error) {
	return project.Lint(context.Background(), names, project.Options{NoConfig: true, Selected: []string{"EP105"}, AgainstRevision: rev})
}

func expectStripped(t *testing.T, files int, rev string, names ...string) {
	t.Helper()
	res, err := against(rev, names...)
	if err = failure(res, err); err != nil {
		t.Errorf("%q: %v", names, err)
	} else if got := count(res, "EP105"); got != files {
		t.Errorf("%q: EP105 in %d files, want %d", names, got, files)
	}
}

func expectAgainst(t *testing.T, text string, rev string, names ...string) {
	t.Helper()
	expectError(t, failure(against(rev, names...)), text)
}

// fakeBare makes a folder look like a bare repository whose configuration names
// a command: git runs it as soon as it misses an object there.
func fakeBare(t *testing.T, folder, command string) {
	t.Helper()
	const missing = "1111111111111111111111111111111111111111"
	for name, text := range map[string]string{
		"HEAD": "ref: refs/heads/main\n", "refs/heads/main": missing + "\n", "objects/keep": "",
		"config": "[core]\n\trepositoryformatversion = 1\n\tbare = true\n\tfsmonitor = \"" + command + "\"\n[extensions]\n\tpartialClone = origin\n" +
			"[remote \"origin\"]\n\turl = .\n\tpromisor = true\n\tuploadpack = \"" + command + "; false\"\n",
	} {
		writeText(t, filepath.Join(folder, name), text)
	}
}

// TestAgainstHostileFolder commits a folder that git takes for a repository, with
// a configuration that names a command. The command must not run, and the file
// is compared with what the real repository has, whatever the folder calls main.
func TestAgainstHostileFolder(t *testing.T) {
	git := gitHere(t)
	commitStripped(t, git, "sites/a.json")
	marker := filepath.Join(t.TempDir(), "marker")
	fakeBare(t, "sites", "touch "+marker)
	git("add", "-A")
	git("commit", "-qm", "stripped")

	// The attack works on a git that is called in the folder: this is no test of nothing.
	_ = exec.Command("git", "-C", "sites", "-c", "safe.bareRepository=all", "rev-parse", "--verify", "main^{commit}").Run()
	if !paths.Exists(marker) {
		t.Fatal("git did not run the command of the folder")
	}
	if err := os.Remove(marker); err != nil {
		t.Fatal(err)
	}
	expectStripped(t, 1, "HEAD~1", "sites/a.json")
	expectStripped(t, 1, "HEAD~1", ".")
	t.Chdir("sites")
	expectStripped(t, 1, "HEAD~1", "a.json")
	if paths.Exists(marker) {
		t.Error("the command of the folder was run")
	}
}

// TestAgainstPartialClone misses the earlier version, which git would fetch with
// a program that the configuration names: that is an error, and no program runs.
func TestAgainstPartialClone(t *testing.T) {
	git := gitHere(t)
	commitStripped(t, git, "a.json")
	blob := strings.TrimSpace(git("rev-parse", "HEAD:a.json"))
	if err := os.Remove(filepath.Join(".git", "objects", blob[:2], blob[2:])); err != nil {
		t.Fatal(err)
	}
	marker := filepath.Join(t.TempDir(), "marker")
	for _, set := range [][2]string{
		{"core.repositoryformatversion", "1"}, {"extensions.partialClone", "origin"}, {"remote.origin.url", "."}, {"remote.origin.promisor", "true"},
		{"remote.origin.uploadpack", "touch " + marker + "; false"}, {"core.fsmonitor", "touch " + marker},
	} {
		git("config", set[0], set[1])
	}
	expectAgainst(t, "a.json: its earlier version: git does not have the file: the clone is partial (", "HEAD", "a.json")
	if paths.Exists(marker) {
		t.Error("git ran a program")
	}
}

// TestAgainstEmbedded puts a repository into the folder of a file, whose main
// has the file as it is now.
func TestAgainstEmbedded(t *testing.T) {
	git := gitHere(t)
	commitStripped(t, git, "sites/a.json")
	git("init", "-q", "-b", "main", "sites")
	git("-C", "sites", "add", "a.json")
	git("-C", "sites", "commit", "-qm", "as it is now")
	expectStripped(t, 1, "main", "sites/a.json")

	// What only the embedded repository has cannot be compared from here.
	writeText(t, "sites/b.json", fixture(t, "bare.json"))
	expectAgainst(t, `sites/b.json: its earlier version: it belongs to another repository, in the folder "sites": change to that folder`, "main", "sites/b.json")
	git("rm", "-q", "--cached", "-r", "sites")
	git("update-index", "--add", "--cacheinfo", "160000,"+strings.TrimSpace(git("-C", "sites", "rev-parse", "HEAD"))+",sites")
	git("commit", "-qm", "a submodule")
	expectAgainst(t, `at that revision it was in another repository, the submodule "sites"`, "main", "sites/a.json")
}

// TestAgainstWithEnvironment lints where variables lead git elsewhere, as it sets
// them itself in hooks.
func TestAgainstWithEnvironment(t *testing.T) {
	git := gitHere(t)
	commitStripped(t, git, "sites/a.json")
	for _, name := range []string{"GIT_DIR", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(name, filepath.Join(t.TempDir(), "nosuch"))
			expectStripped(t, 1, "main", "sites/a.json")
		})
	}
}

// TestAgainstPlaces names files in every way that leads to the same one, and
// outside of the repository.
func TestAgainstPlaces(t *testing.T) {
	git := gitHere(t)
	top, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	commitStripped(t, git, "sites/a.json")
	other := filepath.Join(t.TempDir(), "way")
	if err := os.Symlink(top, other); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"sites/a.json", "./sites/../sites/a.json", filepath.Join(top, "sites/a.json"), filepath.Join(other, "sites/a.json"), "../" + filepath.Base(top) + "/sites/a.json"} {
		expectStripped(t, 1, "main", name)
	}
	outside := filepath.Join(t.TempDir(), "a.json")
	writeText(t, outside, fixture(t, "bare.json"))
	expectAgainst(t, "it is outside of the repository ", "main", outside)
	t.Chdir(filepath.Dir(outside))
	expectAgainst(t, "the current folder is in no git repository: change to the repository of the files", "main", filepath.Join(top, "sites/a.json"))
}

// TestAgainstLinks compares with what a link of the revision led to.
func TestAgainstLinks(t *testing.T) {
	git := gitHere(t)
	for link, target := range map[string]string{"file.json": "sites/a.json", "folder": "sites", "out.json": "../out.json", "loop.json": "loop.json", "gone.json": "nosuch.json"} {
		if err := os.Symlink(target, link); err != nil {
			t.Fatal(err)
		}
	}
	commitStripped(t, git, "sites/a.json")
	for _, name := range []string{"file.json", "folder/a.json"} {
		expectStripped(t, 1, "main", name)
	}
	for _, link := range []string{"out.json", "loop.json", "gone.json"} {
		if err := os.Remove(link); err != nil {
			t.Fatal(err)
		}
		writeText(t, link, fixture(t, "bare.json"))
		if link == "gone.json" { // it led to nothing, so nothing was there to lose
			expectStripped(t, 0, "main", link)
			continue
		}
		expectAgainst(t, "at that revision it was a symbolic link that leads out of the repository, or in a circle", "main", link)
	}
}

// TestAgainstAmbiguous gives a branch the name of a branch of a remote, which git
// would prefer: the comparison would be with the change itself.
func TestAgainstAmbiguous(t *testing.T) {
	git := gitHere(t)
	commitStripped(t, git, "a.json")
	git("update-ref", "refs/remotes/origin/main", "HEAD")
	git("config", "core.warnAmbiguousRefs", "false")
	git("checkout", "-q", "-b", "origin/main")
	git("commit", "-qam", "stripped")
	expectAgainst(t, `revision "origin/main" is ambiguous, because several branches or tags have this name: name one in full, such as refs/remotes/origin/main`, "origin/main", "a.json")
	expectStripped(t, 1, "refs/remotes/origin/main", "a.json")
}

// TestAgainstSize asks for the size of an earlier version before its content.
func TestAgainstSize(t *testing.T) {
	git := gitHere(t)
	writeText(t, "a.json", strings.Repeat(" ", 100_000)+fixture(t, "behind.json"))
	git("add", "-A")
	git("commit", "-qm", "large")
	git("gc", "-q") // packed, it is small
	writeText(t, "a.json", fixture(t, "bare.json"))
	res, err := project.Lint(context.Background(), []string{"a.json"}, project.Options{NoConfig: true, AgainstRevision: "HEAD", Input: project.Input{MaxSize: 50_000}})
	var large *gitrev.SizeError
	if err = failure(res, err); !errors.As(err, &large) || large.Limit != 50_000 {
		t.Errorf("error %v", err)
	}
	expectStripped(t, 1, "HEAD", "a.json")
}

// TestAgainstProcesses counts the processes of git: the number of files does not
// change it.
func TestAgainstProcesses(t *testing.T) {
	git := gitHere(t)
	var names []string
	for i := range 20 {
		names = append(names, fmt.Sprintf("sites/%d/a.json", i))
	}
	commitStripped(t, git, names...)
	trace := filepath.Join(t.TempDir(), "trace")
	t.Setenv("GIT_TRACE", trace)
	counts := map[int]int{}
	for _, files := range []int{1, 20} {
		expectStripped(t, files, "HEAD", names[:files]...)
		counts[files] = strings.Count(readText(t, trace), "built-in: git")
		if err := os.Remove(trace); err != nil {
			t.Fatal(err)
		}
	}
	if counts[1] == 0 || counts[1] != counts[20] {
		t.Errorf("processes of git by the number of files: %v", counts)
	}
}
