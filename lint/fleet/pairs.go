package fleet

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/fleet"
)

// devices is "1 device, d1" or "20 devices, such as d1, d2, d3".
func devices(n int, examples []example) string {
	ids := idsOf(examples)
	for i, id := range ids {
		ids[i] = fmt.Sprintf("%q", id)
	}
	switch {
	case n == 1:
		return "1 device, " + ids[0]
	case n <= len(ids):
		return fmt.Sprintf("%d devices, %s", n, strings.Join(ids, ", "))
	}
	return fmt.Sprintf("%d devices, such as %s", n, strings.Join(ids, ", "))
}

// counted is "1 device" or "20 devices".
func counted(n int) string {
	if n == 1 {
		return "1 device"
	}
	return fmt.Sprintf("%d devices", n)
}

// pair is two deployments, and the devices that both of them reach.
type pair struct {
	a, b     *fleet.Deployment
	devices  int
	examples []example
}

// pairs collects pairs in the order in which they come.
type pairs struct {
	list  []*pair
	known map[[2]*fleet.Deployment]*pair
}

func (p *pairs) add(a, b *fleet.Deployment, g *group) {
	x := p.known[[2]*fleet.Deployment{a, b}]
	if x == nil {
		if p.known == nil {
			p.known = map[[2]*fleet.Deployment]*pair{}
		}
		x = &pair{a: a, b: b}
		p.list, p.known[[2]*fleet.Deployment{a, b}] = append(p.list, x), x
	}
	x.devices += g.devices
	x.examples = firstExamples(x.examples, g.examples)
}
