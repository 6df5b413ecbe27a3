// Package report writes what a run of the linter found, in the formats that
// people, CI systems and other programs read.
//
//	run := &report.Run{Rules: lint.DefaultRules()}
//	run.Files = append(run.Files, report.Locate(name, src, lint.Source(src, lint.Options{})))
//	write, err := report.Lookup("sarif") // or report.SARIF
//	err = write(os.Stdout, run, report.Options{})
//
// A [Run] is plain data: positions are resolved and sources are gone, so that
// a format needs nothing but the run. The promises of every format:
//
//   - It writes the same bytes for the same run: no clock, no environment, and
//     no path of the machine unless the format asks for one (azure).
//   - No text of a manifest can give orders to a terminal or a CI system, break
//     a line, or break the syntax of the format, whatever bytes it holds.
//   - No password of a URL is shown: snippets and paths mask it, and fixes that
//     would spell one out are left out of the formats that carry fixes.
package report

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Run holds the results of one run of the linter. encoding/json takes its Files, for a
// report of your own; it does not take its Rules, which hold functions.
type Run struct {
	Version   string       // version of the tool
	Rules     []check.Rule // every rule of the run, sorted by ID, with the severities in force
	Files     []File       // in the order in which they are to be shown
	Templates int          // those of Files that were taken for templates
	Skipped   int          // files passed over because they are no manifests
	Fixed     int          // findings mended in this run
	BasePath  string       // absolute path, with forward slashes, that relative File.Path are relative to
	Root      string       // absolute path, with forward slashes, of the repository; "" stands for BasePath
	Failures  []Failure    // what could not be checked: the run is incomplete
	Loosened  []Loosened   // what configurations let pass
	Notes     []Note       // what the findings leave out, such as what is not known of a device

	// FixWith names what makes the fixes, such as a flag of the program that
	// runs the linter; "" names nothing.
	FixWith string
}

// Failure is a file that could not be checked. The caller tells people about it; the
// report names it, too, so that a report which is read elsewhere does not look
// complete.
type Failure struct{ Path, Message string }

// File is one linted file. Its source is not kept: all positions are resolved.
type File struct {
	Path     string // as the user named it, with forward slashes, without passwords
	Findings []Finding

	// Tolerated is the highest severity of a finding that does not fail the run, such
	// as Warning where only errors fail it. With the zero value any finding fails the
	// run.
	Tolerated check.Severity
}

// Finding is a finding with its places resolved.
type Finding struct {
	check.Finding
	Start, End manifest.Position
	Snippet    Snippet
	Related    []Place       // one for each of the finding's Related
	Edits      [][]EditPlace // one list for each of the finding's Fixes
}

// Place is the resolved span of a Related.
type Place struct {
	Path       string // of the file, without passwords
	Start, End manifest.Position
}

// EditPlace is an edit with its places resolved. Text may hold the password of a proxy:
// package fmt does not print it, and encoding/json leaves it out.
type EditPlace struct {
	Start, End manifest.Position
	Text       string `json:"-"`
}

// String is like "12:5-12:9: 34 bytes": the places, and the length of Text.
func (e EditPlace) String() string {
	return fmt.Sprintf("%v-%v: %d bytes", e.Start, e.End, len(e.Text))
}

// Format prints String, whatever the verb.
func (e EditPlace) Format(f fmt.State, verb rune) {
	fmt.Fprintf(f, fmt.FormatString(f, verb), e.String())
}

// Snippet is the part of a source line that text output shows.
type Snippet struct {
	Text       string // the line, or a window of it around the span; bytes of the file, passwords masked
	CutLeft    bool   // text was left out before it
	CutRight   bool   // text was left out after it
	Start, End int    // byte offsets of the span in Text; End is the end of Text where the span goes on
}

// Locate resolves the places of findings in src.
func Locate(path string, src []byte, findings []check.Finding) File {
	f := File{Path: secret.Path(path)}
	if len(findings) == 0 {
		return f
	}
	lines, hidden := manifest.NewLines(src), secretSpans(secret.Document(src))
	f.Findings = make([]Finding, len(findings))
	for i, c := range findings {
		out := Finding{Finding: c.Tidied(), Start: lines.Position(c.Span.Start), End: lines.Position(c.Span.End)}
		out.Snippet = snippet(lines, hidden, out.Start, out.End)
		for _, r := range c.Related {
			out.Related = append(out.Related, placeOf(r, f.Path, lines))
		}
		for _, fix := range c.Fixes {
			var edits []EditPlace
			for _, e := range fix.Edits {
				edits = append(edits, EditPlace{lines.Position(e.Start), lines.Position(e.End), e.Text})
			}
			out.Edits = append(out.Edits, edits)
		}
		f.Findings[i] = out
	}
	return f
}

// placeOf resolves the span of a Related, which may lie in another file than the
// finding's own, the path and lines of which are given.
func placeOf(r check.Related, path string, lines *manifest.Lines) Place {
	if r.File != nil {
		path, lines = secret.Path(r.File.Name), r.File.Lines()
	}
	return Place{path, lines.Position(r.Span.Start), lines.Position(r.Span.End)}
}

// Count is the number of unsuppressed findings of a severity, those included
// that are not listed.
func (r *Run) Count(s check.Severity) int {
	n := 0
	for _, f := range r.Files {
		for _, d := range f.Findings {
			if d.Severity == s && d.Suppressed == nil {
				n += max(1, d.More)
			}
		}
	}
	return n
}
