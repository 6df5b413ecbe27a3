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
	if len(p.hub.Deployments) == 0 {
		notes = append(notes, "the input holds no deployment: if the hub has deployments, check how they were listed")
	}
	byID := map[string]bool{}
	for _, d := range p.hub.Deployments {
		if d.Gone {
			continue
		}
		if byID[d.ID] {
			notes = append(notes, fmt.Sprintf("several deployments have the ID %q: IoT Hub has one of each", secret.Name(d.ID)))
		}
		byID[d.ID] = true
	}
	notes = append(append(notes, p.notesOfReplaced()...), notesOfRefused(groups)...)
	if p.others > 0 {
		notes = append(notes, fmt.Sprintf("left out, because they are no IoT Edge devices: %d", p.others))
	}
	if p.stray > 0 {
		notes = append(notes, fmt.Sprintf("left out, because they stand among the devices: twins of $edgeAgent, %d; give them in a file of their own", p.stray))
	}
	if n := hubsChanged(groups); n > 0 {
		notes = append(notes, fmt.Sprintf("edgeHub alone gets another proxy, edgeAgent keeps its own: %s", counted(n)))
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

// notesOfReplaced tells of new deployments whose ID is taken.
func (p *Plan) notesOfReplaced() []string {
	var notes []string
	gone := map[string]bool{}
	for _, d := range p.hub.Deployments {
		gone[d.ID] = gone[d.ID] || d.Gone
	}
	for _, d := range p.hub.Deployments {
		if !d.New || d.Updates || !gone[d.ID] {
			continue
		}
		notes = append(notes, fmt.Sprintf("IoT Hub never changes the content of a deployment: give the new %q an ID of its own, or delete the old one first; its devices get their next deployment until the new one is there", secret.Name(d.ID)))
	}
	return notes
}

// hubsChanged counts the devices whose edgeHub alone gets another proxy.
func hubsChanged(groups []*group) int {
	n := 0
	for _, g := range groups {
		if g.verdict == Changes && g.now.address == g.then.address {
			n += g.devices
		}
	}
	return n
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
