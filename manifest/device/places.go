package device

import "strings"

// Place is a place of a device where the proxy is set, or may be.
type Place struct {
	Name    string // such as "aziot-identityd.service"
	Reader  string // who reads it, and for what
	Setting Setting
	Set     bool // Setting is there
}

// Places lists the places in the order in which a person looks at them. A place that
// does not exist, or in which nothing is set, is listed, too.
func (d *Device) Places() []Place {
	const first = "edgeAgent, as it is created first"
	all := []Place{
		d.agentPlace("https_proxy", first),
		d.agentPlace("UpstreamProtocol", first),
		d.appliedPlace(),
	}
	for _, role := range [...]Role{Identityd, Certd, Edged} {
		s, ok := d.ProxyOf(role)
		all = append(all, Place{d.unitName(role), role.purpose(), s, ok})
	}
	all = append(all, d.dockerPlaces()...)
	for _, name := range [...]string{"acquire::http::proxy", "acquire::https::proxy"} {
		all = append(all, placeOf("apt "+name, "apt, to install packages", d.Apt, name))
	}
	s, ok := d.TrustBundle()
	return append(all, Place{"config.toml trust_bundle_cert", "edgeAgent and edgeHub, if the proxy inspects TLS", s, ok})
}

// agentPlace is the place of a variable of edgeAgent.
func (d *Device) agentPlace(name, reader string) Place {
	p := Place{Name: "[agent.env] " + name, Reader: reader}
	for _, s := range d.AgentEnv(name) {
		if !p.Set || s.Name == name {
			p.Setting, p.Set = s, true
		}
	}
	return p
}

// appliedPlace is what "iotedge config apply" has made of config.toml.
func (d *Device) appliedPlace() Place {
	p := Place{Name: "edged/config.d/" + superName, Reader: "what \"iotedge config apply\" has put into force"}
	for _, c := range d.Applied {
		for _, s := range c.Env() {
			if c.Super() && strings.EqualFold(s.Name, "https_proxy") {
				p.Setting, p.Set = s, true
			}
		}
	}
	return p
}

// dockerPlaces are the two places of Docker.
func (d *Device) dockerPlaces() []Place {
	unit := Place{Name: d.unitName(Docker), Reader: Docker.purpose()}
	if u := d.Unit(Docker); u != nil {
		unit.Setting, unit.Set = u.Proxy()
	}
	return []Place{unit, placeOf("daemon.json https-proxy", Docker.purpose()+"; wins over the unit", d.Docker, "https-proxy")}
}

// placeOf is the place of a setting among others.
func placeOf(name, reader string, settings []Setting, setting string) Place {
	p := Place{Name: name, Reader: reader}
	for _, s := range settings {
		if s.Name == setting && s.Lost == nil {
			p.Setting, p.Set = s, true
		}
	}
	return p
}

// unitName is the name of a role's unit, that of the packages if there is none.
func (d *Device) unitName(role Role) string {
	if u := d.Unit(role); u != nil {
		return u.Name
	}
	return roles[role].units[0]
}
