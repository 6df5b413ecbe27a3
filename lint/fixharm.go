package lint

import (
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// maxTrials bounds the search for the fix that does harm. When it is reached, no fix
// of the modules concerned is made.
const maxTrials = 16

// place is where a finding belongs: a module of one of the deployments.
type place struct{ deployment, module string }

func placeOf(f Finding) place {
	deployment := f.Pointer
	for _, below := range [...]string{"/$edgeAgent", "/$edgeHub", "/systemModules", "/modules/"} {
		deployment, _, _ = strings.Cut(deployment, below)
	}
	return place{deployment, f.Module}
}

// fixKey recognises a fix in another run over the same document.
type fixKey struct {
	rule, pointer string
	place         place
}

func keyOf(f Finding) fixKey { return fixKey{f.Rule, f.Pointer, placeOf(f)} }

// fixKeys are fixes that are not to be made.
type fixKeys map[fixKey]bool

// withdrawn are the findings, without the fixes that k lists.
func (k fixKeys) withdrawn(findings []Finding) []Finding {
	if len(k) == 0 {
		return findings
	}
	findings = slices.Clone(findings)
	for i := range findings {
		if k[keyOf(findings[i])] {
			findings[i].Fixes = nil
		}
	}
	return findings
}

// completion stands for the edits that are added after the fixes, see complete.
var completion = fixKey{rule: "completion"}

// fixWithoutHarm makes the fixes that leave no new error behind. An error that a later
// fix mends is no harm: one fix may uncover the fault that the next fix mends. If the
// completion leaves a new error, only the fixes are made.
// before are the errors of doc; nil if they were not counted.
func (o Options) fixWithoutHarm(doc *manifest.Document, findings []Finding, before errorCounts) (*Fixed, error) {
	for _, refused := range []fixKeys{{}, {completion: true}} {
		out, err := o.fixBut(refused, doc, findings)
		if err != nil || !out.Changed {
			return out, err
		}
		if before == nil {
			before = countErrors(Run(doc, o))
		}
		search := suspects{harmful: refused, tried: map[place]int{}, mended: out.Mended}
		if out, err = o.takeBack(search, out, doc, findings, before); err != nil || out.Changed {
			return out, err
		}
	}
	return &Fixed{Bytes: doc.Bytes(), Left: findings}, nil
}

// takeBack takes back the fixes of a module in which a new error is left, one after
// the other, to find the fix that caused it. out is the result of all fixes. takeBack
// returns a result without changes if it cannot find the fixes that do no harm.
func (o Options) takeBack(search suspects, out *Fixed, doc *manifest.Document, findings []Finding, before errorCounts) (*Fixed, error) {
	for trial := 0; ; trial++ {
		worse := before.worse(out.Left)
		if len(worse) == 0 {
			return out, nil
		}
		for _, at := range worse {
			search.next(at, trial >= maxTrials)
		}
		var err error
		if out, err = o.fixBut(search.harmful, doc, findings); err != nil {
			return nil, err
		}
		if trial > 2*maxTrials || !out.Changed {
			return &Fixed{Bytes: doc.Bytes(), Left: findings}, nil
		}
	}
}

// suspects is the search for the fixes that do harm.
type suspects struct {
	harmful fixKeys
	tried   map[place]int // how many fixes of a place were taken back already
	mended  []Finding     // what was mended when all fixes were made
}

// next takes back another fix, and makes the one again that it took back last for the
// same place: first the fixes of the module, then those of the system modules beside
// it. If no single fix did the harm, or at once if all is set, it takes back all.
func (s *suspects) next(at place, all bool) {
	var fixes []fixKey
	for _, own := range []bool{true, false} {
		for _, f := range s.mended {
			from := placeOf(f)
			isSystem := from.deployment == at.deployment && (f.Module == manifest.EdgeAgent || f.Module == manifest.EdgeHub)
			if (from == at) == own && (own || isSystem) {
				fixes = append(fixes, keyOf(f))
			}
		}
	}
	i := s.tried[at]
	s.tried[at]++
	if i > 0 && i <= len(fixes) {
		delete(s.harmful, fixes[i-1])
	}
	switch {
	case i < len(fixes) && !all:
		s.harmful[fixes[i]] = true
		return
	case i > len(fixes):
		fixes = nil // not even without all of these: without any
		for _, f := range s.mended {
			fixes = append(fixes, keyOf(f))
		}
	}
	for _, f := range fixes {
		s.harmful[f] = true
	}
}

// errorCounts counts the errors of a document that are not suppressed.
type errorCounts map[errorKind]int

// errorKind is the group in which errors are counted. It holds no pointer, because a
// fix may move pointers.
type errorKind struct {
	rule string
	at   place
}

func countErrors(findings []Finding) errorCounts {
	counts := errorCounts{}
	for _, f := range findings {
		if f.Severity == Error && f.Suppressed == nil {
			counts[errorKind{f.Rule, placeOf(f)}] += 1 + f.More
		}
	}
	return counts
}

// worse lists the places that have more errors of a rule among the findings than were
// counted. A rule of which not all findings were listed before is passed over: which
// ones are listed may change. One that has so many only now shows its places in turn.
func (c errorCounts) worse(findings []Finding) []place {
	var found []place
	for kind, n := range countErrors(findings) {
		if n > c[kind] && c[errorKind{rule: kind.rule}] == 0 && kind.at != (place{}) && !slices.Contains(found, kind.at) {
			found = append(found, kind.at)
		}
	}
	slices.SortFunc(found, func(a, b place) int {
		return strings.Compare(a.deployment+"\x00"+a.module, b.deployment+"\x00"+b.module)
	})
	return found
}
