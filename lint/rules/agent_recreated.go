package rules

import (
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// recreation says whether a device with the earlier version of a deployment
// creates edgeAgent anew for this one, and why.
func recreation(before, now *manifest.Module) string {
	changes := changedParts(before, now)
	if changes == "" {
		return "edgeAgent itself stays as it is"
	}
	return "a device with the earlier version creates edgeAgent anew at once, because its " + changes
}

// changedParts names what differs between two versions of edgeAgent, so that a device
// creates its container anew, such as "image changes" or "image and env change". It is
// empty if nothing differs.
func changedParts(before, now *manifest.Module) string {
	var changed []string
	for _, part := range now.DifferencesFrom(before) {
		changed = append(changed, string(part))
	}
	switch {
	case len(changed) == 0:
		return ""
	case len(changed) > 1 || changed[0] == string(manifest.CreateOptsDiffers):
		return andList(changed) + " change"
	}
	return changed[0] + " changes"
}

// endOfFirstStart names the change that ends the container of the first start. With the
// earlier version a device could keep that container, and with it the proxy of
// config.toml. With d it creates edgeAgent anew (the time bomb goes off). The result is
// empty if there is no such change.
func endOfFirstStart(p *check.Pass, d *check.Deployment) string {
	before := moduleBefore(p, d, manifest.EdgeAgent)
	if before == nil || before.DifferenceFromFirstStart("") != manifest.NoDifference {
		return ""
	}
	return changedParts(before.Module, d.Agent.Module)
}

// moduleBefore is a system module in the earlier version of d; nil if there is none.
func moduleBefore(p *check.Pass, d *check.Deployment, name string) *check.Module {
	earlier := p.Earlier(d)
	if earlier == nil || earlier.System(name) == nil {
		return nil
	}
	m := earlier.System(name)
	return &check.Module{Module: m, Proxy: m.Lookup(manifest.ProxyVar), Protocol: m.Lookup(manifest.ProtocolVar)}
}
