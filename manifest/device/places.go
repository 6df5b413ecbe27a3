package device

import (
	"slices"
	"strings"
)

// Place is a place of a device where the proxy is set, or may be.
type Place struct {
	Name    string // such as "aziot-identityd.service"
	Reader  string // who reads it, and for what
	State   State
	Setting Setting // what is set there; the zero value unless State is PlaceSet
}

// State says what was found of a place.
type State uint8

// The states.
const (
	PlaceMissing State = iota // no file that may set it was found
	PlaceUnread               // such a file is there, and could not be read: Device.Errors or Device.Notes say why
	PlaceMasked               // the unit's file is a mask: systemd starts nothing
	PlaceUnset                // the files are there, and none of them sets it
	PlaceSet
)

// Places lists the places in the order in which a person looks at them. A place that
// does not exist, or in which nothing is set, is listed, too.
func (d *Device) Places() []Place {
	const first = "edgeAgent, as it is created first"
	all := []Place{
		d.agentPlace("https_proxy", first),
		d.agentPlace("UpstreamProtocol", first),
		d.appliedPlace(),
	}
	for _, role := range [...]Role{Identityd, Certd, Edged, Docker} {
		all = append(all, d.unitPlace(role))
	}
	all = append(all, d.placeOf("daemon.json https-proxy", Docker.purpose()+"; wins over the unit", d.Docker, "https-proxy", daemonFiles[:]))
	for _, name := range [...]string{"acquire::http::proxy", "acquire::https::proxy"} {
		all = append(all, d.placeOf("apt "+name, "apt, to install packages", d.Apt, name, []string{"etc/apt/"}))
	}
	return append(all, d.trustPlace())
}

// agentPlace is the place of a variable of edgeAgent.
func (d *Device) agentPlace(name, reader string) Place {
	p := Place{Name: "[agent.env] " + name, Reader: reader, State: d.state(d.HasConfig(), configFolders[:])}
	for _, s := range d.AgentEnv(name) {
		if p.State != PlaceSet || s.Name == name {
			p.set(s)
		}
	}
	return p
}

// appliedPlace is what "iotedge config apply" has made of config.toml.
func (d *Device) appliedPlace() Place {
	p := Place{Name: "edged/config.d/" + superName, Reader: "what \"iotedge config apply\" wrote", State: d.state(d.IsApplied(), []string{"aziot/edged/"})}
	for _, c := range d.Applied {
		for _, s := range c.Env() {
			if c.Super() && strings.EqualFold(s.Name, "https_proxy") {
				p.set(s)
			}
		}
	}
	return p
}

// IsApplied reports whether the file is there that "iotedge config apply" writes for
// aziot-edged.
func (d *Device) IsApplied() bool { return slices.ContainsFunc(d.Applied, (*Config).Super) }

// unitPlace is the place of a role's unit with its drop-ins.
func (d *Device) unitPlace(role Role) Place {
	u := d.Unit(role)
	if u == nil {
		return Place{Name: d.UnitName(role), Reader: role.purpose(), State: d.state(false, roles[role].units)}
	}
	p := Place{Name: u.Name, Reader: role.purpose(), State: d.state(true, []string{u.Name})}
	switch {
	case u.Unread:
		p.State = PlaceUnread
	case u.Masked:
		p.State = PlaceMasked
	}
	if s, ok := u.Proxy(); ok {
		p.set(s)
	}
	return p
}

// placeOf is the place of a setting among others, which are of some files.
func (d *Device) placeOf(name, reader string, settings []Setting, setting string, files []string) Place {
	p := Place{Name: name, Reader: reader, State: d.state(d.hasRead(files), files)}
	for _, s := range settings {
		if s.Name == setting && s.Lost == nil {
			p.set(s)
		}
	}
	return p
}

// trustPlace is the place of the authority of a proxy that inspects TLS.
func (d *Device) trustPlace() Place {
	p := Place{Name: "config.toml trust_bundle_cert", Reader: "edgeAgent, edgeHub: TLS inspection", State: d.state(d.Config != nil, configFolders[:])}
	if s, ok := d.TrustBundle(); ok {
		p.set(s)
	}
	return p
}

func (p *Place) set(s Setting) { p.State, p.Setting = PlaceSet, s }

// state is the state of a place in which nothing is set. found says whether a file of
// the place was read; the paths of its files contain the names.
func (d *Device) state(found bool, names []string) State {
	switch {
	case slices.ContainsFunc(d.Errors, func(e Error) bool { return containsAny(e.Path, names) }):
		return PlaceUnread
	case found:
		return PlaceUnset
	case slices.ContainsFunc(d.Notes, func(n Note) bool { return containsAny(n.Path, names) }): // such as a link
		return PlaceUnread
	}
	return PlaceMissing
}

// hasRead reports whether a file was read whose path contains one of the names.
func (d *Device) hasRead(names []string) bool {
	return slices.ContainsFunc(d.Files, func(f *File) bool { return containsAny(f.Path, names) })
}

func containsAny(path string, names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return strings.Contains(path, name) })
}
