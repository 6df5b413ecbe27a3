package device

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/device/toml"
	"github.com/iotedge-tools/edgeproxy/manifest/device/unit"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// The causes of misplaced settings.
const (
	InTable    = "table"   // another table of config.toml than [agent.env]
	InSection  = "section" // another section than [Service]
	AsOption   = "option"  // an option of its own, without Environment=
	InFile     = "file"    // a file of a drop-in folder whose name does not end with .conf
	OfNoUnit   = "unit"    // a drop-in of a unit that does not exist
	OfSpelling = "case"    // "environment=", or "Https_Proxy": names are read with case
	InJSON     = "key"     // another key of daemon.json, or of the file of Docker's client
	InShell    = "shell"   // /etc/environment, which services do not get
)

// findMisplaced finds settings of the proxy that nobody reads.
func (d *Device) findMisplaced(r *root) {
	for _, c := range append(slices.Clone(d.Applied), d.Config) {
		if c != nil && !c.Super() {
			d.misplacedInConfig(c)
		}
	}
	for _, u := range d.Units {
		for _, f := range u.files() {
			d.misplacedInUnit(f)
		}
	}
	d.misplacedElsewhere(r)
	seen := map[string]bool{} // where /lib is a link
	for _, level := range levels {
		resolved, err := r.resolve(level)
		if err != nil || seen[resolved] {
			continue
		}
		seen[resolved] = true
		for _, folder := range r.names(level) {
			d.misplacedInFolder(r, level, folder)
		}
	}
}

// isProxyName reports whether a name is that of a variable that the runtime or Docker
// reads for the proxy.
func isProxyName(name string) bool {
	return text.EqualFold(name, "https_proxy") || text.EqualFold(name, "http_proxy")
}

// misplacedInConfig finds proxies outside of [agent.env]. The daemons pass over keys
// and tables that they do not know (super_config.rs has no deny_unknown_fields).
func (d *Device) misplacedInConfig(c *Config) {
	for p := range c.Doc.Pairs() {
		protocol := text.EqualFold(p.Name(), "UpstreamProtocol")
		if !isProxyName(p.Name()) && !protocol || p.Kind == toml.InlineTable {
			continue
		}
		table := p.Path[:len(p.Path)-1]
		if !p.InArray && slices.Equal(table, []string{"agent", "env"}) {
			continue
		}
		where := "at the top of the file"
		if len(table) > 0 {
			where = fmt.Sprintf("in the table %q", strings.Join(table, "."))
		}
		d.Misplaced = append(d.Misplaced, Misplaced{
			Setting: c.setting(p, ViaConfig), Cause: InTable, Expect: "[agent.env]",
			Why: "it stands " + where + ", where the daemons pass over it",
		})
	}
}

// misplacedInUnit finds proxies of a unit's file that systemd does not give to the
// service.
func (d *Device) misplacedInUnit(f *File) {
	for _, o := range unit.Parse(f.Source).Options {
		m := Misplaced{Expect: `Environment="https_proxy=…" in [Service]`}
		switch {
		case o.Section == "": // a problem of the file says so
		case isProxyName(o.Name):
			m.Cause, m.Why = AsOption, "it stands without \"Environment=\" in front, and systemd knows no such option"
			m.Setting = Setting{Name: o.Name, Value: o.Value, File: f, Span: o.ValueSpan}
			d.Misplaced = append(d.Misplaced, m)
		case !strings.EqualFold(o.Name, "Environment"):
		case o.Name != "Environment":
			m.Cause, m.Why = OfSpelling, "systemd knows no option \""+o.Name+"\": it reads the names of options with case"
			d.misplacedAssignments(f, o, m)
		case o.Section != "Service":
			m.Cause, m.Why = InSection, fmt.Sprintf("it stands in the section %q, where systemd reads no Environment=", o.Section)
			d.misplacedAssignments(f, o, m)
		default:
			d.oddlySpelt(f, o, m)
		}
	}
}

// oddlySpelt adds the proxies among the assignments of an option whose names are
// written in neither of the two ways that programs look for.
func (d *Device) oddlySpelt(f *File, o unit.Option, m Misplaced) {
	assignments, _ := o.Assignments()
	for _, a := range assignments {
		if isProxyName(a.Name) && a.Name != strings.ToLower(a.Name) && a.Name != strings.ToUpper(a.Name) {
			m.Setting = settingOf(f, a, ViaEnvironment)
			m.Cause, m.Why = OfSpelling, "programs look for https_proxy or HTTPS_PROXY, with case"
			d.Misplaced = append(d.Misplaced, m)
		}
	}
}

// misplacedAssignments adds the proxies among the assignments of an option.
func (d *Device) misplacedAssignments(f *File, o unit.Option, m Misplaced) {
	assignments, _ := o.Assignments()
	for _, a := range assignments {
		if isProxyName(a.Name) {
			m.Setting = settingOf(f, a, ViaEnvironment)
			d.Misplaced = append(d.Misplaced, m)
		}
	}
}

// misplacedInFolder finds proxies in files of a drop-in folder that systemd does not
// read: those of a unit that does not exist, and those without .conf in the name.
func (d *Device) misplacedInFolder(r *root, level, folder string) {
	name, isFolder := strings.CutSuffix(folder, ".d")
	if !isFolder {
		return
	}
	known := slices.ContainsFunc(d.Units, func(u *Unit) bool { return u.Name == name })
	right := rightUnit(name)
	if !known && (right == "" || unitExists(r, name)) {
		return
	}
	for _, file := range r.names(level + "/" + folder) {
		m := Misplaced{}
		switch conf := strings.HasSuffix(file, ".conf"); {
		case !known && conf:
			m.Cause, m.Expect = OfNoUnit, right+".d"
			m.Why = "systemd has no unit " + name + " here"
		case known && !conf && !strings.HasSuffix(file, "~") && !strings.HasPrefix(file, "."):
			m.Cause, m.Expect = InFile, fmt.Sprintf("the file %q", file+".conf")
			m.Why = "systemd reads only files whose names end with .conf"
		default:
			continue
		}
		f, _ := r.file(path.Join(level, folder, file))
		if f == nil {
			continue
		}
		for _, o := range unit.Parse(f.Source).Options {
			if o.Name == "Environment" && o.Section == "Service" {
				d.misplacedAssignments(f, o, m)
			}
		}
	}
}

// wrongUnits are names that people give to units, each with the right one. The unit
// was iotedge.service before 1.2.
var wrongUnits = [...][2]string{
	{"aziot-edge", "aziot-edged.service"},
	{"aziotedged", "aziot-edged.service"},
	{"edged", "aziot-edged.service"},
	{"iotedge", "aziot-edged.service"},
	{"iotedged", "aziot-edged.service"},
	{"aziot-identity", "aziot-identityd.service"},
	{"aziotidentityd", "aziot-identityd.service"},
	{"identityd", "aziot-identityd.service"},
	{"iotidentityd", "aziot-identityd.service"},
	{"aziot-cert", "aziot-certd.service"},
	{"certd", "aziot-certd.service"},
	{"aziot-edged", "aziot-edged.service"},
	{"aziot-identityd", "aziot-identityd.service"},
	{"aziot-certd", "aziot-certd.service"},
	{"docker", "docker.service"},
	{"dockerd", "docker.service"},
	{"moby", "docker.service"},
	{"moby-engine", "docker.service"},
}

// rightUnit is the unit that was meant by a name that no unit has; "" for other names.
func rightUnit(name string) string {
	stem := strings.TrimSuffix(name, ".service")
	for _, w := range wrongUnits {
		if strings.EqualFold(w[0], stem) && w[1] != name {
			return w[1]
		}
	}
	return ""
}

// unitExists reports whether a unit's file stands in one of the levels.
func unitExists(r *root, name string) bool {
	for _, level := range levels {
		if r.exists(level + "/" + name) {
			return true
		}
	}
	return false
}
