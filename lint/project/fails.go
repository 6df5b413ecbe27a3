package project

import (
	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// Fails reports whether a finding fails the run: its severity is at or above
// Options.FailOn or, without that, the level in the configuration of its file. With
// RecordBaseline no finding fails the run, because all of them are known from now on.
func (r *Result) Fails() bool {
	if r.linter.opts.Mode == RecordBaseline {
		return false
	}
	for i := range r.Run.Files {
		f := &r.Run.Files[i]
		for j := range f.Findings {
			if d := &f.Findings[j]; d.Suppressed == nil && d.Severity > f.Tolerated {
				return true
			}
		}
	}
	return false
}

// tolerate says for each file of a run what does not fail it.
func (l *linter) tolerate(run *report.Run) {
	for i := range run.Files {
		if f := &run.Files[i]; len(f.Findings) > 0 {
			f.Tolerated = tolerated(l.failLevel(f.Path))
		}
	}
}

// failOn is the severity that fails a run whose configuration says nothing.
func (l *linter) failOn() lint.Severity {
	if l.opts.FailOn != nil {
		return *l.opts.FailOn
	}
	return lint.Error
}

// failLevel is the severity that fails the run for a file.
func (l *linter) failLevel(path string) lint.Severity {
	if l.opts.FailOn != nil {
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
