package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/baseline"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// knownFindings is the baseline of a run.
type knownFindings struct {
	*baseline.Baseline
	folder    string           // absolute path that the baseline's paths are relative to
	before    []baseline.Entry // what the file holds, if it is to be written
	rewriting bool             // --write-baseline: every finding becomes known
	recorded  map[string]bool  // the paths whose findings are taken in already
}

// openBaseline reads the file of --baseline; nil without the flag.
func (a *app) openBaseline(f lintFlags, dir string) (*knownFindings, error) {
	if f.baseline == "" {
		switch {
		case f.writeBaseline:
			return nil, errors.New("--write-baseline: where to? expected --baseline FILE beside it")
		case f.pruneBaseline:
			return nil, errors.New("--prune-baseline: which one? expected --baseline FILE beside it")
		}
		return nil, nil
	}
	at := f.baseline
	if !filepath.IsAbs(at) {
		at = filepath.Join(dir, at)
	}
	k := &knownFindings{folder: filepath.Dir(at), rewriting: f.writeBaseline, recorded: map[string]bool{}}
	if f.writeBaseline || f.pruneBaseline {
		if err := a.disk.CheckTarget(f.baseline); err != nil {
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
		return nil, fmt.Errorf("--baseline %s: cannot be read: %w", f.baseline, paths.Reason(err))
	}
	if k.Baseline, err = baseline.Parse(f.baseline, src); err != nil {
		return nil, err
	}
	if f.writeBaseline || f.pruneBaseline {
		k.before = k.Entries()
	}
	if k.Old() && !f.writeBaseline {
		a.errorf("edgeproxy: %s: entries of an older version cover a finding that has become worse, too: write the file anew with --write-baseline", filepath.ToSlash(f.baseline))
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
	return secret.Path(filepath.ToSlash(at))
}

// gone reports whether a path of the baseline is that of no file. Of a path
// that was masked nobody knows.
func (k *knownFindings) gone(path string) bool {
	_, err := os.Lstat(filepath.Join(k.folder, filepath.FromSlash(path)))
	return errors.Is(err, fs.ErrNotExist) && !strings.Contains(path, ":***")
}

// suppress marks the findings of a file that the baseline knows, or will know
// once it is written: a known finding speaks for no other, so that those have to
// be written, too. A file that cannot be parsed says nothing about its other
// entries.
func (k *knownFindings) suppress(path string, findings []lint.Finding) {
	unread := len(findings) == 1 && findings[0].Rule == rules.InvalidJSON.ID
	switch {
	case k.rewriting:
		for i := range findings {
			if findings[i].Suppressed == nil {
				findings[i].Suppressed = &lint.Suppression{By: check.ByBaseline}
			}
		}
	case !unread || k.Knows(path, rules.InvalidJSON.ID):
		k.Apply(path, findings)
	}
}

// stale reports the entries that cover nothing any more. They are errors, and
// not warnings as unused ignore entries are: a baseline only ever shrinks.
func (l *linter) stale(args []string) []lint.Finding {
	found := l.known.Stale(l.baselineCoverage(), args)
	for i := range found {
		found[i].Severity = lint.Error
	}
	return found
}

func (l *linter) baselineCoverage() baseline.Coverage {
	return baseline.Coverage{Gone: l.known.gone, Rule: l.ran}
}

// ran reports whether a rule has run, as far as the command line says. One that
// compares finds nothing without an earlier version.
func (l *linter) ran(id string) bool {
	compares := slices.ContainsFunc(l.rules, func(r lint.Rule) bool { return r.ID == id && r.Doc.Earlier != "" })
	return l.choice.runs(id) && (!compares || l.flags.against != "")
}

// storeBaseline writes the findings of the run to the baseline. What it holds
// about rules that did not run and files that were not checked stays, unless
// the files are gone.
func (l *linter) storeBaseline(run *report.Run) error {
	if len(run.Failures) > 0 {
		return errors.New("the baseline was not written: some files could not be checked")
	}
	for i := range run.Files {
		if f := &run.Files[i]; !l.known.recorded[l.known.path(l, f.Path)] {
			l.record(f)
		}
	}
	for _, e := range l.known.Entries() {
		if !l.known.recorded[e.Path] && l.known.gone(e.Path) { // standard input may have a name that no file has
			l.known.Forget(e.Path)
		}
	}
	return l.saveBaseline()
}

// record takes the findings of a file into the baseline, all of them: a run lists
// only so many.
func (l *linter) record(f *report.File) {
	if f == nil {
		return
	}
	findings := make([]lint.Finding, len(f.Findings))
	for i := range f.Findings {
		findings[i] = f.Findings[i].Finding
	}
	path := l.known.path(l, f.Path)
	l.known.Record(path, findings, l.ran)
	l.known.recorded[path] = true
}

// pruneBaseline takes out of the baseline what it would report as stale.
func (l *linter) pruneBaseline() error {
	l.known.Prune(l.baselineCoverage())
	return l.saveBaseline()
}

// saveBaseline writes the file, and says what has become of it.
func (l *linter) saveBaseline() error {
	var text strings.Builder
	if _, err := l.known.WriteTo(&text); err != nil {
		return err
	}
	if err := l.app.writeFile(l.flags.baseline, []byte(text.String())); err != nil {
		return fmt.Errorf("--baseline %s: cannot be written: %w", l.flags.baseline, paths.Reason(err))
	}
	total, now := 0, l.known.Entries()
	for _, e := range now {
		total += e.Count
	}
	removed, added := baseline.Changes(l.known.before, now)
	l.app.notef("%s: %s recorded: %d removed, %d added", filepath.ToSlash(l.flags.baseline), plural(total, "finding"), removed, added)
	return nil
}
