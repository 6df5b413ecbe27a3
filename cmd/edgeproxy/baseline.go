package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/baseline"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
)

// knownFindings is the baseline of a run.
type knownFindings struct {
	*baseline.Baseline
	folder    string          // absolute path that the baseline's paths are relative to
	syntax    map[string]bool // paths whose syntax error is in the baseline
	rewriting bool            // --write-baseline: nothing is hidden
}

// openBaseline reads the file of --baseline; nil without the flag.
func (a *app) openBaseline(f lintFlags, dir string) (*knownFindings, error) {
	if f.baseline == "" {
		if f.writeBaseline {
			return nil, errors.New("--write-baseline: where to? expected --baseline FILE beside it")
		}
		return nil, nil
	}
	at := f.baseline
	if !filepath.IsAbs(at) {
		at = filepath.Join(dir, at)
	}
	k := &knownFindings{folder: filepath.Dir(at), syntax: map[string]bool{}, rewriting: f.writeBaseline}
	src, err := os.ReadFile(f.baseline)
	switch {
	case errors.Is(err, fs.ErrNotExist) && f.writeBaseline:
		k.Baseline = baseline.New(f.baseline)
		return k, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("--baseline %s: no such file: write it with --write-baseline", f.baseline)
	case err != nil:
		return nil, fmt.Errorf("--baseline %s: %w", f.baseline, reason(err))
	}
	if k.Baseline, err = baseline.Parse(f.baseline, src); err != nil {
		return nil, err
	}
	for _, e := range k.Entries() {
		k.syntax[e.Path] = k.syntax[e.Path] || e.Rule == rules.InvalidJSON.ID
	}
	return k, nil
}

// path is the path of a file as the baseline holds it.
func (k *knownFindings) path(l *linter, name string) string {
	at := l.abs(filepath.FromSlash(name))
	if rel, err := filepath.Rel(k.folder, at); err == nil {
		at = rel
	}
	return filepath.ToSlash(at)
}

// suppress marks the findings of a file that the baseline knows. A file that
// cannot be parsed says nothing about its other entries.
func (k *knownFindings) suppress(path string, findings []lint.Finding) {
	unread := len(findings) == 1 && findings[0].Rule == rules.InvalidJSON.ID
	if !k.rewriting && (!unread || k.syntax[path]) {
		k.Apply(path, findings)
	}
}

// stale reports the entries that cover nothing any more. They are errors, and
// not warnings as unused ignore entries are: a baseline only ever shrinks.
func (l *linter) stale(args []string) []lint.Finding {
	found := l.known.Stale(baseline.Coverage{
		Gone: func(path string) bool {
			_, err := os.Lstat(filepath.Join(l.known.folder, filepath.FromSlash(path)))
			return errors.Is(err, fs.ErrNotExist)
		},
		Rule: l.choice.runs,
	}, args)
	for i := range found {
		found[i].Severity = lint.Error
	}
	return found
}

// storeBaseline writes the findings of the run to the baseline. What it holds
// about files that were not checked stays, unless they are gone.
func (l *linter) storeBaseline(run *report.Run) error {
	if len(run.Failures) > 0 {
		return errors.New("the baseline was not written: some files could not be checked")
	}
	total := 0
	for _, f := range run.Files {
		findings := make([]lint.Finding, len(f.Findings))
		for i := range f.Findings {
			findings[i] = f.Findings[i].Finding
		}
		l.known.Record(l.known.path(l, f.Path), findings)
	}
	for _, e := range l.known.Entries() {
		if _, err := os.Lstat(filepath.Join(l.known.folder, filepath.FromSlash(e.Path))); errors.Is(err, fs.ErrNotExist) {
			l.known.Record(e.Path, nil)
			continue
		}
		total += e.Count
	}
	var text strings.Builder
	if _, err := l.known.WriteTo(&text); err != nil {
		return err
	}
	if err := l.app.write(func() error { return writeFile(l.flags.baseline, []byte(text.String())) }); err != nil {
		return fmt.Errorf("--baseline %s: %w", l.flags.baseline, reason(err))
	}
	l.app.errorf("%s: %s recorded", filepath.ToSlash(l.flags.baseline), plural(total, "finding"))
	return nil
}
