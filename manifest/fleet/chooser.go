package fleet

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"

	"github.com/iotedge-tools/edgeproxy/manifest/fleet/condition"
)

// Chooser chooses deployments for devices. It remembers what it has chosen for devices with
// the same tags and reported properties. It is for one goroutine.
type Chooser struct {
	hub        *Hub
	candidates []int
	values     []byte // of a device, as a key
	outcomes   []byte
	byValues   map[string]*Choices
	byOutcomes map[string]*Choices
	asked, hit int // how often byValues was asked, and knew the answer
}

// maxKnown bounds how many choices a Chooser remembers in a map.
const maxKnown = 50_000

// Chooser chooses among the hub's deployments.
func (h *Hub) Chooser() *Chooser {
	return &Chooser{hub: h, byValues: map[string]*Choices{}, byOutcomes: map[string]*Choices{}}
}

// Choose says which deployments a device gets. Devices for which all conditions have the
// same outcome share one value, which must not be changed.
func (c *Chooser) Choose(d *Device) *Choices {
	choices := c.tagged(d)
	c.outcomes = c.ask(c.outcomes[:0], &c.hub.named, d)
	if len(c.outcomes) == 0 {
		return choices
	}
	c.outcomes = append(c.outcomes, choices.Key...)
	return c.remembered(c.sorted())
}

// tagged chooses among the deployments whose conditions do not read deviceId.
func (c *Chooser) tagged(d *Device) *Choices {
	useless := c.asked > 10_000 && c.hit < c.asked/4 // each device has values of its own
	if !useless {
		c.asked++
		c.values = appendValues(c.values[:0], d.Values, c.hub.idSlot)
		if known := c.byValues[string(c.values)]; known != nil {
			c.hit++
			return known
		}
	}
	c.outcomes = c.ask(c.outcomes[:0], &c.hub.tagged, d)
	choices := c.remembered(c.outcomes)
	if !useless {
		if len(c.byValues) >= maxKnown {
			clear(c.byValues)
		}
		c.byValues[string(c.values)] = choices
	}
	return choices
}

// outcomeSize is the size of an outcome in a list of outcomes: the number of the deployment
// in three bytes, the match, the doubts.
const outcomeSize = 5

// ask asks the conditions of an index, and appends each outcome other than No.
func (c *Chooser) ask(list []byte, ix *index, d *Device) []byte {
	c.candidates = ix.candidates(c.candidates[:0], d)
	for _, i := range c.candidates {
		if o := c.hub.outcome(i, d); o.Match != condition.No {
			list = append(list, byte(i>>16), byte(i>>8), byte(i), byte(o.Match), byte(o.Doubts))
		}
	}
	return list
}

// sorted is the list of outcomes in the order of the ranks.
func (c *Chooser) sorted() []byte {
	parts := slices.Collect(slices.Chunk(c.outcomes, outcomeSize))
	slices.SortFunc(parts, bytes.Compare)
	return bytes.Join(parts, nil)
}

// remembered are the choices for a list of outcomes.
func (c *Chooser) remembered(outcomes []byte) *Choices {
	if known := c.byOutcomes[string(outcomes)]; known != nil {
		return known
	}
	if len(c.byOutcomes) >= maxKnown {
		clear(c.byOutcomes)
		clear(c.byValues)
	}
	choices := c.hub.choices(outcomes)
	choices.Key = string(outcomes)
	c.byOutcomes[choices.Key] = choices
	return choices
}

// appendValues appends the values of a device but for its ID, so that different values give
// different bytes.
func appendValues(b []byte, values []condition.Value, idSlot int) []byte {
	for slot := range values {
		v := &values[slot]
		if slot == idSlot {
			continue
		}
		b = append(b, byte(v.Kind), flag(v.Bool)|flag(v.Cell)<<1|flag(v.OtherCase)<<2)
		switch v.Kind {
		case condition.Number:
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v.Number))
		case condition.Text:
			b = append(binary.AppendUvarint(b, uint64(len(v.Text))), v.Text...)
		}
	}
	return b
}

func flag(b bool) byte {
	if b {
		return 1
	}
	return 0
}
