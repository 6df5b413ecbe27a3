package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// places names the values of a deployment: it holds the objects that names
// start from, which are modules, twins and the document itself.
type places struct {
	owners   map[manifest.Node]owner
	document owner
}

// owner is an object that names start from.
type owner struct {
	title  string // in messages
	module string // in Finding.Module
	help   string // what comes of a fault in it

	isModule bool // of the deployment, not a module twin
}

const (
	agentRefuses = "edgeAgent refuses the whole deployment and keeps its present configuration"
	hubRefuses   = "edgeHub refuses its whole new configuration and keeps the present one"
	cloudRefuses = "IoT Hub or the tools that deploy refuse the document"
)

func newPlaces(d *check.Deployment) places {
	all := places{map[manifest.Node]owner{}, owner{title: "the document", help: cloudRefuses}}
	for _, t := range d.Twins() {
		twin := owner{title: t.Module, module: t.Module, help: cloudRefuses}
		switch t.Module {
		case "$edgeAgent":
			twin.help = agentRefuses
		case "$edgeHub":
			twin.help = hubRefuses
		}
		all.owners[t.Node] = twin
		for _, part := range t.Parts {
			if len(part.Path) == 0 {
				all.owners[part.Node] = twin
			}
		}
	}
	for _, m := range d.Modules {
		all.owners[m.Node] = owner{title: m.Title(), module: m.Name, help: agentRefuses, isModule: true}
	}
	return all
}

// memberName is the name of n as a member of a module, also of one that a layered
// deployment sets by a key of its own. ok is false if n is no such member.
func (p places) memberName(n manifest.Node) (name string, ok bool) {
	if above := n.Parent(); above.Exists() && p.owners[above].isModule {
		return n.Key(), true
	}
	below, ok := strings.CutPrefix(n.Key(), "properties.desired.modules.")
	_, name, found := strings.Cut(below, ".")
	return name, ok && found
}

// subject names a value, from the innermost owner on: `"env.A" of module "m"`.
func (p places) subject(n manifest.Node) (string, owner) {
	var keys []string
	from := p.document
	for at := n; at.Exists(); at = at.Parent() {
		if o, ok := p.owners[at]; ok {
			from = o
			break
		}
		if at.KeySpan().Len() > 0 {
			keys = append(keys, at.Key())
		}
	}
	if len(keys) == 0 {
		return from.title, from
	}
	slices.Reverse(keys)
	return fmt.Sprintf("%q of %s", strings.Join(keys, "."), from.title), from
}
