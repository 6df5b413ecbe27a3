package main

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// checkAgainst makes sure that the files have an earlier version of the kind
// that --against names.
func (l *linter) checkAgainst(files *collection) error {
	against := l.flags.against
	rev, isGit := strings.CutPrefix(against, "git:")
	switch {
	case against == "":
		return nil
	case isGit && (rev == "" || strings.HasPrefix(rev, "-")):
		return fmt.Errorf("--against %q: expected a revision, such as git:HEAD~1 or git:origin/main", against)
	case isGit && files.hasStdin() && l.flags.stdinFilename == "":
		return errors.New("--against git: standard input has no path in the repository: expected --stdin-filename NAME")
	case !isGit && len(files.files) > 1:
		return fmt.Errorf("--against %q: one file is the earlier version of one, and there are %d to check: expected git:REV, or one PATH", against, len(files.files))
	case !isGit && against != stdinName && missing(against):
		return fmt.Errorf("--against %q: no such file: expected one, or git:REV for a revision, such as git:HEAD~1", shownName(against))
	case against == stdinName && files.hasStdin():
		return errors.New("standard input cannot be both the manifest and its earlier version: expected one of them as a file")
	}
	return nil
}

// earlier is the earlier version of a file that --against names; nil without
// the flag, or if the revision does not have the file.
func (l *linter) earlier(c candidate) (*manifest.Document, error) {
	against := l.flags.against
	if against == "" {
		return nil, nil
	}
	rev, isGit := strings.CutPrefix(against, "git:")
	var src []byte
	var err error
	if isGit {
		src, err = fromGit(rev, c.name)
	} else {
		src, err = l.app.read(named(against), int(l.flags.maxSize))
	}
	if err != nil {
		return nil, fmt.Errorf("%s: --against: %w", c.name, err)
	}
	if src == nil {
		return nil, nil
	}
	doc, err := manifest.ParseLimits(src, l.flags.maxSize.limits())
	if err != nil {
		return nil, fmt.Errorf("%s: the earlier version cannot be read: %s:%w", c.name, shownEarlier(against, c.name), err)
	}
	return doc, nil
}

// shownEarlier is the name of an earlier version in messages, as git has it.
func shownEarlier(against, name string) string {
	if rev, isGit := strings.CutPrefix(against, "git:"); isGit {
		return rev + ":" + name
	}
	return named(against).name
}

// fromGit reads a file as it is at a revision; nil if it is not there: then
// nothing was there to lose.
func fromGit(rev, name string) ([]byte, error) {
	folder, base := filepath.Split(filepath.FromSlash(name))
	// Each step tells one thing that may be wrong.
	if _, err := git(folder, "rev-parse", "--git-dir"); err != nil {
		return nil, fmt.Errorf("its folder is in no repository that git can open: %w", err)
	}
	if _, err := git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}"); err != nil {
		return nil, fmt.Errorf("git knows no revision %q (in a pipeline, fetch it first: checkouts are shallow)", rev)
	}
	listed, err := git(folder, "ls-tree", "-z", "--name-only", "--end-of-options", rev, "--", "./"+base)
	if err != nil || len(listed) == 0 {
		return nil, err
	}
	return git(folder, "cat-file", "blob", rev+":./"+base)
}

// git runs git in a folder and returns its output.
func git(folder string, args ...string) ([]byte, error) {
	if folder == "" {
		folder = "."
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.Command("git", append([]string{"-C", folder}, args...)...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return nil, errors.New("git is not installed, or not on the PATH")
	case err != nil:
		return nil, gitError(args[0], stderr.String(), err)
	}
	return stdout.Bytes(), nil
}

// gitError is what git says of its failure, in a line.
func gitError(command, said string, err error) error {
	complaint, _, _ := strings.Cut(strings.TrimSpace(said), "\n")
	switch {
	case complaint == "":
		return fmt.Errorf("git %s: %w", command, err)
	case strings.Contains(complaint, "dubious ownership"): // git tells the remedy in lines of its own
		complaint += `: another user owns it, as in a container; run "git config --global --add safe.directory FOLDER" first`
	}
	return fmt.Errorf("git %s: %s", command, complaint)
}
