package check

import (
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Twin holds the desired properties that a deployment sets for one module.
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

// longestPath is the largest number of keys in a Path. In a longer path, the last
// key holds the rest of the member's key. IoT Hub allows fewer levels than that.
const longestPath = 16

// Twins lists the desired properties that the deployment sets, module by
// module. The list is made once, and must not be changed.
func (d *Deployment) Twins() []Twin {
	if d.twins == nil {
		d.twins = findTwins(d)
	}
	return d.twins
}

// Desired is the desired property of a module at the end of a path of keys. The
// deployment may set it together with all properties, or by a key of its own. The
// node is missing if the deployment does not set the property.
func (d *Deployment) Desired(module string, keys ...string) manifest.Node {
	var found manifest.Node
	for _, t := range d.Twins() {
		if t.Module != module {
			continue
		}
		for _, part := range t.Parts {
			if len(part.Path) > len(keys) || !slices.Equal(part.Path, keys[:len(part.Path)]) {
				continue
			}
			n := part.Node
			for _, key := range keys[len(part.Path):] {
				n = n.Get(key)
			}
			if n.Exists() {
				found = n
			}
		}
	}
	return found
}

func findTwins(d *Deployment) []Twin {
	if d.Shape == manifest.Twin {
		return []Twin{{Module: "$edgeAgent", Node: d.AgentDesired(), Parts: []Desired{{Node: d.AgentDesired()}}}}
	}
	var twins []Twin
	for member := range d.Content.Children() {
		t := Twin{Module: member.Key(), Node: member}
		for n := range member.Children() {
			if n.KeyIs(desiredKey, false) {
				t.Parts = append(t.Parts, Desired{Node: n})
			} else if below, single := strings.CutPrefix(n.Key(), desiredKey+"."); single {
				t.Parts = append(t.Parts, Desired{n, strings.SplitN(below, ".", longestPath)})
			}
		}
		twins = append(twins, t)
	}
	return twins
}

const desiredKey = "properties.desired"
