package check

import "github.com/iotedge-tools/edgeproxy/manifest"

// Earlier is a deployment as Against has it: the one with its ID, or else the
// only one, or without IDs the one in its place; nil if there is none.
func (p *Pass) Earlier(d *Deployment) *manifest.Deployment {
	if p.Against == nil {
		return nil
	}
	if p.earlier == nil {
		p.earlier = pairs(p.Deployments, p.Against.Deployments())
	}
	return p.earlier[d]
}

// pairs finds the earlier version of each deployment, at one go: an array may
// hold thousands of them.
func pairs(now []*Deployment, before []*manifest.Deployment) map[*Deployment]*manifest.Deployment {
	byID := make(map[string]*manifest.Deployment, len(before))
	for _, e := range before {
		if _, known := byID[e.ID]; !known && e.ID != "" {
			byID[e.ID] = e
		}
	}
	found := make(map[*Deployment]*manifest.Deployment, len(now))
	for i, d := range now {
		switch e, ok := byID[d.ID]; {
		case ok:
			found[d] = e
		case len(before) == 1 && len(now) == 1:
			found[d] = before[0]
		case d.ID == "" && i < len(before):
			found[d] = before[i]
		}
	}
	return found
}
