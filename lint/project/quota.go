package project

import (
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// The findings of a kind that a run lists, and the bytes of text in them. Each
// file is bounded by itself (lint.Run); this bounds what many files say together.
const (
	mostListed = 10_000
	mostText   = 16 << 20
)

// quota is how much room is left for findings of each kind. When there is none,
// a file lists the first of the kind and counts the others: no file and no kind is
// left out, and every count is exact. Files must come in a fixed order (L8).
type quota map[findingKind]*room

// findingKind is what findings have in common if one of them may stand for the others.
type findingKind struct {
	rule       string
	severity   lint.Severity
	cause      string
	by, origin string // of the suppression
}

// room is what is listed of a kind.
type room struct{ findings, bytes int }

func findingKindOf(d *report.Finding) findingKind {
	kind := findingKind{rule: d.Rule, severity: d.Severity, cause: d.Cause}
	if s := d.Suppressed; s != nil {
		kind.by, kind.origin = s.By, s.Origin
	}
	return kind
}

// trim takes the findings out of a file for which there is no room. The first one of
// each kind stays, and stands for the others.
func (q quota) trim(file *report.File) {
	if file == nil {
		return
	}
	listed, seen, rest := file.Findings[:0:0], map[findingKind]bool{}, map[findingKind]int{}
	for i := range file.Findings {
		d := &file.Findings[i]
		kind := findingKindOf(d)
		used := q[kind]
		if used == nil {
			used = &room{}
			q[kind] = used
		}
		at, full := rest[kind]
		switch {
		case full:
			listed[at].More += max(1, d.More)
			listed[at].MoreFixable += fixable(d)
			continue
		case seen[kind] && (used.findings >= mostListed || used.bytes >= mostText):
			rest[kind] = len(listed)
			listed = append(listed, restOf(d))
			continue
		}
		seen[kind] = true
		used.findings++
		used.bytes += d.Size()
		listed = append(listed, *d)
	}
	for _, at := range rest {
		d := &listed[at]
		d.Finding = d.Rest(d.More, d.MoreFixable, "the run lists no more of this kind: mend those that are listed, or lint this file alone")
	}
	file.Findings = slices.Clip(listed)
}

// restOf is a finding that begins to stand for others.
func restOf(d *report.Finding) report.Finding {
	rest := report.Finding{Finding: d.Finding, Start: d.Start, End: d.End, Snippet: d.Snippet}
	rest.More, rest.MoreFixable = max(1, d.More), fixable(d)
	return rest
}

// fixable is how many findings with a fix a finding stands for.
func fixable(d *report.Finding) int {
	if d.More > 0 {
		return d.MoreFixable
	}
	return min(1, len(d.Fixes))
}
