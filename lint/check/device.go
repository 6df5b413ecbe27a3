package check

import (
	"fmt"
	"sort"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// ownership says which device a part of the document belongs to.
type ownership struct {
	span   manifest.Span
	device string
}

// ownershipsOf lists the twins whose devices have a name, in rising order.
func ownershipsOf(deployments []*manifest.Deployment) []ownership {
	var all []ownership
	for _, d := range deployments {
		if d.Device != "" {
			all = append(all, ownership{d.Root.Span(), d.Device})
		}
	}
	sort.Slice(all, func(i, j int) bool { return all[i].span.Start < all[j].span.Start })
	return all
}

// nameDevice puts the name of the device before the message of a finding about
// its twin: a file may hold the twins of a thousand devices.
func (p *Pass) nameDevice(f *Finding) {
	after := sort.Search(len(p.owned), func(i int) bool { return p.owned[i].span.Start > f.Span.Start })
	if after == 0 {
		return
	}
	if o := p.owned[after-1]; f.Span.Start < o.span.End {
		f.Message = fmt.Sprintf("device %q: %s", o.device, f.Message)
	}
}
