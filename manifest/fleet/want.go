package fleet

import (
	"slices"

	"github.com/iotedge-tools/edgeproxy/manifest/fleet/condition"
)

// want is a name on the way to values that conditions read.
type want struct {
	name  string
	slot  int // of the value with this name; -1 if only values below are wanted
	below []*want
}

// newWants makes trees of the names that lead to tags and to reported properties.
func newWants(paths []condition.Path) (tags, reported []*want) {
	slots := make([]int, len(paths))
	for slot := range paths {
		slots[slot] = slot
	}
	slices.SortFunc(slots, func(a, b int) int { return slices.Compare(paths[a], paths[b]) })
	for _, slot := range slots {
		switch p := paths[slot]; {
		case p[0] == "deviceId":
		case p.Reported():
			reported = addWant(reported, p[1:], slot)
		default:
			tags = addWant(tags, p, slot)
		}
	}
	return tags, reported
}

// addWant adds a path to a tree. Paths come in order, so the names that a path shares
// with earlier paths are the last in the tree.
func addWant(tree []*want, p condition.Path, slot int) []*want {
	if len(tree) == 0 || tree[len(tree)-1].name != p[0] {
		tree = append(tree, &want{name: p[0], slot: -1})
	}
	w := tree[len(tree)-1]
	if len(p) == 1 {
		w.slot = slot
	} else {
		w.below = addWant(w.below, p[1:], slot)
	}
	return tree
}
