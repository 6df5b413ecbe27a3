package fleet

import (
	"fmt"
	"slices"

	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// notes says what a reader should know beside the numbers.
func (p *Plan) notes(groups []*group) []string {
	var notes []string
	if n := repeated(p.ids); n > 0 {
		notes = append(notes, fmt.Sprintf("in the input more than once, and counted each time: %s", counted(n)))
	}
	byID := map[string]bool{}
	for _, d := range p.hub.Deployments {
		if !d.Gone && byID[d.ID] {
			notes = append(notes, fmt.Sprintf("several deployments have the ID %q: IoT Hub has one of each", secret.Name(d.ID)))
		}
		byID[d.ID] = true
	}
	if p.others > 0 {
		notes = append(notes, fmt.Sprintf("left out, because they are no IoT Edge devices: %d", p.others))
	}
	if p.stray > 0 {
		notes = append(notes, fmt.Sprintf("%d twins of $edgeAgent stand among the devices and were left out: give them in a file of their own", p.stray))
	}
	said := map[string]bool{}
	for _, g := range groups {
		for _, n := range g.then.notes {
			if !said[n] {
				said[n] = true
				notes = append(notes, n)
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
