package fleet

import (
	"cmp"
	"slices"

	"github.com/iotedge-tools/edgeproxy/manifest/fleet/condition"
)

// Hub is the deployments of an IoT Hub, ready to choose from. It does not change and may
// be used by many goroutines.
type Hub struct {
	Deployments []*Deployment // from the highest rank to the lowest, bases and layers together

	paths  []condition.Path // what all conditions read, each once
	slots  [][]int          // for each deployment, where the paths of its condition stand in paths
	named  index            // of the deployments whose conditions read deviceId
	tagged index            // of all others
	idSlot int              // of the path deviceId; -1 if no condition reads it

	tags, reported []*want // the names on the way to what the conditions read

	changes bool // there are new deployments
}

// NewHub ranks deployments: by priority, then by the time of creation. An existing one
// that has the ID of a new one is marked as gone, and the new one as its update if their
// contents are the same.
func NewHub(deployments []*Deployment) *Hub {
	h := &Hub{Deployments: slices.Clone(deployments)}
	markReplaced(deployments)
	slices.SortStableFunc(h.Deployments, func(a, b *Deployment) int {
		if c := cmp.Compare(b.Priority, a.Priority); c != 0 {
			return c
		}
		if a.isLatest() != b.isLatest() {
			if a.isLatest() {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.created, a.created)
	})
	known := map[string]int{}
	for _, d := range h.Deployments {
		h.slots = append(h.slots, h.slotsOf(d, known))
		h.changes = h.changes || d.New || d.Gone
	}
	h.idSlot = slices.IndexFunc(h.paths, func(p condition.Path) bool { return p[0] == "deviceId" })
	h.named, h.tagged = newIndexes(h)
	h.tags, h.reported = newWants(h.paths)
	return h
}

// slotsOf adds the paths of a condition, and returns the slot of each. known has the
// slots of earlier paths.
func (h *Hub) slotsOf(d *Deployment, known map[string]int) []int {
	if d.Condition == nil {
		return nil
	}
	var slots []int
	for _, p := range d.Condition.Paths() {
		key := p.String()
		i, found := known[key]
		if !found {
			i = len(h.paths)
			known[key] = i
			h.paths = append(h.paths, p)
		}
		slots = append(slots, i)
	}
	return slots
}

// Paths lists the properties that the conditions read. The list must not be changed.
func (h *Hub) Paths() []condition.Path { return h.paths }

// outcome asks the condition of a deployment about a device.
func (h *Hub) outcome(i int, d *Device) condition.Outcome {
	slots := h.slots[i]
	return h.Deployments[i].match(func(j int) condition.Value { return d.Values[slots[j]] })
}

// Match says whether a device matches the condition of a deployment, which must be one of
// the hub's.
func (h *Hub) Match(deployment *Deployment, d *Device) condition.Outcome {
	return h.outcome(slices.Index(h.Deployments, deployment), d)
}
