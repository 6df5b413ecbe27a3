package project

import (
	"errors"
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/project/gitrev"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Why there is no earlier version to compare with. They are the causes of an
// OptionError.
var (
	ErrNoRevision   = errors.New("expected a revision, such as HEAD~1 or origin/main")
	ErrStdinUnnamed = errors.New("standard input has no path in the repository: expected StdinName")
	ErrStdinTwice   = errors.New("standard input cannot be both the manifest and its earlier version: expected one of them as a file")
	ErrNoFile       = errors.New("no such file")
)

// SeveralFilesError says that a file cannot be the earlier version of several.
type SeveralFilesError struct{ Files int }

// Error names the number of files.
func (e *SeveralFilesError) Error() string {
	return fmt.Sprintf("one file can be the earlier version of one file only, and there are %d to check", e.Files)
}

// EarlierError says why the earlier version of a file cannot be read.
type EarlierError struct {
	Name string // of the file
	Err  error
}

// Error names the name of the file and the cause.
func (e *EarlierError) Error() string { return e.Name + ": its earlier version: " + e.Err.Error() }

// Unwrap is the cause.
func (e *EarlierError) Unwrap() error { return e.Err }

// UnreadableError says that the earlier version of a file is no JSON.
type UnreadableError struct {
	Name    string // of the file
	Earlier string // what to call the earlier version
	Err     error
}

// Error names the earlier version and the cause.
func (e *UnreadableError) Error() string {
	return fmt.Sprintf("%s: the earlier version cannot be read: %s:%v", e.Name, e.Earlier, e.Err)
}

// Unwrap is the cause.
func (e *UnreadableError) Unwrap() error { return e.Err }

// Uncompared are the files whose version at the revision nobody can read, so that
// they were compared with nothing: a change may mend what is broken there.
func (r *Result) Uncompared() []*UnreadableError {
	var all []*UnreadableError
	for _, one := range r.results {
		if one.unreadable != nil {
			all = append(all, one.unreadable)
		}
	}
	return all
}

// checkAgainst makes sure that the files have an earlier version of the kind
// that the options name.
func (l *linter) checkAgainst(files *Found) error {
	file, revision := l.opts.AgainstFile, l.opts.AgainstRevision
	switch {
	case strings.HasPrefix(revision, "-"):
		return &OptionError{"AgainstRevision", revision, ErrNoRevision}
	case revision != "" && file != "":
		return &OptionError{"AgainstFile", file, errors.New("there is AgainstRevision, too: expected one of them")}
	case revision != "" && files.HasStdin() && l.opts.StdinName == "":
		return &OptionError{"AgainstRevision", revision, ErrStdinUnnamed}
	case file == "":
		return nil
	case len(files.Files) > 1:
		return &OptionError{"AgainstFile", file, &SeveralFilesError{len(files.Files)}}
	case file != paths.Stdin && paths.Missing(file):
		return &OptionError{"AgainstFile", file, ErrNoFile}
	case file == paths.Stdin && files.HasStdin():
		return &OptionError{"AgainstFile", file, ErrStdinTwice}
	}
	return nil
}

// openAgainst opens the revision that the options name; nil if they name none.
// The repository is that of the current folder, whatever folder the files are in.
func (l *linter) openAgainst() (*gitrev.Revision, error) {
	if l.opts.AgainstRevision == "" {
		return nil, nil
	}
	repository, err := gitrev.Open()
	if err != nil {
		return nil, &OptionError{"AgainstRevision", l.opts.AgainstRevision, err}
	}
	revision, err := repository.Revision(l.opts.AgainstRevision)
	if err != nil {
		return nil, &OptionError{Option: "AgainstRevision", Err: err} // it names the revision
	}
	return revision, nil
}

// earlier is the earlier version of a file; nil if none is asked for, or if the
// revision does not have the file.
func (l *linter) earlier(c File) (*manifest.Document, error) {
	var src []byte
	var err error
	switch {
	case l.revision != nil && c.Path == paths.Stdin:
		src, err = l.revision.Read(l.opts.StdinName, l.opts.maxSize())
	case l.revision != nil:
		src, err = l.revision.Read(c.Path, l.opts.maxSize())
	case l.opts.AgainstFile != "":
		src, err = l.opts.Read(named(l.opts.AgainstFile))
	}
	if err != nil {
		return nil, &EarlierError{c.Name, err}
	}
	if src == nil {
		return nil, nil
	}
	doc, err := manifest.ParseLimits(src, l.opts.limits())
	if err != nil {
		return nil, &UnreadableError{c.Name, l.shownEarlier(c.Name), err}
	}
	return doc, nil
}

// shownEarlier is the name of an earlier version in messages, as git has it.
func (l *linter) shownEarlier(name string) string {
	if l.revision != nil {
		return l.opts.AgainstRevision + ":" + name
	}
	return named(l.opts.AgainstFile).Name
}
