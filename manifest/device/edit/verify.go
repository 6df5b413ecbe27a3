package edit

import (
	"errors"
	"slices"

	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/device/overlay"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// verify reads the device as it will be, and makes sure that each reader gets the
// values.
func (p *planner) verify(plan *Plan) error {
	after := device.Read(overlay.New(p.fsys, plan.contents()))
	for _, e := range after.Errors {
		return &PlaceError{e.Path, e.Position, "the file could not be edited safely: " + e.Message + ": add the proxy by hand"}
	}
	for _, s := range after.AgentEnv(proxyVar) {
		if s.Value != p.value {
			return p.otherWins(s, "edgeAgent")
		}
	}
	if len(after.AgentEnv(proxyVar)) == 0 {
		return errors.New("[agent.env] could not be edited safely: add https_proxy by hand")
	}
	roles := []device.Role{device.Identityd, device.Edged}
	if p.dev.UsesEST() {
		roles = append(roles, device.Certd)
	}
	if p.set.Docker != NoDocker {
		roles = append(roles, device.Docker)
	}
	for _, role := range roles {
		s, ok := after.ProxyOf(role)
		switch {
		case ok && (s.Value != p.value || s.Unknown):
			return p.otherWins(s, role.String())
		case !ok:
			return lostBy(after.Unit(role), role)
		}
	}
	if p.set.Apt {
		for _, name := range aptNames {
			if aptValue(after, name.name) != p.value {
				return errors.New(name.value + " could not be set: see the files of apt")
			}
		}
	}
	return nil
}

// otherWins says which setting is in the way.
func (p *planner) otherWins(s device.Setting, reader string) error {
	return errorAt(s.File, s.Span.Start, "%s is %q here, and %s reads this one: remove it, then run the command again", s.Name, secret.Address(s.Value), reader)
}

// lostBy says what takes the proxy away from a unit.
func lostBy(u *device.Unit, role device.Role) error {
	if u != nil {
		for _, s := range slices.Backward(u.Settings) {
			if s.Lost != nil && text.EqualFold(s.Name, proxyVar) {
				return errorAt(s.Lost.File, s.Lost.Span.Start, "this takes https_proxy away from %s (%s): remove it, then run the command again", role, s.Lost.Why)
			}
		}
	}
	return errors.New(role.String() + " would not get the proxy: see the files of its unit")
}

// contents are the new contents by the paths of the files.
func (p *Plan) contents() map[string][]byte {
	all := map[string][]byte{}
	for _, f := range p.Files {
		all[f.Real] = f.New
	}
	return all
}
