package lint

import (
	"cmp"
	"maps"
	"slices"
)

// standing is what fixes must not make worse: the errors that count, and the findings
// that somebody has accepted.
type standing struct {
	errors, accepted map[findingKind]int

	// Findings of any severity, accepted or not, by what no fix changes.
	known, counting map[ruleAt]int
}

// findingKind is the group in which findings are counted. It holds no pointer, because
// a fix may move pointers.
type findingKind struct {
	rule string
	at   place
}

// ruleAt is a rule and a module of any of the deployments.
type ruleAt struct{ rule, module string }

func standingOf(findings []Finding) *standing {
	s := &standing{map[findingKind]int{}, map[findingKind]int{}, map[ruleAt]int{}, map[ruleAt]int{}}
	for i := range findings {
		f := &findings[i]
		kind, rule, n := findingKind{f.Rule, placeOf(*f)}, ruleAt{f.Rule, f.Module}, 1+f.More
		if f.Suppressed != nil {
			s.accepted[kind] += n
			s.known[rule] += n
			continue
		}
		s.counting[rule] += n
		if f.Severity == Error {
			s.errors[kind] += n
		}
	}
	return s
}

// moved reports whether f counts, though all findings such as f were accepted: then f is
// one of them, and has another pointer now.
func (s *standing) moved(f Finding) bool {
	rule := ruleAt{f.Rule, f.Module}
	return f.Suppressed == nil && s.known[rule] > 0 && s.counting[rule] == 0
}

// worse lists the places where fixes have done harm. It knows two signs of harm. First,
// an accepted finding is gone and a finding of its rule counts instead, because its
// pointer has changed. If there is no such finding, a rule has more errors than before.
// A rule is passed over if not all of its findings were listed before: another part of
// them may be listed now.
func (s *standing) worse(findings []Finding) []place {
	now := standingOf(findings)
	found := map[place]bool{}
	for kind, n := range s.accepted {
		rule := ruleAt{kind.rule, kind.at.module}
		if now.accepted[kind] < n && now.counting[rule] > s.counting[rule] && !s.unlisted(kind.rule) {
			found[kind.at] = true
		}
	}
	if len(found) == 0 {
		for kind, n := range now.errors {
			if n > s.errors[kind] && !s.unlisted(kind.rule) {
				found[kind.at] = true
			}
		}
	}
	delete(found, place{})
	return slices.SortedFunc(maps.Keys(found), func(a, b place) int {
		return cmp.Or(cmp.Compare(a.deployment, b.deployment), cmp.Compare(a.module, b.module))
	})
}

// unlisted reports whether not all findings of a rule were listed.
func (s *standing) unlisted(rule string) bool {
	kind := findingKind{rule: rule}
	return s.errors[kind] > 0 || s.accepted[kind] > 0
}
