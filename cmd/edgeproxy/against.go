package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/project/gitrev"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
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
	case !isGit && against != paths.Stdin && paths.Missing(against):
		return fmt.Errorf("--against %q: no such file: expected one, or git:REV for a revision, such as git:HEAD~1", paths.Shown(against))
	case against == paths.Stdin && files.hasStdin():
		return errors.New("standard input cannot be both the manifest and its earlier version: expected one of them as a file")
	}
	return nil
}

// openAgainst opens the revision that --against names; nil if it names none.
// The repository is that of the current folder, whatever folder the files are in.
func (l *linter) openAgainst() (*gitrev.Revision, error) {
	rev, isGit := strings.CutPrefix(l.flags.against, "git:")
	if !isGit {
		return nil, nil
	}
	repository, err := gitrev.Open()
	if err != nil {
		return nil, fmt.Errorf("--against %q: %w", l.flags.against, err)
	}
	revision, err := repository.Revision(rev)
	if err != nil {
		return nil, fmt.Errorf("--against: %w", err)
	}
	return revision, nil
}

// earlier is the earlier version of a file that --against names; nil without
// the flag, or if the revision does not have the file.
func (l *linter) earlier(c candidate) (*manifest.Document, error) {
	against := l.flags.against
	if against == "" {
		return nil, nil
	}
	var src []byte
	var err error
	switch {
	case l.revision == nil:
		src, err = l.app.read(named(against), int(l.flags.maxSize))
	case c.path == paths.Stdin:
		src, err = l.revision.Read(l.flags.stdinFilename, int(l.flags.maxSize))
	default:
		src, err = l.revision.Read(c.path, int(l.flags.maxSize))
	}
	var large *gitrev.SizeError
	if errors.As(err, &large) {
		err = fmt.Errorf("%w (raise the limit with --max-size)", err)
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
