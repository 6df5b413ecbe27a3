package rules

import (
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// recreation says whether a device with the earlier version of a deployment
// creates edgeAgent anew for this one, and why.
func recreation(before, now *manifest.Module) string {
	var changed []string
	for _, part := range now.DifferencesFrom(before) {
		changed = append(changed, string(part))
	}
	if len(changed) == 0 {
		return "edgeAgent itself stays as it is"
	}
	verb := " changes"
	if len(changed) > 1 || changed[0] == string(manifest.CreateOptsDiffers) {
		verb = " change"
	}
	return "a device with the earlier version creates edgeAgent anew at once, because its " + andList(changed) + verb
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
