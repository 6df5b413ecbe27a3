package rules

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

// DeviceDaemonsDiffer is EP604.
var DeviceDaemonsDiffer = check.Rule{
	ID: "EP604", Name: "device-daemons-differ", Severity: check.Warning,
	Doc: check.Doc{
		Summary: "Reports a device on which aziot-identityd, Docker, edgeAgent and the others that use the proxy do not agree on it.",
		Why: `The proxy has to be set in several places, each for another reader: aziot-identityd (IoT Hub and DPS), Docker (images), config.toml
(edgeAgent) and, where certificates come by EST, aziot-certd. If it is missing in one of them, the device gets stuck halfway: it is
provisioned and cannot pull edgeAgent, or it pulls edgeAgent, which cannot connect.

If one unit sets both spellings, the daemons take HTTPS_PROXY. edgeAgent takes one of the two by chance. "proxies" of daemon.json
wins over the environment of Docker.

aziot-edged uses no proxy itself: only "iotedge check" compares its value. A difference there, or one that is only in the spelling
of the address, is an info. Files that a folder does not hold, such as the units of Docker in a copy of /etc/aziot, give no finding.`,
		File: check.DeviceFiles,
		Bad:  func() string { return configProxy + edgedProxy + identitydProxy + dockerUnit },
		Good: func() string { return configProxy + edgedProxy + identitydProxy + dockerUnit + dockerProxy },
	},
	CheckDevice: func(p *check.Pass) {
		all := readers(p.Device)
		reference, ok := referenceOf(all)
		if !ok {
			return
		}
		for _, r := range all {
			switch {
			case r.name == reference.name:
			case r.set:
				reportOther(p, r, reference)
			case r.seen && !explainedOnDevice(p, r.name):
				reportUnset(p, r, reference)
			}
		}
		reportTwoSpellings(p, reference)
		reportDockerTwice(p, reference)
	},
}

// referenceOf is the reader with whose proxy the others are compared: the most
// important one that has a proxy.
func referenceOf(all []reader) (reader, bool) {
	for _, r := range all {
		if _, ok := address(r.setting); ok && r.set && !r.compare {
			return r, true
		}
	}
	return reader{}, false
}

// reportOther reports a reader with another proxy than that of the reference.
func reportOther(p *check.Pass, r, reference reader) {
	got, ok := address(r.setting)
	want, _ := address(reference.setting)
	if !ok {
		return // EP607 and EP609 say what is wrong
	}
	f := check.Finding{Related: []check.Related{check.RelatedSetting(reference.setting, "the proxy of "+reference.name)}}
	switch {
	case endpointOf(got) != endpointOf(want):
		f.Message = fmt.Sprintf("%s uses the proxy %q, and %s uses %q: expected the same", r.name, got, reference.name, want)
		f.Help = helpOfReader(r)
	case userOf(got) != userOf(want):
		f.Cause = "user"
		f.Message = fmt.Sprintf("%s and %s use the same proxy with another user or password: expected the same", r.name, reference.name)
		f.Help = "the proxy may refuse one of them with 407; correct the wrong one"
	case r.name != device.Docker.String() && !strings.Contains(r.setting.Value, "://") && p.Explains("EP607"):
		return // it cannot be used as it is
	case strings.TrimSpace(r.setting.Value) != strings.TrimSpace(reference.setting.Value):
		f.Severity, f.Cause = check.Info, "text"
		f.Message = fmt.Sprintf("%s and %s write the same proxy in two ways: \"iotedge check\" compares the text", r.name, reference.name)
		f.Help = "nothing is lost; write the same in both, so that \"iotedge check\" does not warn"
	default:
		return
	}
	if r.compare {
		f.Severity = check.Info
		f.Help = "aziot-edged uses no proxy itself, but \"iotedge check\" warns; write the same in both"
	}
	p.ReportSetting(r.setting, f)
}

// reportUnset reports a reader without a proxy, at the proxy of the reference.
func reportUnset(p *check.Pass, r, reference reader) {
	f := check.Finding{Cause: r.name}
	u, _ := address(reference.setting)
	at := reference.setting
	f.Message = fmt.Sprintf("%s uses the proxy %q, and %s has none: expected the same", reference.name, u, r.name)
	f.Help = helpOfReader(r) + "; set it in " + placeOfReader(p.Device, r.name)
	if r.compare {
		f.Severity = check.Info
		f.Help = "aziot-edged uses no proxy itself, but \"iotedge check\" warns; set it in " + placeOfReader(p.Device, r.name)
	}
	if s, ok := p.Device.DockerHTTPProxy(); ok && r.name == device.Docker.String() {
		at, f.Related = s, []check.Related{check.RelatedSetting(at, "the proxy of "+reference.name)}
		f.Message = fmt.Sprintf("docker has %s only, which it does not use for registries, and %s uses the proxy %q: expected HTTPS_PROXY", s.Name, reference.name, u)
	}
	p.ReportSetting(at, f)
}

// helpOfReader says what goes wrong without the right proxy.
func helpOfReader(r reader) string {
	switch r.name {
	case edgeAgentName:
		return "edgeAgent of the first start cannot reach IoT Hub, so that no deployment comes"
	case device.Docker.String():
		return "Docker cannot pull images, edgeAgent among them"
	case device.Certd.String():
		return "aziot-certd cannot reach the EST server, so that no certificate comes"
	}
	return "aziot-identityd cannot reach IoT Hub or DPS: the device is not provisioned"
}

// placeOfReader is where a reader gets the proxy.
func placeOfReader(d *device.Device, name string) string {
	for _, role := range [...]device.Role{device.Identityd, device.Certd, device.Edged} {
		if name == role.String() {
			return "/etc/systemd/system/" + d.UnitName(role) + ".d/override.conf (https_proxy)"
		}
	}
	if name == edgeAgentName {
		return "[agent.env] of config.toml"
	}
	return "/etc/systemd/system/" + d.UnitName(device.Docker) + ".d/http-proxy.conf (HTTPS_PROXY) or \"proxies\" of /etc/docker/daemon.json"
}

// reportTwoSpellings reports two spellings with different proxies for one reader.
func reportTwoSpellings(p *check.Pass, reference reader) {
	usual, _ := p.Device.AgentProxy()
	for _, s := range p.Device.AgentEnv("https_proxy") {
		reportPair(p, reference, s, usual, edgeAgentName+" takes one of them by chance at each start")
	}
	for _, u := range p.Device.Units {
		upper, hasUpper := u.Get("HTTPS_PROXY")
		lower, hasLower := u.Get("https_proxy")
		if hasUpper && hasLower && !blank(upper) && !blank(lower) {
			reportPair(p, reference, lower, upper, u.Role.String()+" takes HTTPS_PROXY")
		}
	}
}

// reportDockerTwice reports a proxy of Docker's unit that daemon.json overrides.
func reportDockerTwice(p *check.Pass, reference reader) {
	now, _ := p.Device.DockerProxy()
	u := p.Device.Unit(device.Docker)
	if u == nil || now.Via != device.ViaDaemonJSON {
		return
	}
	if s, ok := u.Proxy(); ok && !blank(s) {
		reportPair(p, reference, s, now, "daemon.json wins over the environment of docker")
	}
}

// reportPair reports a setting whose proxy differs from that of another setting for the
// same reader. The other setting counts; if it differs from the reference, it is
// reported already.
func reportPair(p *check.Pass, reference reader, s, other device.Setting, who string) {
	a, okA := address(s)
	b, okB := address(other)
	want, _ := address(reference.setting)
	if !okA || !okB || endpointOf(a) == endpointOf(b) && userOf(a) == userOf(b) || endpointOf(b) != endpointOf(want) {
		return
	}
	p.ReportSetting(s, check.Finding{
		Cause:   "spelling",
		Message: fmt.Sprintf("%s is %q, and %s is %q: %s", variable(s), a, variable(other), b, who),
		Help:    "write the same address in both, or remove one of them",
		Related: []check.Related{check.RelatedSetting(other, "the other one")},
	})
}

// explainedOnDevice reports whether another rule, one that is on, says why a reader has
// no proxy: the proxy stands where nobody reads it, or systemd drops the line.
func explainedOnDevice(p *check.Pass, name string) bool {
	for _, m := range p.Device.Misplaced {
		if p.Explains("EP608") && misplacedFor(p.Device, m) == name {
			return true
		}
	}
	for _, u := range p.Device.Units {
		if u.Role.String() == name && p.Explains("EP609") && (len(u.Problems) > 0 || len(resetProxies(u)) > 0) {
			return true
		}
	}
	return false
}

// misplacedFor is the reader for whom a misplaced setting was meant.
func misplacedFor(d *device.Device, m device.Misplaced) string {
	switch m.Cause {
	case device.InTable:
		return edgeAgentName
	case device.InJSON:
		return device.Docker.String()
	}
	for _, u := range d.Units {
		if strings.Contains(m.File.Path, "/"+u.Name) {
			return u.Role.String()
		}
	}
	return strings.TrimSuffix(strings.TrimSuffix(m.Expect, ".d"), ".service")
}
