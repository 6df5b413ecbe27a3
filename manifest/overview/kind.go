package overview

import "github.com/iotedge-tools/edgeproxy/manifest"

// Kind says in a word what a deployment is.
type Kind string

// The kinds.
const (
	Base       Kind = "base"
	Layered    Kind = "layered"
	Twin       Kind = "twin"       // the desired properties of one device, which nobody deploys to others
	Incomplete Kind = "incomplete" // the whole desired properties without systemModules: no layer, and edgeAgent refuses them
)

func kindOf(d *manifest.Deployment) Kind {
	switch {
	case d.Shape == manifest.Twin:
		return Twin
	case d.Kind == manifest.Layered && d.AgentDesired().Exists():
		return Incomplete
	case d.Kind == manifest.Layered:
		return Layered
	}
	return Base
}
