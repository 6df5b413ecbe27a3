package report

import (
	"io"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// The JSON document. Every key is always there, so that a reader need not distinguish
// an absent key from an empty one. The document is described in schemas/report.
type (
	jsonReport struct {
		Version  int            `json:"version"`
		Tool     jsonTool       `json:"tool"`
		Summary  jsonSummary    `json:"summary"`
		Loosened []jsonLoosened `json:"loosened"`
		Failures []jsonFailure  `json:"failures"`
		Notes    []jsonNote     `json:"notes"`
		Findings []any          `json:"findings"` // last: see writeDocument
	}
	jsonTool struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	}
	jsonSummary struct {
		Files    int `json:"files"`
		Skipped  int `json:"skipped"`
		Errors   int `json:"errors"`
		Warnings int `json:"warnings"`
		Infos    int `json:"infos"`
	}
	jsonLoosened struct {
		What   string `json:"what"`
		Origin string `json:"origin"`
		Files  int    `json:"files"`
	}
	jsonFailure struct {
		File    string `json:"file"`
		Message string `json:"message"`
	}
	jsonNote struct {
		File    string `json:"file"`
		Line    int    `json:"line"`
		Message string `json:"message"`
	}
	jsonFinding struct {
		Rule       string           `json:"rule"`
		Name       string           `json:"name"`
		Severity   string           `json:"severity"`
		Message    string           `json:"message"`
		Help       string           `json:"help"`
		File       string           `json:"file"`
		Module     string           `json:"module"`
		Pointer    string           `json:"pointer"`
		Start      jsonPosition     `json:"start"`
		End        jsonPosition     `json:"end"`
		Related    []jsonRelated    `json:"related"`
		Fixes      []jsonFix        `json:"fixes"`
		Suppressed *jsonSuppression `json:"suppressed"`
	}
	jsonPosition struct {
		Offset int `json:"offset"` // bytes
		Line   int `json:"line"`
		Column int `json:"column"` // code points
	}
	jsonRelated struct {
		Message string       `json:"message"`
		File    string       `json:"file,omitempty"` // another one than the finding's
		Pointer string       `json:"pointer"`
		Start   jsonPosition `json:"start"`
		End     jsonPosition `json:"end"`
	}
	jsonFix struct {
		Message string     `json:"message"`
		Safe    bool       `json:"safe"`
		Edits   []jsonEdit `json:"edits"`
	}
	jsonEdit struct {
		Start jsonPosition `json:"start"`
		End   jsonPosition `json:"end"`
		Text  string       `json:"text"`
	}
	jsonSuppression struct {
		By     string `json:"by"`
		Reason string `json:"reason"`
	}
)

// JSON writes one document for programs, suppressed findings included. Texts are exact but
// for invalid UTF-8, which JSON cannot hold. The error is that of w.
func JSON(w io.Writer, r *Run, _ Options) error {
	t := r.tally()
	report := jsonReport{
		Version:  1,
		Tool:     jsonTool{toolName, r.Version},
		Summary:  jsonSummary{len(r.Files), r.Skipped, t.errors, t.warnings, t.infos},
		Loosened: []jsonLoosened{},
		Failures: []jsonFailure{},
		Notes:    []jsonNote{},
		Findings: []any{},
	}
	for _, l := range r.Loosened {
		report.Loosened = append(report.Loosened, jsonLoosened(l))
	}
	for _, f := range r.failed() {
		report.Failures = append(report.Failures, jsonFailure{f.Path, f.Message})
	}
	for _, n := range r.Notes {
		report.Notes = append(report.Notes, jsonNote{secret.Path(n.Path), n.Line, secret.Message(n.Message)})
	}
	return writeDocument(w, report, func(yield func(any) bool) {
		for i := range r.Files {
			for j := range r.Files[i].Findings {
				if !yield(newJSONFinding(&r.Files[i], &r.Files[i].Findings[j])) {
					return
				}
			}
		}
	})
}

// JSONFindings are the findings of a file as JSON has them: each can be encoded.
func JSONFindings(f *File) []any {
	var all []any
	for i := range f.Findings {
		all = append(all, newJSONFinding(f, &f.Findings[i]))
	}
	return all
}

func newJSONFinding(f *File, d *Finding) jsonFinding {
	out := jsonFinding{
		Rule: d.Rule, Name: d.Name, Severity: d.Severity.String(),
		Message: d.Message, Help: d.Help,
		File: f.Path, Module: d.Module, Pointer: d.Pointer,
		Start: newJSONPosition(d.Start), End: newJSONPosition(d.End),
		Related: []jsonRelated{}, Fixes: []jsonFix{},
	}
	for i, place := range d.Related {
		related, other := d.Finding.Related[i], ""
		if related.File != nil {
			other = place.Path
		}
		out.Related = append(out.Related, jsonRelated{related.Message, other, related.Pointer, newJSONPosition(place.Start), newJSONPosition(place.End)})
	}
	for i, edits := range d.Edits {
		if !printable(edits) {
			continue
		}
		fix := jsonFix{Message: d.Fixes[i].Message, Safe: true, Edits: []jsonEdit{}}
		for _, e := range edits {
			fix.Edits = append(fix.Edits, jsonEdit{newJSONPosition(e.Start), newJSONPosition(e.End), e.Text})
		}
		out.Fixes = append(out.Fixes, fix)
	}
	if s := d.Suppressed; s != nil {
		out.Suppressed = &jsonSuppression{s.By, s.Reason}
	}
	return out
}

func newJSONPosition(p manifest.Position) jsonPosition {
	return jsonPosition{p.Offset, p.Line, p.Column}
}

// printable reports whether a report may hold the text of a fix. A fix with a password
// may not stand in a report, and a masked one would damage the file. A fix that is not
// UTF-8 cannot stand in JSON.
func printable(edits []EditPlace) bool {
	for _, e := range edits {
		if len(secret.Document([]byte(e.Text))) > 0 || !utf8.ValidString(e.Text) {
			return false
		}
	}
	return true
}
