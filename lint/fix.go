package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// maxRounds bounds fixing: a fix may uncover another finding, but every round
// removes at least one, and no rule has more than a few fixes a module.
const maxRounds = 10

// Fixed is a text with its findings mended.
type Fixed struct {
	Bytes   []byte            // the new text; the given one if nothing was mended
	Mended  []Finding         // what was mended, with the places in the text of its round; see Finding.Unlisted
	Left    []Finding         // what is left, with the places in Bytes, as Run lists it
	Changes []manifest.Change // the variables of modules that are other than before
	Changed bool

	withheld fixKeys // fixes that would do harm, and were not made
}

// String is like "2 mended, 1 left".
func (f Fixed) String() string { return fmt.Sprintf("%d mended, %d left", len(f.Mended), len(f.Left)) }

// Format prints String, whatever the verb (law L9).
func (f Fixed) Format(s fmt.State, verb rune) { fmt.Fprintf(s, fmt.FormatString(s, verb), f.String()) }

// Fix is Options.Fix with the zero Options. The error is that of Options.Fix.
func Fix(doc *manifest.Document, findings []Finding) (*Fixed, error) {
	return Options{}.Fix(doc, findings)
}

// Fix makes the fixes of the findings of doc, which must come from Run with
// the same options, lints the result, and goes on until nothing is left that
// can be mended. Fixes that overlap wait for the next round. Where the proxy is
// known, Fix then makes the changes that manifest.Document.Apply would make: a fixed
// document needs no Apply. A fix that would cause a new error is not made. A second
// Fix of the result changes nothing (L7).
//
// Suppressed findings are left alone: Fix makes none of their fixes, no fix that moves
// a suppressed finding to another pointer, where it would be reported, and no change of
// Apply that would mend one. The fix of another finding may mend a suppressed one by
// the way. The last call of Options.Suppress is about the result.
//
// The error is that of Validate, or says that a fix did harm (the result was no JSON, or
// kept the finding): a fault of a rule, never of the document.
func (o Options) Fix(doc *manifest.Document, findings []Finding) (*Fixed, error) {
	if err := o.Validate(); err != nil {
		return nil, fmt.Errorf("fix: %w", err)
	}
	o.fixing = true
	tried := false // Suppress may have been called for a text that is not the result
	if suppress := o.Suppress; suppress != nil {
		o.Suppress = func(findings []Finding) { tried = true; suppress(findings) }
	}
	var before *standing
	if slices.ContainsFunc(findings, func(f Finding) bool { return f.More > 0 }) {
		findings = Run(doc, o) // those with a fix among them, too
		before = standingOf(findings)
	}
	out, err := o.fixWithoutHarm(doc, findings, before)
	for again := 0; err == nil && out.Changed && len(out.withheld) > 0 && again < maxTrials; again++ {
		var more bool
		if more, err = o.fixWithheld(doc, out); !more {
			break
		}
	}
	if err != nil {
		return out, err
	}
	if tried || slices.ContainsFunc(out.Left, func(f Finding) bool { return f.Unlisted() }) {
		o.fixing = false // the findings are for showing
		if doc, err = o.parseLike(doc, out.Bytes); err != nil {
			return nil, fmt.Errorf("fix: %w", err)
		}
		out.Left = out.withheld.withdrawn(Run(doc, o))
	}
	return out, nil
}

// parseLike parses a new text of a document, which is a template if the caller has
// said so of the document.
func (o Options) parseLike(doc *manifest.Document, text []byte) (*manifest.Document, error) {
	next, err := manifest.ParseLimits(text, o.Limits)
	if err == nil && doc.DeclaredTemplate() {
		next.DeclareTemplate()
	}
	return next, err
}

// fixBut makes all fixes but the harmful ones.
func (o Options) fixBut(harmful fixKeys, doc *manifest.Document, findings []Finding) (*Fixed, error) {
	given, known := doc, standingOf(findings)
	out := &Fixed{Bytes: doc.Bytes(), Left: findings, withheld: harmful}
	for range maxRounds {
		out.Left = harmful.withdrawn(out.Left)
		edits, mended := chooseFixes(doc, out.Left, known)
		if len(edits) == 0 && !harmful[completion] && !slices.ContainsFunc(out.Left, known.moved) {
			edits = o.complete(doc, out.Left)
		}
		if len(edits) == 0 {
			break
		}
		next, err := manifest.Splice(out.Bytes, edits)
		if err != nil {
			return nil, fmt.Errorf("fix: %w", err)
		}
		if doc, err = o.parseLike(doc, next); err != nil {
			return nil, fmt.Errorf("fix of %s made the document invalid: %w", ids(mended), err)
		}
		out.Bytes, out.Changed = next, true
		out.Mended = append(out.Mended, mended...)
		out.Left = Run(doc, o)
	}
	if out.Changed {
		out.Changes = doc.ChangesSince(given)
	}
	return out, nil
}

// ids lists the rules of findings for a message.
func ids(findings []Finding) string {
	var all []string
	for _, f := range findings {
		all = append(all, f.Rule)
	}
	return strings.Join(all, ", ")
}

// chooseFixes takes the first fix of each finding that does not overlap or
// touch a fix taken before. In a module without env only one fix is taken: each of
// them may create env, at different places. A fix may move the pointer of an accepted
// finding: known tells which findings were accepted before.
func chooseFixes(doc *manifest.Document, findings []Finding, known *standing) (edits []manifest.Edit, mended []Finding) {
	bare := bareModules(doc)
	taken, filled := make(places, len(doc.Bytes())+1), map[int]bool{}
	for _, f := range findings {
		if f.Suppressed != nil || len(f.Fixes) == 0 || known.moved(f) {
			continue
		}
		fix := f.Fixes[0].Edits
		rivals := bare.touched(fix)
		if taken.hold(fix) || slices.ContainsFunc(rivals, func(i int) bool { return filled[i] }) {
			continue
		}
		for _, i := range rivals {
			filled[i] = true
		}
		taken.add(fix)
		edits = append(edits, fix...)
		mended = append(mended, f)
	}
	return edits, mended
}

// spans are the places of modules that have no env, in rising order.
type spans []manifest.Span

func bareModules(doc *manifest.Document) spans {
	var bare spans
	for _, d := range doc.Deployments() {
		for _, m := range d.Modules() {
			if !m.Env().Exists() {
				bare = append(bare, m.Node.Span())
			}
		}
	}
	slices.SortFunc(bare, func(a, b manifest.Span) int { return a.Start - b.Start })
	return bare
}

// touched lists the spans in which edits lie, by their numbers.
func (s spans) touched(edits []manifest.Edit) []int {
	var found []int
	for _, e := range edits {
		i, _ := slices.BinarySearchFunc(s, e.Start+1, func(a manifest.Span, at int) int { return a.Start - at })
		if i > 0 && e.Start <= s[i-1].End {
			found = append(found, i-1)
		}
	}
	return found
}

// places marks the offsets of a document that edits touch, both ends included. It has
// an element for each byte: comparing each fix with each other fix would take too long.
type places []bool

// hold reports whether an edit touches one that was added.
func (p places) hold(edits []manifest.Edit) bool {
	return slices.ContainsFunc(edits, func(e manifest.Edit) bool { return slices.Contains(p.of(e), true) })
}

func (p places) add(edits []manifest.Edit) {
	for _, e := range edits {
		at := p.of(e)
		for i := range at {
			at[i] = true
		}
	}
}

// of is the part that an edit touches; none if it lies outside the document,
// which Splice refuses.
func (p places) of(e manifest.Edit) places {
	if e.Start < 0 || e.End < e.Start || e.End >= len(p) {
		return nil
	}
	return p[e.Start : e.End+1]
}
