package main

import (
	"errors"
	"fmt"
	"io"
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
	if f.writeBaseline {
		if err := checkTarget(f.baseline); err != nil {
			return nil, fmt.Errorf("--baseline %s: %w", f.baseline, err)
		}
	}
	src, err := readBaseline(f.baseline)
	switch {
	case errors.Is(err, fs.ErrNotExist) && f.writeBaseline:
		k.Baseline = baseline.New(f.baseline)
		return k, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("--baseline %s: no such file: check the path, or write it with --write-baseline", f.baseline)
	case err != nil:
		return nil, fmt.Errorf("--baseline %s: cannot be read: %w", f.baseline, reason(err))
	}
	if k.Baseline, err = baseline.Parse(f.baseline, src); err != nil {
		return nil, err
	}
	for _, e := range k.Entries() {
		k.syntax[e.Path] = k.syntax[e.Path] || e.Rule == rules.InvalidJSON.ID
	}
	return k, nil
}

// readBaseline reads a file up to the size that is refused. Waiting for a pipe
// would be waiting for ever.
func readBaseline(path string) ([]byte, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, errors.New("it is no regular file: expected one that --write-baseline has written")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, baseline.MaxSize+1))
}

// path is the path of a file as the baseline holds it: without a password, if
// somebody gave a file the name of a proxy.
func (k *knownFindings) path(l *linter, name string) string {
	at := l.abs(filepath.FromSlash(name))
	if rel, err := filepath.Rel(k.folder, at); err == nil {
		at = rel
	}
	return report.HidePath(filepath.ToSlash(at))
}

// gone reports whether a path of the baseline is that of no file. Of a path
// that was masked nobody knows.
func (k *knownFindings) gone(path string) bool {
	_, err := os.Lstat(filepath.Join(k.folder, filepath.FromSlash(path)))
	return errors.Is(err, fs.ErrNotExist) && !strings.Contains(path, ":***")
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
		Gone: l.known.gone,
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
	total, checked := 0, map[string]bool{}
	for _, f := range run.Files {
		findings := make([]lint.Finding, len(f.Findings))
		for i := range f.Findings {
			findings[i] = f.Findings[i].Finding
		}
		path := l.known.path(l, f.Path)
		l.known.Record(path, findings)
		checked[path] = true // standard input may have a name that no file has
	}
	for _, e := range l.known.Entries() {
		if !checked[e.Path] && l.known.gone(e.Path) {
			l.known.Record(e.Path, nil)
			continue
		}
		total += e.Count
	}
	var text strings.Builder
	if _, err := l.known.WriteTo(&text); err != nil {
		return err
	}
	if err := l.app.writeFile(l.flags.baseline, []byte(text.String())); err != nil {
		return fmt.Errorf("--baseline %s: cannot be written: %w", l.flags.baseline, reason(err))
	}
	l.app.errorf("%s: %s recorded", filepath.ToSlash(l.flags.baseline), plural(total, "finding"))
	return nil
}
