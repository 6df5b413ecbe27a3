package project

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
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
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
	rewriting bool             // with RecordBaseline: every finding becomes known
	recorded  map[string]bool  // the paths whose findings are taken in already
}

// ErrNoBaseline refuses a baseline that is no regular file.
var ErrNoBaseline = errors.New("it is no regular file: expected a baseline")

// openBaseline reads the baseline; nil if the options name none.
func (l *linter) openBaseline() (*knownFindings, error) {
	file, writes := l.opts.Baseline, l.opts.Mode == RecordBaseline || l.opts.Mode == PruneBaseline
	if file == "" {
		if writes {
			return nil, &OptionError{Option: "Baseline", Err: errors.New("expected the name of the file to write")}
		}
		return nil, nil
	}
	k := &knownFindings{folder: filepath.Dir(l.abs(file)), rewriting: l.opts.Mode == RecordBaseline, recorded: map[string]bool{}}
	if writes {
		if err := l.disk.CheckTarget(file); err != nil {
			return nil, &OptionError{"Baseline", file, err}
		}
	}
	src, err := readBaseline(file)
	switch {
	case errors.Is(err, fs.ErrNotExist) && k.rewriting:
		k.Baseline = baseline.New(file)
		return k, nil
	case errors.Is(err, fs.ErrNotExist):
		return nil, &OptionError{"Baseline", file, fs.ErrNotExist}
	case err != nil:
		return nil, &OptionError{"Baseline", file, fmt.Errorf("cannot be read: %w", paths.Reason(err))}
	}
	if k.Baseline, err = baseline.Parse(file, src); err != nil {
		return nil, err
	}
	if writes {
		k.before = k.Entries()
	}
	return k, nil
}

// OldBaseline reports whether the baseline has entries of an older version. Such
// entries may also cover a finding that has become worse, or one in another element of a
// list.
func (r *Result) OldBaseline() bool {
	k := r.linter.known
	return k != nil && !k.rewriting && k.Old()
}

// readBaseline reads a file up to the size limit. It refuses a pipe, which might
// never end.
func readBaseline(path string) ([]byte, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, ErrNoBaseline
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

// gone reports whether no file has a path of the baseline. If the path was masked,
// this is not known.
func (k *knownFindings) gone(path string) bool {
	_, err := os.Lstat(filepath.Join(k.folder, filepath.FromSlash(path)))
	return errors.Is(err, fs.ErrNotExist) && !strings.Contains(path, ":***")
}

// suppress marks the findings of a file that the baseline knows, or will know once it
// is written. A file that cannot be parsed leaves its other entries as they are.
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
	run := l.baselineCoverage()
	run.Paths = args
	switch {
	case l.opts.NoConfig:
		run.Flags = []string{"--no-config"}
	case l.opts.Config != "":
		run.Flags = []string{"--config", l.opts.Config}
	}
	found := l.known.Stale(run)
	for i := range found {
		found[i].Severity = lint.Error
	}
	return found
}

func (l *linter) baselineCoverage() baseline.Coverage {
	return baseline.Coverage{Gone: l.known.gone, Rule: l.ran, Off: l.off}
}

// off reports whether the configuration of a file of the baseline turns a rule off.
func (l *linter) off(path, rule string) bool {
	at := filepath.Join(l.known.folder, filepath.FromSlash(path))
	if rel, err := filepath.Rel(l.dir, at); err == nil {
		at = rel
	}
	set, err := l.inForce(filepath.ToSlash(at))
	if err != nil {
		return false
	}
	severity, ok := l.choice.severities(set.Rules)[rule]
	return ok && severity == lint.Off
}

// ran reports whether a rule has run, as far as the options tell. A rule that
// compares two versions finds nothing without an earlier version, and a rule about a
// device nothing without one.
func (l *linter) ran(id string) bool {
	compares := slices.ContainsFunc(l.rules, func(r lint.Rule) bool { return r.ID == id && r.Doc.Earlier != nil })
	devices := slices.ContainsFunc(l.rules, func(r lint.Rule) bool { return r.ID == id && r.Doc.File == check.DeviceFiles })
	if devices && l.device == nil {
		return false
	}
	return l.choice.runs(id) && (!compares || (l.opts.AgainstFile != "" || l.opts.AgainstRevision != ""))
}

// BaselineChange says how a run has changed a baseline.
type BaselineChange struct {
	Findings       int // that are known now
	Removed, Added int // findings
}

// WriteBaseline writes the baseline: with RecordBaseline all findings of the run, with
// PruneBaseline the entries that still cover a finding. Entries for rules that did not run
// and for files that were not checked stay, unless the files are gone. The error says that
// a file could not be checked, is an *OptionError, or a *baseline.Error if the baseline
// would be too large.
func (r *Result) WriteBaseline() (BaselineChange, error) {
	l := r.linter
	switch l.opts.Mode {
	case PruneBaseline:
		l.known.Prune(l.baselineCoverage())
	case RecordBaseline:
		if len(r.Failures) > 0 {
			return BaselineChange{}, errors.New("the baseline was not written: some files could not be checked")
		}
		l.recordAll(r.Run)
	default:
		return BaselineChange{}, &OptionError{Option: "Mode", Err: errors.New("this run writes no baseline: expected RecordBaseline or PruneBaseline")}
	}
	var text strings.Builder
	if _, err := l.known.WriteTo(&text); err != nil {
		return BaselineChange{}, err
	}
	if !atomicfile.IsDevice(l.opts.Baseline) {
		r.Leftovers += atomicfile.RemoveLeftovers([]string{l.opts.Baseline})
	}
	if err := l.disk.WriteFile(l.opts.Baseline, []byte(text.String())); err != nil {
		return BaselineChange{}, &OptionError{"Baseline", l.opts.Baseline, fmt.Errorf("cannot be written: %w", paths.Reason(err))}
	}
	now := l.known.Entries()
	var change BaselineChange
	for _, e := range now {
		change.Findings += e.Count
	}
	change.Removed, change.Added = baseline.Changes(l.known.before, now)
	return change, nil
}

// recordAll takes the findings of the run into the baseline.
func (l *linter) recordAll(run *report.Run) {
	for i := range run.Files {
		if f := &run.Files[i]; !l.known.recorded[l.known.path(l, f.Path)] {
			l.record(f)
		}
	}
	for _, e := range l.known.Entries() {
		if !l.known.recorded[e.Path] && l.known.gone(e.Path) { // no file may have the name of standard input
			l.known.Forget(e.Path)
		}
	}
}

// record takes all findings of a file into the baseline, also those that the run
// does not list.
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
