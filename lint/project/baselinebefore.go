package project

import (
	"github.com/iotedge-tools/edgeproxy/lint/baseline"
)

// boundBaseline lets the baseline cover only the findings that it covered at the
// revision to compare with: an entry that a change adds must not cover what the same
// change breaks. A baseline outside of the repository is not a part of the change, and
// is not compared. A baseline that nobody can read at the revision covered nothing.
func (l *linter) boundBaseline() error {
	if l.known == nil || l.revision == nil || l.known.rewriting {
		return nil
	}
	file := l.opts.Baseline
	if _, err := l.revision.Path(file); err != nil {
		return nil
	}
	src, err := l.revision.Read(file, baseline.MaxSize)
	if err != nil {
		return &OptionError{"Baseline", file, &EarlierError{file, err}}
	}
	earlier, err := baseline.Parse(file, src)
	if err != nil {
		earlier = baseline.New(file)
	}
	l.known.Against(earlier)
	return nil
}

// Fresh are the findings that the baseline would cover, had the change not added
// the entries itself: how many there are, and in which files.
func (r *Result) Fresh() (findings int, files []string) {
	if r.linter.known == nil {
		return 0, nil
	}
	return r.linter.known.Fresh()
}
