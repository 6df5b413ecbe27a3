package project

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

// Result is what Lint has found.
type Result struct {
	Run       *report.Run // the findings, for the formats of package report
	Failures  []Failure   // what could not be checked, or its fixes not be written
	Sites     int         // of LintSites: the number of sites whose manifests were checked
	Leftovers int         // temporary files of ended processes that were removed where this run has written

	linter  *linter
	files   *Found
	results []result // in the order of the files
	device  []result // of the files of a device
	gone    []string // see Gone
	written bool     // the fixes were made
	empty   bool     // none of the files was a manifest
}

// result is the outcome for one file.
type result struct {
	file     *report.File
	passed   *PassedOver       // why it was passed over
	skipped  bool              // it was passed over, and the summary counts it
	template bool              // it was taken for one
	source   []byte            // of standard input: who fixes it has to write it out
	edit     *Edit             // what its fixes change, if it has any
	mended   *report.File      // what is left with its fixes
	said     saying            // what its configuration lets pass, or tries to let pass
	digest   [sha256.Size]byte // of the findings, if links are among the files
	fixed    int
	failed   *Failure // it could not be checked, or its fixes not written

	unreadable *UnreadableError // its version at the revision is no JSON
}

func failedResult(c File, err error) result { return result{failed: &Failure{Name: c.Name, Err: err}} }

func located(c File, src []byte, findings []lint.Finding) result {
	file := report.Locate(c.Name, src, findings)
	return result{file: &file}
}

// NoManifestError says that none of the files was a manifest.
type NoManifestError struct {
	Paths []string // as they were given
}

// Error names the paths.
func (e *NoManifestError) Error() string {
	if len(e.Paths) == 0 {
		return "no file or folder was named to look for deployment manifests: expected one at least"
	}
	quoted := make([]string, len(e.Paths))
	for i, path := range e.Paths {
		quoted[i] = fmt.Sprintf("%q", path)
	}
	return "no deployment manifest found in " + strings.Join(slices.Compact(quoted), ", ")
}

// gather puts the results together in the order of the files.
func (r *Result) gather() {
	l := r.linter
	r.Run = &report.Run{
		Version:  l.opts.Version,
		Rules:    l.choice.inForce(),
		BasePath: filepath.ToSlash(l.dir),
		Root:     filepath.ToSlash(paths.Repository(l.dir)),
		Loosened: l.loosened(slices.Concat(r.results, r.device)),
		Skipped:  r.files.dropped,
	}
	r.Failures = slices.Clone(r.files.Failures)
	for _, one := range r.results {
		r.take(one)
	}
	manifests := len(r.Run.Files) > 0 || len(r.Failures) > 0 || l.opts.Device != "" && len(r.files.Paths) == 0
	for _, one := range r.device {
		r.take(one)
	}
	for i, f := range r.Failures {
		if l.opts.Reword != nil {
			r.Failures[i].Err = l.opts.Reword(f.Err)
		}
		r.Run.Failures = append(r.Run.Failures, r.Failures[i].reported())
	}
	if l.device != nil {
		for _, n := range l.device.Notes {
			r.Run.Notes = append(r.Run.Notes, report.Note{Path: n.Name, Message: n.Message})
		}
	}
	r.empty = !manifests && !(l.opts.SkipNonManifests && r.Run.Skipped > 0)
	l.checkLoosened(r.Run, r.results)
	if l.opts.Mode != PreviewFixes && l.opts.Mode != RecordBaseline {
		l.checkSuppressions(r.Run, r.files)
	}
	l.tolerate(r.Run)
}

// take adds the result of a file.
func (r *Result) take(one result) {
	if one.failed != nil {
		r.Failures = append(r.Failures, *one.failed)
	}
	if one.skipped {
		r.Run.Skipped++
	}
	if one.template {
		r.Run.Templates++
	}
	switch {
	case r.written && one.mended != nil:
		r.Run.Fixed += one.fixed
		r.Run.Files = append(r.Run.Files, *one.mended)
	case one.file != nil:
		r.Run.Files = append(r.Run.Files, *one.file)
	}
}

// Errors are the errors of the failures. Each stands once, although a broken
// configuration is a failure of each of its files.
func (r *Result) Errors() []error {
	var all []error
	seen := map[string]bool{}
	for _, f := range r.Failures {
		if !seen[f.Err.Error()] {
			seen[f.Err.Error()] = true
			all = append(all, f.Err)
		}
	}
	return all
}

// HasStdin reports whether standard input is among the files.
func (r *Result) HasStdin() bool { return r.files.HasStdin() }

// Device is the device that was checked; nil without Options.Device.
func (r *Result) Device() *device.Device { return r.linter.device }

// Edits are the changes that fixes make, or have made, in files and in standard
// input, whose Path is "-". There are none unless the mode of the run prepares fixes.
func (r *Result) Edits() []Edit {
	var all []Edit
	for _, one := range r.results {
		if one.edit != nil && one.failed == nil {
			all = append(all, *one.edit)
		}
	}
	return all
}

// Differs reports whether a fix changes any text.
func (r *Result) Differs() bool {
	return slices.ContainsFunc(r.Edits(), func(e Edit) bool { return e.Differs() })
}

// Stdin is the text of standard input with its fixes, and whether it was read.
func (r *Result) Stdin() (text []byte, ok bool) {
	for i, one := range r.results {
		switch {
		case r.files.Files[i].Path != paths.Stdin:
		case one.edit != nil:
			return one.edit.New, true
		default:
			return one.source, true
		}
	}
	return nil, false
}

// PassedOver are the files that were passed over.
func (r *Result) PassedOver() []PassedOver {
	var all []PassedOver
	for _, one := range r.results {
		if one.passed != nil {
			all = append(all, *one.passed)
		}
	}
	return all
}

// countLinksOnce removes the result of a link to a file that was checked itself, if
// both results are the same. They differ where the configuration has other settings
// for the path of the link: then both count.
func countLinksOnce(files []File, results []result) {
	if !slices.ContainsFunc(files, func(c File) bool { return c.Target != "" }) {
		return
	}
	places, at := paths.Identities{}, map[string]int{}
	for i, c := range files {
		if c.Target == "" {
			at[places.Of(c.Path)] = i
		}
	}
	for i, c := range files {
		switch j, ok := at[c.Target]; {
		case c.Target == "":
		case !ok:
			at[c.Target] = i // another link may lead there, too
		case results[i].equals(results[j]):
			results[i] = result{}
		}
	}
}

// equals reports whether the results for two names of a file are the same: their
// findings, and the text after the fixes.
func (r result) equals(other result) bool {
	if r.failed != nil || other.failed != nil || (r.file == nil) != (other.file == nil) || (r.edit == nil) != (other.edit == nil) || (r.passed == nil) != (other.passed == nil) {
		return false
	}
	return (r.passed == nil || r.passed.Why == other.passed.Why) &&
		r.digest == other.digest &&
		(r.edit == nil || bytes.Equal(r.edit.New, other.edit.New))
}

// digestOf is the same for files with the same findings.
func digestOf(file *report.File) (sum [sha256.Size]byte) {
	hash := sha256.New()
	if file != nil {
		_ = json.NewEncoder(hash).Encode(file.Findings) // neither fails: findings are plain data
	}
	hash.Sum(sum[:0])
	return sum
}
