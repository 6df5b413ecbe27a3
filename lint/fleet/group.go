package fleet

import (
	"cmp"
	"slices"

	"github.com/iotedge-tools/edgeproxy/manifest/fleet"
)

// examplesKept is how many devices of each kind a report names.
const examplesKept = 3

// group is the devices that match the same deployments, and whose $edgeAgent reports the
// same, if its twin is known.
type group struct {
	choices  *fleet.Choices
	agent    *agent // nil if the twin is not known
	devices  int
	examples []example // the first ones
	judgement
	line []byte // the end of a device's line in the list of devices
}

type groupKey struct {
	choices string
	agent   *agent
}

// example is a device with its place in the input.
type example struct {
	order int64
	id    string
}

// count adds a device.
func (g *group) count(order int64, id string) {
	if g.devices++; len(g.examples) < examplesKept {
		g.examples = append(g.examples, example{order, id})
	}
}

// add adds the devices of another group with the same choices.
func (g *group) add(o *group) {
	g.devices += o.devices
	g.examples = firstExamples(g.examples, o.examples)
}

// firstExamples are the first examples of two lists.
func firstExamples(a, b []example) []example {
	all := slices.Concat(a, b)
	slices.SortFunc(all, func(x, y example) int { return cmp.Compare(x.order, y.order) })
	return all[:min(len(all), examplesKept)]
}
