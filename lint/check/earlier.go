package check

import "github.com/iotedge-tools/edgeproxy/manifest"

// Earlier is the earlier version of a deployment in Against: the deployment with
// the same ID or of the same device; else the only deployment; or, where deployments
// have no such names, the deployment at the same place. It is nil if there is none.
func (p *Pass) Earlier(d *Deployment) *manifest.Deployment {
	if p.Against == nil {
		return nil
	}
	if p.earlier == nil {
		p.earlier = pairs(p.Deployments, p.Against.Deployments())
	}
	return p.earlier[d]
}

// pairs finds the earlier versions of all deployments together: an array may hold
// thousands of deployments.
func pairs(now []*Deployment, before []*manifest.Deployment) map[*Deployment]*manifest.Deployment {
	byName := make(map[name]*manifest.Deployment, len(before))
	for _, e := range before {
		if n := nameOf(e); n != (name{}) && byName[n] == nil {
			byName[n] = e
		}
	}
	found := make(map[*Deployment]*manifest.Deployment, len(now))
	for i, d := range now {
		n := nameOf(d.Deployment)
		switch e := byName[n]; {
		case e != nil:
			found[d] = e
		case len(before) == 1 && len(now) == 1:
			found[d] = before[0]
		case n == (name{}) && i < len(before):
			found[d] = before[i]
		}
	}
	return found
}

// name distinguishes a deployment from the others of its document.
type name struct{ id, device string }

func nameOf(d *manifest.Deployment) name { return name{d.ID, d.Device} }
