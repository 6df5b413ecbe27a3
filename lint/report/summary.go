package report

import (
	"fmt"
	"iter"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// open yields the findings that are not suppressed, each with its file.
func (r *Run) open() iter.Seq2[*File, *Finding] {
	return func(yield func(*File, *Finding) bool) {
		for i := range r.Files {
			f := &r.Files[i]
			for j := range f.Findings {
				if d := &f.Findings[j]; d.Suppressed == nil && !yield(f, d) {
					return
				}
			}
		}
	}
}

// tally is what a summary counts, findings that are not listed included. Only
// suppressed counts suppressed findings.
type tally struct{ errors, warnings, infos, fixable, suppressed int }

func (t *tally) add(d *Finding) {
	n := max(1, d.More)
	if d.Suppressed != nil {
		t.suppressed += n
		return
	}
	switch d.Severity {
	case check.Error:
		t.errors += n
	case check.Warning:
		t.warnings += n
	default:
		t.infos += n
	}
	t.fixable += min(1, len(d.Fixes)) + d.MoreFixable
}

func (t tally) findings() int { return t.errors + t.warnings + t.infos }

// String is like "2 errors and 1 warning"; counts of zero are left out.
func (t tally) String() string {
	var parts []string
	for _, p := range [...]struct {
		n    int
		noun string
	}{{t.errors, "error"}, {t.warnings, "warning"}, {t.infos, "info"}} {
		if p.n > 0 {
			parts = append(parts, Plural(p.n, p.noun))
		}
	}
	switch len(parts) {
	case 0:
		return "no findings"
	case 1:
		return parts[0]
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], ", ") + " and " + parts[last]
}

func (r *Run) tally() tally {
	var t tally
	for i := range r.Files {
		for j := range r.Files[i].Findings {
			t.add(&r.Files[i].Findings[j])
		}
	}
	return t
}

// summary is the line that closes a report for people, such as
// "2 errors and 1 warning in 3 files (2 templates, 1 fixable, 4 suppressed)".
func (r *Run) summary() string {
	t := r.tally()
	var notes []string
	note := func(n int, text string) {
		if n > 0 {
			notes = append(notes, text)
		}
	}
	note(r.Templates, Plural(r.Templates, "template"))
	note(t.fixable, strings.TrimSuffix(fmt.Sprintf("%d fixable with %s", t.fixable, r.FixWith), " with "))
	note(r.Fixed, fmt.Sprintf("%d fixed", r.Fixed))
	note(t.suppressed, fmt.Sprintf("%d suppressed", t.suppressed))
	note(r.Skipped, Plural(r.Skipped, "other file")+" skipped")
	note(len(r.Failures), Plural(len(r.Failures), "file")+" not checked")

	line := fmt.Sprintf("%s in %s", t, Plural(len(r.Files), "file"))
	if len(r.Files) == 0 {
		line = "no manifests to check"
	}
	if len(notes) > 0 {
		line += " (" + strings.Join(notes, ", ") + ")"
	}
	return line
}

// Plural is like "1 error" and "2 errors".
func Plural(n int, word string) string { return fmt.Sprintf("%d %s", n, noun(n, word)) }

// noun is a word, in the plural unless n is 1.
func noun(n int, word string) string {
	if n == 1 {
		return word
	}
	return word + "s"
}
