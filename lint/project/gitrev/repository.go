package gitrev

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// Repository is the repository of a folder, with a way to call git that only
// reads: whatever the files of the repository say, git runs no other program and
// asks no server. A folder that was committed may look like a repository (HEAD,
// objects, refs and a config that names commands), so git is never called in
// the folder of a file, and never searches a repository by itself.
type Repository struct {
	top  string   // the folder that holds .git: absolute, without links
	here string   // the folder that relative names start from, which is the current one: absolute, without links
	args []string // what stands before the command of every call
	env  []string
}

// Open opens the repository that the current folder is in: the nearest folder upwards that
// holds .git. The error says that there is none, or what git says of it.
func Open() (*Repository, error) {
	folder, err := paths.Real(".")
	if err != nil {
		return nil, fmt.Errorf("the current folder cannot be found: %w", paths.Reason(err))
	}
	top := paths.Repository(folder)
	if top == "" {
		return nil, errors.New("the current folder is in no git repository: change to the repository of the files")
	}
	r := &Repository{top: top, here: folder, args: safeGitConfig(), env: os.Environ()}
	local, err := r.git("rev-parse", "--local-env-vars")
	if err != nil {
		return nil, err
	}
	r.env = safeGitEnv(r.env, strings.Fields(string(local)))
	// git itself says whether it trusts the owner of the repository.
	dir, err := r.git("rev-parse", "--absolute-git-dir")
	if err != nil {
		return nil, fmt.Errorf("the repository %s cannot be opened: %w", filepath.ToSlash(top), err)
	}
	r.args = append(r.args, "--git-dir="+strings.TrimRight(string(dir), "\r\n"), "--work-tree="+top)
	return r, nil
}

// safeGitConfig turns off the programs that a configuration could make git run, and has
// git say which names are ambiguous. Reading objects runs none of them, as far as
// known, except for the fetch of what a partial clone lacks.
func safeGitConfig() []string {
	return []string{
		"--no-pager",
		"-c", "safe.bareRepository=explicit",
		"-c", "core.fsmonitor=false",
		"-c", "core.hooksPath=" + os.DevNull,
		"-c", "protocol.allow=never",
		"-c", "core.warnAmbiguousRefs=true",
	}
}

// safeGitEnv is an environment without the variables that lead git to another
// repository, as it sets them itself for the hooks of a linked worktree. A
// missing object is an error, and no reason to ask a server.
func safeGitEnv(env, local []string) []string {
	env = slices.DeleteFunc(slices.Clone(env), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains(local, name)
	})
	return append(env, "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=", "GIT_NO_REPLACE_OBJECTS=1",
		"GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C")
}

// command is a call of git that has not started.
func (r *Repository) command(args ...string) *exec.Cmd {
	cmd := exec.Command("git", slices.Concat(r.args, args)...)
	cmd.Dir, cmd.Env = r.top, r.env
	return cmd
}

// git calls git and returns its output.
func (r *Repository) git(args ...string) ([]byte, error) {
	out, said, err := r.call(args...)
	if err != nil {
		return nil, gitError(args[0], said, err)
	}
	return out, nil
}

// call calls git and returns its output, and what it says on standard error.
func (r *Repository) call(args ...string) (out []byte, said string, err error) {
	var stdout, stderr bytes.Buffer
	cmd := r.command(args...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err = cmd.Run()
	return stdout.Bytes(), stderr.String(), err
}

// gitError is what git says of its failure, in a line.
func gitError(command, said string, err error) error {
	complaint, _, _ := strings.Cut(strings.TrimSpace(said), "\n")
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return errors.New("git is not installed, or not on the PATH")
	case complaint == "":
		return fmt.Errorf("git %s: %w", command, err)
	case strings.Contains(complaint, "lazy fetching disabled"), strings.Contains(complaint, "transport '"): // older versions of git try, and are not allowed to
		return errNoObject
	case strings.Contains(complaint, "dubious ownership"): // git tells the remedy in lines of its own
		complaint += `: another user owns it, as in a container; run "git config --global --add safe.directory FOLDER" first`
	}
	return fmt.Errorf("git %s: %s", command, complaint)
}

// Path is the path of a file in the repository, with forward slashes. The file may be
// named from the current folder or absolutely, and need not exist. Links inside the
// repository are part of the path: a revision has them as they were. The error says that
// the file is outside of the repository.
func (r *Repository) Path(name string) (string, error) {
	at := name
	if !filepath.IsAbs(name) {
		at = filepath.Join(r.here, name)
	}
	rel, err := filepath.Rel(r.top, at)
	if err != nil || !filepath.IsLocal(rel) || leavesFolder(name) {
		// The path may reach the repository by another spelling, or through a link.
		folder, base := filepath.Split(name)
		if folder, err = paths.Real(cmp.Or(folder, ".")); err == nil {
			rel, err = filepath.Rel(r.top, filepath.Join(folder, base))
		}
	}
	if err != nil || !filepath.IsLocal(rel) {
		return "", fmt.Errorf("it is outside of the repository %s, which the current folder is in: change to the repository of the file", filepath.ToSlash(r.top))
	}
	return filepath.ToSlash(rel), nil
}

// leavesFolder reports whether a path enters a folder and leaves it again: if
// the folder is a link, the path leads elsewhere than it reads.
func leavesFolder(path string) bool {
	entered := false
	for _, part := range strings.Split(filepath.ToSlash(path), "/") {
		if part == ".." && entered {
			return true
		}
		entered = entered || part != ".." && part != "." && part != ""
	}
	return false
}

// nested is the folder of another repository that holds a file of this one;
// "" if there is none.
func (r *Repository) nested(path string) string {
	for folder := filepath.Dir(filepath.FromSlash(path)); folder != "."; folder = filepath.Dir(folder) {
		if paths.Exists(filepath.Join(r.top, folder, ".git")) {
			return filepath.ToSlash(folder)
		}
	}
	return ""
}
