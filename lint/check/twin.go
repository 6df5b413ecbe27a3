package check

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Twin is what a deployment sets of the desired properties of one module.
type Twin struct {
	Module string        // "$edgeAgent", "$edgeHub" or the name of an ordinary module
	Node   manifest.Node // the member of the modules content; the desired properties themselves in a twin document
	Parts  []Desired
}

// Desired is one member that sets desired properties, all of them
// ("properties.desired") or a single one ("properties.desired.routes.NAME").
type Desired struct {
	Node manifest.Node
	Path []string // the keys below the desired properties that the member's key names; none for all of them
}

// Twins lists the desired properties that the deployment sets, module by module.
func (d *Deployment) Twins() []Twin {
	if d.Shape == manifest.Twin {
		return []Twin{{Module: "$edgeAgent", Node: d.AgentDesired(), Parts: []Desired{{Node: d.AgentDesired()}}}}
	}
	var twins []Twin
	for member := range d.Content.Children() {
		t := Twin{Module: member.Key(), Node: member}
		for n := range member.Children() {
			switch below, single := strings.CutPrefix(n.Key(), desiredKey+"."); {
			case single:
				t.Parts = append(t.Parts, Desired{n, strings.Split(below, ".")})
			case n.Key() == desiredKey:
				t.Parts = append(t.Parts, Desired{Node: n})
			}
		}
		twins = append(twins, t)
	}
	return twins
}

const desiredKey = "properties.desired"
