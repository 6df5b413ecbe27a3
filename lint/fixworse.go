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

// worse lists the places where the findings show that fixes have done harm: an accepted
// finding is there no more, and one of its rule counts instead, because it has another
// pointer now; or else, there are more errors of a rule than before. A rule of which not all
// findings were listed before is passed over: which ones are listed may change. One that
// has so many only now shows its places in turn.
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
