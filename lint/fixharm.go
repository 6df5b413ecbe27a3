package lint

import (
	"fmt"
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

// withdrawn are the findings, without the fixes that k lists, and with a word why.
func (k fixKeys) withdrawn(findings []Finding) []Finding {
	if len(k) == 0 {
		return findings
	}
	findings = slices.Clone(findings)
	for i := range findings {
		if f := &findings[i]; len(f.Fixes) > 0 && k[keyOf(*f)] {
			f.Fixes = nil
			f.Help = "the fix was not made, because it would cause another error, or turn a known finding into a new one; " + f.Help
		}
	}
	return findings
}

// completion stands for the edits that are added after the fixes, see complete.
var completion = fixKey{rule: "completion"}

// fixWithoutHarm makes the fixes that make nothing worse, as standing.worse knows it. An
// error that a later fix mends is no harm: one fix may uncover the fault that the next
// fix mends. If the completion leaves a new error, only the fixes are made.
// before is the standing of doc; nil if it is not known yet.
func (o Options) fixWithoutHarm(doc *manifest.Document, findings []Finding, before *standing) (out *Fixed, err error) {
	for _, refused := range []fixKeys{{}, {completion: true}} {
		if out, err = o.fixBut(refused, doc, findings); err != nil || !out.Changed {
			return out, err
		}
		if before == nil {
			before = standingOf(Run(doc, o))
		}
		search := suspects{harmful: refused, tried: map[place]int{}, mended: out.Mended}
		if out, err = o.takeBack(search, out, doc, findings, before); err != nil || out.Changed {
			return out, err
		}
	}
	return out, nil
}

// fixWithheld makes the fixes that do no harm any more in the result of fixing doc: what was
// changed after a fix was withheld may be what it lacked. more is false if there are none.
func (o Options) fixWithheld(doc *manifest.Document, out *Fixed) (more bool, err error) {
	result, err := o.parseLike(doc, out.Bytes)
	if err != nil {
		return false, fmt.Errorf("fix: %w", err)
	}
	next, err := o.fixWithoutHarm(result, Run(result, o), nil)
	if err != nil || !next.Changed {
		return false, err
	}
	if result, err = o.parseLike(doc, next.Bytes); err != nil {
		return false, fmt.Errorf("fix: %w", err)
	}
	next.Mended = append(out.Mended, next.Mended...)
	next.Changes = result.ChangesSince(doc)
	*out = *next
	return true, nil
}

// takeBack takes back the fixes of a module in which something is worse, one after
// the other, to find the fix that caused it. out is the result of all fixes. takeBack
// returns a result without changes if it cannot find the fixes that do no harm.
func (o Options) takeBack(search suspects, out *Fixed, doc *manifest.Document, findings []Finding, before *standing) (*Fixed, error) {
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
		switch {
		case !out.Changed:
			return out, nil
		case trial > 2*maxTrials:
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

// next takes back another fix, and makes again the fix that it took back before for the
// same place. If no single fix did the harm, or if all is set, it takes back all.
func (s *suspects) next(at place, all bool) {
	fixes := s.near(at)
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
		fixes = nil // taking all of these back did not help: take back every fix of the document
		for _, f := range s.mended {
			fixes = append(fixes, keyOf(f))
		}
	}
	for _, f := range fixes {
		s.harmful[f] = true
	}
}

// near are the fixes that may have changed something at a place: those of the document
// around it, of the module, and of the system modules beside it, in that order.
func (s *suspects) near(at place) (fixes []fixKey) {
	around, own, beside := []fixKey{}, []fixKey{}, []fixKey{}
	for _, f := range s.mended {
		switch from := placeOf(f); {
		case from == at:
			own = append(own, keyOf(f))
		case from.deployment != at.deployment:
		case f.Module == "":
			around = append(around, keyOf(f))
		case f.Module == manifest.EdgeAgent || f.Module == manifest.EdgeHub:
			beside = append(beside, keyOf(f))
		}
	}
	return slices.Concat(around, own, beside)
}
