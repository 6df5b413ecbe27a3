package rules

import (
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// layeredStrays lists the keys of a layered deployment that set https_proxy or
// UpstreamProtocol of a module outside its env, such as
// "properties.desired.modules.NAME.settings.https_proxy".
func layeredStrays(d *check.Deployment) []check.Desired {
	var found []check.Desired
	for _, t := range d.Twins() {
		if t.Module != "$edgeAgent" {
			continue
		}
		for _, part := range t.Parts {
			if len(part.Path) > 2 && part.Path[0] == "modules" && isStrayPath(part.Path[2:]) {
				found = append(found, part)
			}
		}
	}
	return found
}

// isStrayPath reports whether a path below a module leads to a proxy setting outside env.
// The path may go on to the value of the setting.
func isStrayPath(path []string) bool {
	isSetting := func(name string) bool {
		return strings.EqualFold(name, manifest.ProxyVar) || strings.EqualFold(name, manifest.ProtocolVar)
	}
	at := slices.IndexFunc(path, isSetting)
	inEnv := at == 1 && strings.EqualFold(path[0], "env")
	return at >= 0 && !inEnv && len(path)-at <= 2
}
