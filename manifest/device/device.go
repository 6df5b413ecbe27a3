package device

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/secret"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// Device is what the files of a device say.
type Device struct {
	Config  *Config   // config.toml; nil if there is none or if it cannot be read
	Applied []*Config // what the daemon aziot-edged reads, in its order; the later wins
	Units   []*Unit   // of the roles, in their order, as far as files of them exist
	Docker  []Setting // "proxies" of Docker's daemon.json
	Apt     []Setting // the proxies of apt
	// Misplaced are settings of the proxy that nobody reads.
	Misplaced []Misplaced
	Files     []*File // all files that were read, in that order
	Errors    []Error // of the files that could not be read: without them the device is not known
	Notes     []Note

	// Old is the path of a configuration from before IoT Edge 1.2, if there is one
	// and no newer one. Nothing else is read then, and Errors say so.
	Old string
}

// Error says why a file cannot be read, and where. It is an error.
type Error struct {
	Path     string
	Name     string        // what messages call the file: Path, unless Device.Rename was called
	Position text.Position // the zero value if the whole file is meant
	Message  string        // in lower case, without passwords
}

// Error is "NAME:LINE:COLUMN: MESSAGE", or "NAME: MESSAGE" about the whole file.
func (e Error) Error() string {
	name := secret.Path(e.Name)
	if e.Position.Line == 0 {
		return name + ": " + e.Message
	}
	return fmt.Sprintf("%s:%s: %s", name, e.Position, e.Message)
}

// Note names something that was not looked at.
type Note struct {
	Path    string
	Name    string // as of an Error
	Message string
}

// String is "NAME: MESSAGE", without passwords.
func (n Note) String() string { return secret.Path(n.Name) + ": " + secret.Message(n.Message) }

// oldConfig is the configuration of IoT Edge before 1.2.
const oldConfig = "etc/iotedge/config.yaml"

// Read reads the files of a device below the root of fsys. Links are followed if fsys
// is an fs.ReadLinkFS.
func Read(fsys fs.FS) *Device {
	d := &Device{}
	r := newRoot(fsys, d)
	d.readConfigs(r)
	if d.Config == nil && len(d.Applied) == 0 && len(d.Errors) == 0 && r.exists(oldConfig) {
		d.Old = oldConfig
		d.fail(oldConfig, text.Position{}, "it is of IoT Edge before 1.2, which had other files: expected etc/aziot/config.toml")
		return d
	}
	d.readUnits(r)
	d.readDocker(r)
	d.readApt(r)
	d.findMisplaced(r)
	return d
}

// Rename gives every file, error and note the name that messages shall use, made of the
// path.
func (d *Device) Rename(name func(path string) string) {
	for _, f := range d.Files {
		f.Name = name(f.Path)
	}
	for i := range d.Errors {
		d.Errors[i].Name = name(d.Errors[i].Path)
	}
	for i := range d.Notes {
		d.Notes[i].Name = name(d.Notes[i].Path)
	}
}

// Empty reports whether nothing of a device was found.
func (d *Device) Empty() bool {
	return !d.HasConfig() && len(d.Units) == 0 && len(d.Docker) == 0 && len(d.Errors) == 0 && d.Old == ""
}

// Unit is the unit that plays a role; nil if no file of one exists.
func (d *Device) Unit(role Role) *Unit {
	if i := slices.IndexFunc(d.Units, func(u *Unit) bool { return u.Role == role }); i >= 0 {
		return d.Units[i]
	}
	return nil
}

// UnitName is the name of the unit that plays a role. If the unit does not exist, the
// name is that of the packages, or of the snap if other units of a snap exist.
func (d *Device) UnitName(role Role) string {
	switch u := d.Unit(role); {
	case u != nil:
		return u.Name
	case role != Docker && d.IsSnap():
		return roles[role].units[1]
	}
	return roles[role].units[0]
}

// IsSnap reports whether IoT Edge is installed as a snap.
func (d *Device) IsSnap() bool {
	return slices.ContainsFunc(d.Units, func(u *Unit) bool { return strings.HasPrefix(u.Name, "snap.azure-iot-") })
}

// fail adds an error about a file.
func (d *Device) fail(path string, at text.Position, message string) {
	d.Errors = append(d.Errors, Error{path, path, at, message})
}

func (d *Device) note(path, message string) {
	if n := (Note{path, path, message}); !slices.Contains(d.Notes, n) {
		d.Notes = append(d.Notes, n)
	}
}
