package edit

import (
	"path"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/device/unit"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// dropInName is the file of this package in a folder of drop-ins.
const dropInName = "10-edgeproxy.conf"

// setUnits plans the variables of the daemons and of Docker.
func (p *planner) setUnits() error {
	roles := []device.Role{device.Identityd, device.Edged}
	if p.dev.UsesEST() {
		roles = append(roles, device.Certd)
	}
	for _, role := range roles {
		if err := p.setUnit(role, []variable{{proxyVar, p.value}}); err != nil {
			return err
		}
	}
	switch p.set.Docker {
	case DropIn:
		vars := []variable{{"HTTP_PROXY", p.value}, {"HTTPS_PROXY", p.value}, {proxyVar, p.value}}
		if p.set.NoProxy != "" {
			vars = append(vars, variable{"NO_PROXY", p.set.NoProxy})
		}
		return p.setUnit(device.Docker, vars)
	case DaemonJSON:
		return p.setUnit(device.Docker, nil)
	}
	return nil
}

// setUnit plans the variables of one unit. Other spellings of a variable in the unit
// get the value, too.
func (p *planner) setUnit(role device.Role, vars []variable) error {
	name, u := p.dev.UnitName(role), p.dev.Unit(role)
	var settings []device.Setting
	if u != nil {
		settings = u.Settings
	}
	for _, s := range settings {
		if value, ours := p.valueFor(role, s.Name); ours && isOwn(s.File) {
			p.setAssignment(s, value)
		}
	}
	missing := slices.DeleteFunc(slices.Clone(vars), func(v variable) bool {
		return slices.ContainsFunc(settings, func(s device.Setting) bool { return s.Name == v.name && staysOrRevives(s) })
	})
	for _, s := range settings { // such as HTTPS_PROXY in a file of a package, which identityd reads first
		v := variable{s.Name, ""}
		if v.value, _ = p.valueFor(role, s.Name); v.value == "" || s.Lost != nil || isOwn(s.File) || s.Value == v.value {
			continue
		}
		if !slices.ContainsFunc(missing, func(m variable) bool { return m.name == v.name }) {
			missing = append(missing, v)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	if f := laterReset(u); f != nil {
		return p.addAssignments(f, missing)
	}
	file := "etc/systemd/system/" + name + ".d/" + dropInName
	if f := p.file(file); f != nil {
		return p.addAssignments(f, missing)
	}
	return p.make(file, newDropIn(name, missing), added(missing)...)
}

// laterReset is the last drop-in of the administrator that comes after the drop-in of
// this package and resets variables by an empty Environment=; nil if there is none.
func laterReset(u *device.Unit) (last *device.File) {
	if u == nil {
		return nil
	}
	for _, f := range u.DropIns {
		if path.Base(f.Path) <= dropInName || !isOwn(f) {
			continue
		}
		for _, o := range unit.Parse(f.Source).Options {
			if o.Section == "Service" && o.Name == "Environment" && o.Reset() {
				last = f
			}
		}
	}
	return last
}

// staysOrRevives reports whether a setting can be edited where it stands, and its
// reader gets it then. A variable that UnsetEnvironment= removes is not written again.
func staysOrRevives(s device.Setting) bool {
	return isOwn(s.File) && (s.Lost == nil || s.Lost.Why == device.Dropped || s.Lost.Why == device.Unset)
}

// valueFor is the value that a variable of a unit gets; ours is false for a variable
// that has nothing to do with the proxy.
func (p *planner) valueFor(role device.Role, name string) (value string, ours bool) {
	switch {
	case text.EqualFold(name, proxyVar), text.EqualFold(name, "http_proxy") && role == device.Docker:
		return p.value, true
	case text.EqualFold(name, "no_proxy") && role == device.Docker && p.set.NoProxy != "":
		return p.set.NoProxy, true
	}
	return "", false
}

// isOwn reports whether a file belongs to the administrator: packages and the running
// system overwrite their files, and a link may lead to such a file.
func isOwn(f *device.File) bool {
	for _, others := range [...]string{"usr/lib/", "lib/", "run/"} {
		if strings.HasPrefix(f.Real, others) {
			return false
		}
	}
	return strings.HasPrefix(f.Path, "etc/") && path.Base(path.Dir(f.Path)) != "system.control" &&
		!strings.HasPrefix(path.Base(f.Path), "system.conf")
}

// setAssignment gives a variable another value where it stands.
func (p *planner) setAssignment(s device.Setting, value string) {
	if s.Value == value && !s.Unknown {
		return
	}
	change := variable{s.Name, value}.replaced()
	switch s.Via {
	case device.ViaEnvironment:
		p.edit(s.File).replace(s.Span, inAssignment.Replace(value), change)
	case device.ViaEnvironmentFile:
		found, _ := unit.ParseEnvironment(s.File.Source)
		for _, a := range found {
			if a.ValueSpan == s.Span {
				p.edit(s.File).replace(a.Span, fileLine(string(s.File.Source[a.Span.Start:a.Span.End]), a.Name, value), change)
			}
		}
	}
}

// inAssignment escapes a value for Environment=, in quotes of any kind or without.
var inAssignment = strings.NewReplacer(`\`, `\\`, `"`, `\"`, `'`, `\'`, "%", "%%")

// fileLine is an assignment of an environment file, without quotes if the one before
// had none and the value needs none.
func fileLine(before, name, value string) string {
	if !strings.ContainsAny(before, `"'`) && !strings.ContainsAny(value, "\"'\\$`#; ") {
		return name + "=" + value
	}
	return unit.QuoteInFile(name, value)
}

// addAssignments plans variables at the end of the last [Service] of a file.
func (p *planner) addAssignments(f *device.File, vars []variable) error {
	parsed := unit.Parse(f.Source)
	at := -1
	for _, section := range parsed.Sections {
		if section.Name == "Service" {
			at = section.Span.End
		}
	}
	if at < 0 {
		return errorAt(f, 0, "the file has no section [Service]: remove the file, or add the section")
	}
	for _, o := range parsed.Options {
		if o.Section == "Service" {
			at = max(at, o.Span.End)
		}
	}
	p.edit(f).add(insertion(f.Source, lineEnd(f.Source, at), assignments(vars)), added(vars)...)
	return nil
}

// file is a file that was read; nil if there is none.
func (p *planner) file(path string) *device.File {
	for _, f := range p.dev.Files {
		if f.Path == path {
			return f
		}
	}
	return nil
}

// newDropIn is the content of a drop-in that has nothing but variables.
func newDropIn(name string, vars []variable) []byte {
	lines := append([]string{`# Written by "edgeproxy device write": the proxy of ` + strings.TrimSuffix(name, ".service") + ".", "[Service]"}, assignments(vars)...)
	return []byte(strings.Join(lines, "\n") + "\n")
}

func assignments(vars []variable) (lines []string) {
	for _, v := range vars {
		lines = append(lines, "Environment="+unit.Quote(v.name, v.value))
	}
	return lines
}
