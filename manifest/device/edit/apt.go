package edit

import (
	"errors"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

// aptPath is the file of this package for apt.
const aptPath = "etc/apt/apt.conf.d/90edgeproxy"

// aptNames are the options with the proxies of apt, as the reader names them.
var aptNames = [...]variable{{"acquire::http::proxy", "Acquire::http::Proxy"}, {"acquire::https::proxy", "Acquire::https::Proxy"}}

// setApt plans the proxies of apt.
func (p *planner) setApt() error {
	if !p.set.Apt {
		return nil
	}
	if strings.Contains(p.value, `"`) {
		return errors.New("the proxy has a double quote, which a value of apt cannot have: expected %22 in its place")
	}
	var missing []variable
	for _, name := range aptNames {
		there := false
		for _, s := range p.dev.Apt {
			if s.Name != name.name || s.Lost != nil {
				continue
			}
			there = true
			if s.Value != p.value {
				p.edit(s.File).replace(s.Span, p.value, variable{name.value, p.value}.replaced())
			}
		}
		if !there {
			missing = append(missing, variable{name.value, p.value})
		}
	}
	if len(missing) == 0 {
		return nil
	}
	f := p.file(aptPath)
	if f == nil {
		return p.make(aptPath, newApt(missing), added(missing)...)
	}
	d := p.edit(f)
	d.edits = append(d.edits, insertion(f.Source, len(f.Source), aptLines(missing)))
	d.changes = append(d.changes, added(missing)...)
	return nil
}

// newApt is a file that has nothing but proxies.
func newApt(vars []variable) []byte {
	lines := append([]string{`// Written by "edgeproxy device write": the proxy of apt.`}, aptLines(vars)...)
	return []byte(strings.Join(lines, "\n") + "\n")
}

func aptLines(vars []variable) (lines []string) {
	for _, v := range vars {
		lines = append(lines, v.name+` "`+v.value+`";`)
	}
	return lines
}

// aptValue is what apt gets for an option; "" if nothing.
func aptValue(d *device.Device, name string) string {
	for _, s := range d.Apt {
		if s.Name == name && s.Lost == nil {
			return s.Value
		}
	}
	return ""
}
