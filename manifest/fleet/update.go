package fleet

import (
	"encoding/json"
	"reflect"
)

// markReplaced marks the existing deployments that have the ID of a new one as gone, and the
// new ones that are their updates.
func markReplaced(deployments []*Deployment) {
	newByID := map[string][]*Deployment{}
	for _, d := range deployments {
		if d.New && d.ID != "" {
			newByID[d.ID] = append(newByID[d.ID], d)
		}
	}
	compared := map[string]bool{} // an ID that stands twice is a fault of the input
	for _, d := range deployments {
		if d.New {
			continue
		}
		d.Gone = len(newByID[d.ID]) > 0
		if compared[d.ID] {
			continue
		}
		compared[d.ID] = true
		for _, e := range newByID[d.ID] {
			e.update(d)
		}
	}
}

// update marks d as an update of the deployment that has its ID if the contents of both
// are the same. IoT Hub can change the condition and the priority of a deployment, and
// then keeps its time of creation. It never changes the content: for that, the
// deployment must be deleted and created anew.
func (d *Deployment) update(old *Deployment) {
	if !d.Updates && sameJSON(d.Manifest.Content.Raw(), old.Manifest.Content.Raw()) {
		d.Updates, d.created = true, old.created
	}
}

// sameJSON reports whether two texts are the same JSON but for white space and the order of
// members. Texts that are not strict JSON are not the same.
func sameJSON(a, b []byte) bool {
	var x, y any
	return json.Unmarshal(a, &x) == nil && json.Unmarshal(b, &y) == nil && reflect.DeepEqual(x, y)
}
