package lint

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// maxRounds bounds fixing: a fix may uncover another finding, but every round
// removes at least one, and no rule has more than a few fixes a module.
const maxRounds = 10

// Fixed is a text with its findings mended.
type Fixed struct {
	Bytes   []byte    // the new text; the given one if nothing was mended
	Mended  []Finding // what was mended, with the places in the text of its round
	Left    []Finding // what is left, with the places in Bytes
	Changed bool
}

// Fix is Options.Fix with the zero Options.
func Fix(doc *manifest.Document, findings []Finding) (*Fixed, error) {
	return Options{}.Fix(doc, findings)
}

// Fix makes the fixes of the findings of doc, which must come from Run with
// the same options, lints the result, and goes on until nothing is left that
// can be mended. Fixes that overlap wait for the next round. A second Fix of
// the result changes nothing (L7).
//
// Suppressed findings are left alone. The error says that a fix did harm (the
// result was no JSON, or kept the finding): a fault of a rule, never of the
// document.
func (o Options) Fix(doc *manifest.Document, findings []Finding) (*Fixed, error) {
	out := &Fixed{Bytes: doc.Bytes(), Left: findings}
	for range maxRounds {
		edits, mended := chooseFixes(out.Left)
		if len(edits) == 0 {
			return out, nil
		}
		next, err := manifest.Splice(out.Bytes, edits)
		if err != nil {
			return nil, fmt.Errorf("fix: %w", err)
		}
		doc, err := manifest.ParseLimits(next, o.Limits)
		if err != nil {
			return nil, fmt.Errorf("fix of %s made the document invalid: %w", mended[0].Rule, err)
		}
		out.Bytes, out.Changed = next, true
		out.Mended = append(out.Mended, mended...)
		out.Left = Run(doc, o)
	}
	return out, nil
}

// chooseFixes takes the first fix of each finding that does not overlap or
// touch a fix taken before.
func chooseFixes(findings []Finding) (edits []manifest.Edit, mended []Finding) {
	for _, f := range findings {
		if f.Suppressed != nil || len(f.Fixes) == 0 || collides(f.Fixes[0].Edits, edits) {
			continue
		}
		edits = append(edits, f.Fixes[0].Edits...)
		mended = append(mended, f)
	}
	return edits, mended
}

// collides reports whether an edit touches one that was taken.
func collides(edits, taken []manifest.Edit) bool {
	for _, e := range edits {
		for _, t := range taken {
			if e.Start <= t.End && t.Start <= e.End {
				return true
			}
		}
	}
	return false
}
