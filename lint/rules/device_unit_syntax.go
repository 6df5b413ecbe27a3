package rules

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/device/unit"
)

// DeviceUnitSyntax is EP609.
var DeviceUnitSyntax = check.Rule{
	ID: "EP609", Name: "device-unit-syntax", Severity: check.Error,
	Doc: check.Doc{
		Summary: "Reports a line of a unit or of an environment file with a proxy that systemd drops, or whose value it changes.",
		Why: `systemd says so only in the journal, and starts the service without the variable. In Environment= a "%" begins a specifier
and is written "%%", also in a password: "p%40w" is dropped, "p%C3" becomes a folder. Quotes have to be closed on the line, a
backslash is written twice, and blanks around the "=" of a variable cut it into words. An empty Environment= deletes all variables
before it, those of the packaged unit too. A header that is not closed ends the file.

A file that EnvironmentFile= names has other rules: it knows no "%", and no "export".`,
		File: check.DeviceFiles,
		Bad: func() string {
			return userUnit("aziot-edged", "p%%40ss") + userUnit("aziot-identityd", "p%40ss")
		},
		Good: func() string {
			return userUnit("aziot-edged", "p%%40ss") + userUnit("aziot-identityd", "p%%40ss")
		},
	},
	CheckDevice: func(p *check.Pass) {
		for _, u := range p.Device.Units {
			for _, problem := range u.Problems {
				p.ReportSetting(device.Setting{File: problem.File, Span: problem.Span}, check.Finding{
					Cause: string(problem.Kind), Message: problem.Message, Help: helpOfProblem(problem.Kind, u),
				})
			}
			reportResets(p, u)
		}
	},
}

// userUnit is a drop-in with a proxy that has a password.
func userUnit(name, password string) string {
	return "-- etc/systemd/system/" + name + ".service.d/override.conf --\n[Service]\nEnvironment=\"https_proxy=http://user:" + password + "@proxy.example.com:3128\"\n"
}

func helpOfProblem(kind unit.ProblemKind, u *device.Unit) string {
	without := u.Role.String() + " goes without the proxy; "
	switch kind {
	case unit.BadSpecifier:
		return without + "write \"%%\" for each \"%\" in Environment=, also in a percent-encoded password"
	case unit.BadHeader, unit.NoSection:
		return without + "write [Service] on a line of its own above Environment="
	case unit.BadComment:
		return u.Role.String() + " may go without the proxy; remove the backslash"
	case unit.BadSyntax:
		return without + "put the whole assignment into double quotes, and write \\\\ for a backslash"
	}
	return without + "write Environment=\"https_proxy=URL\", without blanks around the second \"=\"; in an environment file https_proxy=URL"
}

// reportResets reports an empty Environment= that takes the proxy, or variables of the
// packaged unit, from a service. If no other program on the device has a proxy,
// somebody may have meant to remove it.
func reportResets(p *check.Pass, u *device.Unit) {
	lost := resetProxies(u)
	if _, used := referenceOf(readers(p.Device)); !used && len(lost) == 1 {
		return
	}
	for _, s := range lost {
		f := check.Finding{Cause: "reset", Related: []check.Related{check.RelatedSetting(s, "the variable that is deleted")}}
		f.Message = "this empty Environment= deletes " + s.Name + ", and nothing sets it again"
		f.Help = u.Role.String() + " goes without it; remove the empty line, or put it before all others"
		p.ReportSetting(device.Setting{File: s.Lost.File, Span: s.Lost.Span}, f)
	}
}

// resetProxies are the variables of a unit that an empty Environment= has deleted and
// that are not set again, each once: proxies, and what the packaged unit sets.
func resetProxies(u *device.Unit) []device.Setting {
	var lost []device.Setting
	seen := map[string]bool{}
	for _, s := range u.Settings {
		mine := strings.EqualFold(s.Name, manifest.ProxyVar) || s.File == u.Fragment && u.Role != device.Docker
		if s.Lost == nil || s.Lost.Why != device.Reset || !mine || seen[s.Name] {
			continue
		}
		if _, again := u.Get(s.Name); again || strings.EqualFold(s.Name, manifest.ProxyVar) && hasProxy(u) {
			continue
		}
		seen[s.Name] = true
		lost = append(lost, s)
	}
	return lost
}

func hasProxy(u *device.Unit) bool {
	_, ok := u.Proxy()
	return ok
}
