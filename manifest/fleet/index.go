package fleet

import (
	"slices"

	"github.com/iotedge-tools/edgeproxy/manifest/fleet/condition"
)

// index finds the deployments whose conditions a device may match. Most conditions
// demand a text, such as tags.site='plant-a': a device with another text need not be
// compared with them.
type index struct {
	always []int       // deployments whose conditions demand no text
	slots  []slotIndex // one for each property of which a text is demanded
	at     map[int]int // where the index of a slot stands in slots
}

// slotIndex is the deployments that demand a text of one property.
type slotIndex struct {
	slot   int
	all    []int
	byText map[string][]int // folded text
}

// newIndexes makes the indexes of the deployments that read deviceId, and of the others.
func newIndexes(h *Hub) (named, tagged index) {
	named.at, tagged.at = map[int]int{}, map[int]int{}
	for i, d := range h.Deployments {
		ix := &tagged
		if h.idSlot >= 0 && slices.Contains(h.slots[i], h.idSlot) {
			ix = &named
		}
		var keys []condition.Key
		ok := false
		if d.Condition != nil {
			keys, ok = d.Condition.Keys()
		}
		if !ok {
			ix.always = append(ix.always, i)
		}
		for _, k := range keys {
			ix.add(h.slots[i][k.Path], k.Text, i)
		}
	}
	return named, tagged
}

func (ix *index) add(slot int, text string, deployment int) {
	at, found := ix.at[slot]
	if !found {
		at = len(ix.slots)
		ix.at[slot] = at
		ix.slots = append(ix.slots, slotIndex{slot: slot, byText: map[string][]int{}})
	}
	s := &ix.slots[at]
	s.all = append(s.all, deployment)
	s.byText[text] = append(s.byText[text], deployment)
}

// candidates appends the deployments whose conditions a device may match, in rising
// order, each once.
func (ix *index) candidates(list []int, d *Device) []int {
	list = append(list, ix.always...)
	sources := min(len(ix.always), 1)
	for _, s := range ix.slots {
		var found []int
		switch v := &d.Values[s.slot]; v.Kind {
		case condition.Unknown:
			found = s.all
		case condition.Text:
			found = s.byText[condition.Fold(v.Text)]
		}
		if len(found) > 0 {
			list = append(list, found...)
			sources++
		}
	}
	if sources > 1 {
		slices.Sort(list)
	}
	return slices.Compact(list)
}
