package device

import (
	"errors"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/device/unit"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// Unit is a service of systemd with its drop-ins.
type Unit struct {
	Name     string // such as "aziot-identityd.service"
	Role     Role
	Fragment *File     // the unit file; nil if there is none below the root
	Masked   bool      // the unit file is empty, or a link to /dev/null: systemd starts nothing
	DropIns  []*File   // in the order in which systemd reads them
	Settings []Setting // every variable that the files set; the setting that wins stands last
	Problems []Problem // of lines that name a proxy variable
	// Unread reports that a drop-in, or a file of EnvironmentFile=, could not be read:
	// what the service gets is not known for sure.
	Unread bool
}

// Problem is something in a unit's file that systemd passes over.
type Problem struct {
	unit.Problem
	File *File
}

// Get is the setting that the service gets under exactly this name.
func (u *Unit) Get(name string) (Setting, bool) {
	for _, s := range slices.Backward(u.Settings) {
		if s.Name == name && s.Lost == nil {
			return s, true
		}
	}
	return Setting{}, false
}

// readUnits reads the units of all roles.
func (d *Device) readUnits(r *root) {
	defaults := d.defaultEnvironment(r)
	for role := range roles {
		for _, name := range roles[role].units {
			if u := d.readUnit(r, name, Role(role), defaults); u != nil {
				d.Units = append(d.Units, u)
			}
		}
	}
}

// readUnit reads one unit; nil if no file of it exists.
func (d *Device) readUnit(r *root, name string, role Role, defaults []Setting) *Unit {
	u := &Unit{Name: name, Role: role}
	for _, level := range levels {
		f, masked := r.file(level + "/" + name)
		if f == nil && !masked {
			continue
		}
		u.Masked = masked || len(f.Source) == 0
		if !u.Masked {
			u.Fragment = f
		}
		break
	}
	u.DropIns, u.Unread = r.dropIns(dropInFolders(name))
	if u.Fragment == nil && !u.Masked && !u.Unread && !u.hasOwnDropIn() {
		return nil
	}
	u.readEnvironment(r, defaults)
	return u
}

// hasOwnDropIn reports whether a drop-in stands in the unit's own folder. Folders that
// the unit shares with others do not count.
func (u *Unit) hasOwnDropIn() bool {
	return slices.ContainsFunc(u.DropIns, func(f *File) bool { return path.Base(path.Dir(f.Path)) == u.Name+".d" })
}

// files are all files of the unit in the order in which systemd reads them.
func (u *Unit) files() []*File {
	if u.Fragment == nil {
		return u.DropIns
	}
	return append([]*File{u.Fragment}, u.DropIns...)
}

// dropInFolders are the folders of drop-ins for a unit; the first one wins. Each level
// has the unit's own folder and those of its prefixes; the folders of all services come
// last.
func dropInFolders(name string) []string {
	own := []string{name + ".d"}
	stem := strings.TrimSuffix(name, ".service")
	for i := strings.LastIndexByte(strings.TrimRight(stem, "-"), '-'); i > 0; i = strings.LastIndexByte(stem[:i], '-') {
		own = append(own, stem[:i+1]+".service.d")
	}
	var folders []string
	for _, level := range levels {
		for _, folder := range own {
			folders = append(folders, level+"/"+folder)
		}
	}
	for _, level := range levels {
		folders = append(folders, level+"/service.d")
	}
	return folders
}

// dropIns reads the drop-ins of some folders. They come in the order of their file
// names. A file hides those of the same name in later folders; an empty one, and a
// link to /dev/null, are read as nothing. A folder that is itself a link is passed
// over, as systemd 252 does. unread reports that one of them could not be read.
func (r *root) dropIns(folders []string) (files []*File, unread bool) {
	places := map[string]string{} // by file name
	for _, folder := range folders {
		if r.isLink(folder) {
			why := "the folder is a link: systemd passes over it"
			if _, err := r.resolve(folder); errors.Is(err, errOutside) {
				why = errOutside.Error()
			}
			r.dev.note(folder, why)
			continue
		}
		for _, name := range r.names(folder) {
			if _, hidden := places[name]; !hidden && strings.HasSuffix(name, ".conf") && name[0] != '.' {
				places[name] = folder + "/" + name
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(places)) {
		f, masked := r.file(places[name])
		if f != nil {
			files = append(files, f)
		}
		unread = unread || f == nil && !masked
	}
	return files, unread
}

// defaultEnvironment is what system.conf gives to every service.
func (d *Device) defaultEnvironment(r *root) []Setting {
	var files []*File
	var folders []string
	for _, level := range managerLevels {
		folders = append(folders, level+"/system.conf.d")
		if f, _ := r.file(level + "/system.conf"); f != nil && len(files) == 0 {
			files = append(files, f)
		}
	}
	var e environment
	more, _ := r.dropIns(folders)
	for _, f := range append(files, more...) {
		for _, o := range unit.Parse(f.Source).Options {
			if o.Section == "Manager" && o.Name == "DefaultEnvironment" {
				e.assign(f, o, ViaDefaultEnvironment)
			}
		}
	}
	return e.settings
}

// spansProxy reports whether a span contains the name of a proxy variable.
func spansProxy(f *File, s text.Span) bool {
	text := strings.ToLower(string(f.Source[s.Start:s.End]))
	return strings.Contains(text, "https_proxy") || strings.Contains(text, "http_proxy") || strings.Contains(text, "https-proxy")
}
