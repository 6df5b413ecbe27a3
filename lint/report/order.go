package report

import (
	"cmp"
	"slices"
)

// placed is a finding with its file.
type placed struct {
	file    *File
	finding *Finding
	turn    int // its number among the findings of its file, plus that among those of its rule
}

// spread puts the findings into the order for CI systems that show only the
// first ten of each severity: errors first, and among them the first of each
// file and of each rule before the second.
func (r *Run) spread() []placed {
	var all []placed
	seen := map[string]int{}
	turn := func(key string) int {
		seen[key]++
		return seen[key]
	}
	for f, d := range r.open() {
		level := d.Severity.String()
		all = append(all, placed{f, d, turn(level+"\x00file\x00"+f.Path) + turn(level+"\x00rule\x00"+d.Rule)})
	}
	slices.SortStableFunc(all, func(a, b placed) int {
		return cmp.Or(cmp.Compare(b.finding.Severity, a.finding.Severity), cmp.Compare(a.turn, b.turn))
	})
	return all
}
