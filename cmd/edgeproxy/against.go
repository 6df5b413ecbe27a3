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
		src, err = l.app.read(named(against), sizeFlag(l.flags.maxSize).bytes())
	}
	if err != nil || src == nil {
		return nil, err
	}
	doc, err := manifest.ParseLimits(src, sizeFlag(l.flags.maxSize).limits())
	if err != nil {
		return nil, fmt.Errorf("--against: the earlier version of %s: %w", c.name, err)
	}
	return doc, nil
}

// fromGit reads a file as it is at a revision; nil if it is not there.
func fromGit(rev, name string) ([]byte, error) {
	if rev == "" || strings.HasPrefix(rev, "-") {
		return nil, fmt.Errorf("--against git:%s: expected a revision, such as git:HEAD~1 or git:origin/main", rev)
	}
	folder, base := filepath.Split(filepath.FromSlash(name))
	if folder == "" {
		folder = "."
	}
	// Without this check, git's own complaint about a missing file could not
	// be told from one about the revision.
	if out, err := git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}"); err != nil {
		return nil, fmt.Errorf("--against git:%s: no such revision in the repository of %s%s", rev, name, out)
	}
	src, err := exec.Command("git", "-C", folder, "show", "--end-of-options", rev+":./"+base).Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return nil, nil // the revision does not have the file: nothing was there to lose
	}
	return src, err
}

// git runs git and returns its complaint.
func git(folder string, args ...string) (complaint string, err error) {
	var stderr bytes.Buffer
	cmd := exec.Command("git", append([]string{"-C", folder}, args...)...)
	cmd.Stderr = &stderr
	if err = cmd.Run(); err == nil || stderr.Len() == 0 {
		return "", err
	}
	return ": " + strings.TrimSpace(stderr.String()), err
}
