package device

// Proxy is the setting by which a daemon of the unit gets its proxy for https, if one
// exists. Those of IoT Edge take HTTPS_PROXY before https_proxy, and an empty one, too
// (http-common/src/proxy.rs); Docker is written in Go and passes over an empty one.
func (u *Unit) Proxy() (Setting, bool) {
	for _, name := range [...]string{"HTTPS_PROXY", "https_proxy"} {
		if s, ok := u.Get(name); ok && (u.Role != Docker || s.Value != "" || s.Unknown) {
			return s, true
		}
	}
	return Setting{}, false
}

// DockerProxy is the setting by which Docker gets its proxy for https: that of
// daemon.json, or else that of the unit.
func (d *Device) DockerProxy() (Setting, bool) {
	for _, s := range d.Docker {
		if s.Name == "https-proxy" && s.Value != "" {
			return s, true
		}
	}
	if u := d.Unit(Docker); u != nil {
		return u.Proxy()
	}
	return Setting{}, false
}

// DockerHTTPProxy is the setting by which Docker gets a proxy for http, which does not
// help with registries.
func (d *Device) DockerHTTPProxy() (Setting, bool) {
	for _, s := range d.Docker {
		if s.Name == "http-proxy" && s.Value != "" {
			return s, true
		}
	}
	if u := d.Unit(Docker); u != nil {
		for _, name := range [...]string{"HTTP_PROXY", "http_proxy"} {
			if s, ok := u.Get(name); ok && s.Value != "" {
				return s, true
			}
		}
	}
	return Setting{}, false
}

// AgentProxy is the setting by which the edgeAgent of the first start gets its proxy, the
// usual spelling before others.
func (d *Device) AgentProxy() (Setting, bool) {
	all := d.AgentEnv("https_proxy")
	for _, s := range all {
		if s.Name == "https_proxy" {
			return s, true
		}
	}
	if len(all) > 0 {
		return all[0], true
	}
	return Setting{}, false
}

// ProxyOf is the setting by which the daemon of a role gets its proxy for https.
func (d *Device) ProxyOf(role Role) (Setting, bool) {
	if role == Docker {
		return d.DockerProxy()
	}
	if u := d.Unit(role); u != nil {
		return u.Proxy()
	}
	return Setting{}, false
}
