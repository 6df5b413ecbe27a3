package rules

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

// What the rules about a device share.

// reader is a program on a device that needs the proxy.
type reader struct {
	name    string
	setting device.Setting
	set     bool // setting holds a proxy that is not blank
	seen    bool // the files that would hold the proxy are there, so that it is missing if it is not set
	compare bool // it uses no proxy itself: "iotedge check" compares the value
}

// edgeAgentName is the reader of config.toml in messages.
const edgeAgentName = "edgeAgent"

// readers are the readers of a device, the most important first.
func readers(d *device.Device) []reader {
	agent, inConfig := d.AgentProxy()
	all := []reader{{name: edgeAgentName, setting: agent, set: inConfig && !blank(agent), seen: d.HasConfig()}}
	packaged := d.Unit(device.Identityd) != nil || d.Unit(device.Edged) != nil
	for _, role := range [...]device.Role{device.Identityd, device.Docker, device.Certd, device.Edged} {
		if role == device.Edged && d.IsSnap() {
			continue // "iotedge check" would compare a unit that does not exist
		}
		s, ok := d.ProxyOf(role)
		u := d.Unit(role)
		r := reader{name: role.String(), setting: s, set: ok && !blank(s), compare: role == device.Edged}
		switch role {
		case device.Docker:
			r.seen = u != nil || len(d.Docker) > 0
		case device.Certd:
			r.seen = packaged && d.UsesEST()
		default:
			r.seen = packaged
		}
		if u != nil && (u.Unread || u.Masked) {
			r.seen = false
		}
		all = append(all, r)
	}
	return all
}

func blank(s device.Setting) bool { return !s.Unknown && strings.TrimSpace(s.Value) == "" }

// address is the value of a setting as a proxy's address, and whether it is one that
// can be compared.
func address(s device.Setting) (manifest.ProxyURL, bool) {
	if s.Unknown || s.Wrong != "" {
		return manifest.ProxyURL{}, false
	}
	value := strings.TrimSpace(s.Value)
	if !strings.Contains(value, "://") {
		value = "http://" + value // as Docker does; for the others EP607 says that the scheme is missing
	}
	u, err := manifest.ParseProxyURL(value)
	return u, err == nil && !u.Placeholder()
}

// userOf is the user information of an address as it is written.
func userOf(u manifest.ProxyURL) string {
	name, password, _ := u.RevealUser()
	return name + ":" + password
}

// variable names a setting as messages do.
func variable(s device.Setting) string {
	switch s.Via {
	case device.ViaAgentEnv, device.ViaCreateOptions:
		return s.Name + " of " + string(s.Via) + " in config.toml"
	case device.ViaDaemonJSON:
		return s.Name + " of daemon.json"
	}
	return s.Name
}

// deviceProxy is the proxy of [agent.env] for a rule about a manifest: false if the
// device is not known, or has none that can be compared.
func deviceProxy(p *check.Pass) (device.Setting, manifest.ProxyURL, bool) {
	if p.Device == nil {
		return device.Setting{}, manifest.ProxyURL{}, false
	}
	s, ok := p.Device.AgentProxy()
	if !ok || blank(s) {
		return s, manifest.ProxyURL{}, false
	}
	u, ok := address(s)
	return s, u, ok
}

// whereSet is the related place of the device's setting.
func whereSet(s device.Setting) []check.Related {
	return []check.Related{check.RelatedSetting(s, fmt.Sprintf("the device's %s", variable(s)))}
}
