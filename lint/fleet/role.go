package fleet

import (
	"slices"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/fleet"
)

// role says what a deployment that a device matches, surely or perhaps, is for it. bases
// are those that it may get: see fleet.Choice.
func role(d *fleet.Deployment, sure bool, bases []*fleet.Deployment) string {
	switch {
	case d.Gone:
		return "is replaced by the new deployment"
	case d.Kind == manifest.Layered:
		return roleOfLayer(d, sure, bases)
	case !slices.Contains(bases, d):
		return "another base ranks higher"
	case len(bases) > 1:
		return "may be the base"
	}
	return "is the base"
}

func roleOfLayer(d *fleet.Deployment, sure bool, bases []*fleet.Deployment) string {
	above := 0 // bases on which the layer lies
	for _, b := range bases {
		if b != nil && d.Priority > b.Priority {
			above++
		}
	}
	switch {
	case len(bases) == 1 && bases[0] == nil:
		return "does nothing without a base"
	case above == 0:
		return "does nothing: its priority is not above the base's"
	case above < len(bases) || !sure:
		return "may be a layer on the base"
	}
	return "is a layer on the base"
}
