package fleet

import (
	"slices"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/fleet/condition"
)

// Choice is what a device gets, or may get, of the deployments of a hub. Devices that
// match the same deployments share one.
type Choice struct {
	// Matched are the deployments whose conditions the device matches, and Unclear those
	// that it may match, from the highest rank to the lowest.
	Matched, Unclear []*Deployment

	// Bases are the possible base deployments, from the highest rank to the lowest. If
	// there is only one, it is certain. A nil at the end says that the device may have
	// no base; a single nil says that it has none.
	Bases []*Deployment

	Doubts condition.Doubts // why conditions are unclear
	Faulty bool             // a condition that cannot be read is among the reasons
	Tie    bool             // two of Bases have one priority, and it is not known which is later
}

// Base is the base deployment with the highest rank, nil if there is none. certain is
// false if the device may get another one.
func (c *Choice) Base() (base *Deployment, certain bool) { return c.Bases[0], len(c.Bases) == 1 }

// Layers lists the layered deployments among Matched, from the lowest rank to the
// highest. With a base, only those that apply on top of it are listed: the ones with a
// higher priority.
func (c *Choice) Layers(base *Deployment) []*Deployment {
	var layers []*Deployment
	for _, d := range slices.Backward(c.Matched) {
		if d.Kind == manifest.Layered && (base == nil || d.Priority > base.Priority) {
			layers = append(layers, d)
		}
	}
	return layers
}

// Stack lists the deployments that make the manifest of the device if it gets a base,
// from the lowest to the highest: the base and the layers above it. Without a base it
// is empty, because no layer applies.
func (c *Choice) Stack(base *Deployment) []*Deployment {
	if base == nil {
		return nil
	}
	return append([]*Deployment{base}, c.Layers(base)...)
}

// Choices are what a device gets now, and what it gets with the new deployments. Without
// new ones both are the same.
type Choices struct {
	Now, Then *Choice
	Key       string // the same for the same outcomes, whichever Chooser made the choices
}

// choices are the choices for a list of outcomes, in the order of the ranks: see
// outcomeSize.
func (h *Hub) choices(outcomes []byte) *Choices {
	var now, then builder
	for o := range slices.Chunk(outcomes, outcomeSize) {
		d := h.Deployments[int(o[0])<<16|int(o[1])<<8|int(o[2])]
		outcome := condition.Outcome{Match: condition.Match(o[3]), Doubts: condition.Doubts(o[4])}
		if !d.New {
			now.add(d, outcome)
		}
		if !d.Gone {
			then.add(d, outcome)
		}
	}
	c := &Choices{Now: now.choice(), Then: then.choice()}
	if !h.changes {
		c.Then = c.Now
	}
	return c
}

// builder makes a choice of deployments that come from the highest rank to the lowest.
type builder struct {
	c    Choice
	sure *Deployment // the highest base that the device surely matches
}

func (b *builder) add(d *Deployment, o condition.Outcome) {
	matched := o.Match == condition.Yes
	if matched {
		b.c.Matched = append(b.c.Matched, d)
	} else {
		b.c.Unclear = append(b.c.Unclear, d)
		b.c.Doubts |= o.Doubts
		b.c.Faulty = b.c.Faulty || d.Condition == nil
	}
	if d.Kind != manifest.Base {
		return
	}
	if b.sure != nil {
		if _, known := b.sure.Beats(d); known {
			return
		}
		b.c.Tie = true
	}
	b.c.Bases = append(b.c.Bases, d)
	if b.sure == nil && matched {
		b.sure = d
	}
}

func (b *builder) choice() *Choice {
	if b.sure == nil {
		b.c.Bases = append(b.c.Bases, nil)
	}
	return &b.c
}
