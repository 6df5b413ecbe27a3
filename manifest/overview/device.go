package overview

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// AddDevice puts into OnDevice of each edgeAgent what a device starts it with: the
// proxy and the protocol of config.toml, and where the first of them stands.
func AddDevice(all []Deployment, dev *device.Device) {
	var values []string
	var on Setting
	for _, name := range [...]string{manifest.ProxyVar, manifest.ProtocolVar} {
		for _, s := range dev.AgentEnv(name) {
			values = append(values, s.Shown())
			if on.From == "" {
				on.From = fmt.Sprintf("%s:%d", secret.Path(s.File.Name), s.Position().Line)
			}
		}
	}
	on.Value = strings.Join(values, " ")
	switch {
	case len(values) > 0:
	case dev.HasConfig():
		on.Value = "nothing"
	default:
		on.Value = "not known: no config.toml was found"
	}
	for _, d := range all {
		for i := range d.Modules {
			if m := &d.Modules[i]; m.System && m.Name == manifest.EdgeAgent {
				m.OnDevice = on
			}
		}
	}
}
