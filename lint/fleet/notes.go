package fleet

import (
	"fmt"
	"slices"
)

// notes says what a reader should know beside the numbers.
func (p *Plan) notes(groups []*group) []string {
	var notes []string
	if n := repeated(p.ids); n > 0 {
		verb := "stand"
		if n == 1 {
			verb = "stands"
		}
		notes = append(notes, fmt.Sprintf("%s %s in the input more than once, and count each time", counted(n), verb))
	}
	if p.others > 0 {
		notes = append(notes, fmt.Sprintf("left out because they are no IoT Edge devices: %d", p.others))
	}
	if p.stray > 0 {
		notes = append(notes, fmt.Sprintf("%d twins of $edgeAgent stand among the devices and were left out: give them in a file of their own", p.stray))
	}
	said := map[string]bool{}
	for _, g := range groups {
		if e := g.then.effective; e != nil {
			for _, n := range e.Notes {
				if !said[n] {
					said[n] = true
					notes = append(notes, n)
				}
			}
		}
	}
	return notes
}

// repeated counts the devices whose ids come again.
func repeated(ids []uint64) int {
	sorted := slices.Clone(ids)
	slices.Sort(sorted)
	n := 0
	for i := 1; i < len(sorted); i++ {
		if sorted[i] == sorted[i-1] && (i < 2 || sorted[i] != sorted[i-2]) {
			n++
		}
	}
	return n
}
