package project

import (
	"github.com/iotedge-tools/edgeproxy/lint"
)

// Fails reports whether a finding is at or above Options.FailOn, or else at what
// the configuration of its file says. Findings that a run records are none: all
// of them are known from now on.
func (r *Result) Fails() bool {
	if r.linter.opts.Mode == RecordBaseline {
		return false
	}
	for i := range r.Run.Files {
		f := &r.Run.Files[i]
		worst := lint.Off
		for j := range f.Findings {
			if d := &f.Findings[j]; d.Suppressed == nil {
				worst = max(worst, d.Severity)
			}
		}
		if level := r.linter.failLevel(f.Path, worst); level != lint.Off && worst >= level {
			return true
		}
	}
	return false
}

// failOn is the severity that fails a run whose configuration says nothing.
func (l *linter) failOn() lint.Severity {
	if l.opts.FailOn != nil {
		return *l.opts.FailOn
	}
	return lint.Error
}

// failLevel is the severity that fails the run for a file with a finding.
func (l *linter) failLevel(path string, worst lint.Severity) lint.Severity {
	if l.opts.FailOn != nil || worst == lint.Off {
		return l.failOn()
	}
	set, err := l.inForce(path)
	if err != nil || set.FailOn.Origin == "" {
		return l.failOn()
	}
	return set.FailOn.Value
}

// tolerated is the highest severity that does not fail a run.
func tolerated(failOn lint.Severity) lint.Severity {
	if failOn == lint.Off {
		return lint.Error
	}
	return failOn - 1
}
