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
		return nil, fmt.Errorf("%s: the earlier version, %s, cannot be read: %w", c.name, against, err)
	}
	return doc, nil
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
		complaint, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n")
		return nil, fmt.Errorf("git %s: %s (%w)", args[0], complaint, err)
	}
	return stdout.Bytes(), nil
}
