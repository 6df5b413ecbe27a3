package config

import (
	"path/filepath"
	"strings"
)

// chain are the configurations on the way to a folder, the outermost first.
type chain struct {
	found []*found
	err   error // the first that cannot be read
}

// search finds the configurations for the files of a folder. They are those of
// the folder around it, and its own.
func (f *Finder) search(folder string) chain {
	if c, ok := f.folders[folder]; ok {
		return c
	}
	var outer chain
	top, parent := Repository(folder), filepath.Dir(folder)
	if folder != top && parent != folder {
		outer = f.search(parent)
	}
	name := filepath.Join(folder, FileName)
	nearMiss := strings.TrimSuffix(name, ".yaml") + ".yml"
	c := outer
	switch {
	case outer.err != nil:
	case f.Read != nil:
		if src, err := f.Read(name); src != nil || err != nil {
			c = f.chainOf(f.load(name), outer.found)
		}
	case f.leaves(name):
		c.err = &Error{File: f.shown(name), Message: "the file is a symbolic link that leads out of the repository, and is not read: expected the file itself"}
	case f.exists(name):
		c = f.chainOf(f.load(name), outer.found)
	case exists(nearMiss): // it would be ignored in silence
		c.err = &Error{File: f.shown(nearMiss), Message: "edgeproxy reads no file of this name: rename the file to " + FileName}
	}
	f.folders[folder] = c
	return c
}

// chainOf adds a configuration to those around it, and tells whether it may
// loosen what they say.
func (f *Finder) chainOf(hit *found, outer []*found) chain {
	if hit.err != nil {
		return chain{err: hit.err}
	}
	if hit.free = f.isRoot(hit.folder); !hit.free {
		above := outer
		if home := Repository(f.Dir); len(above) == 0 && below(hit.folder, home) {
			above = f.search(home).found // of a repository that another one holds
		}
		hit.free = len(above) > 0 && above[0].free && above[0].delegates(hit.folder)
	}
	return chain{found: append(outer[:len(outer):len(outer)], hit)}
}

// isRoot reports whether a configuration in this folder rules the configurations below
// it. The configuration of --config does, and the one at the root of a repository that
// does not lie in the repository of the working directory. Without a repository, the
// one of the working directory does, and the outermost one that is not below the
// working directory.
func (f *Finder) isRoot(folder string) bool {
	switch top := Repository(folder); {
	case f.File != "":
		return true
	case top != "":
		return folder == top && !below(top, Repository(f.Dir))
	}
	return folder == f.Dir || !below(folder, f.Dir) && !f.hasAbove(folder)
}

// hasAbove reports whether there is a configuration in a folder above.
func (f *Finder) hasAbove(folder string) bool {
	parent := filepath.Dir(folder)
	return parent != folder && len(f.search(parent).found) > 0
}

// delegates reports whether a configuration lets one in another folder loosen.
func (root *found) delegates(folder string) bool {
	rel, err := filepath.Rel(root.folder, folder)
	if err != nil {
		return false
	}
	rel = filepath.ToSlash(rel)
	for _, glob := range root.usage.Config.Delegate {
		if matches(glob, rel) || matches(glob, rel+"/"+FileName) {
			return true
		}
	}
	return false
}

// Repository is the root of the repository that a folder is in: the nearest folder
// from there upwards that holds .git; "" if there is none. Configurations, --against
// and reports must agree on it.
func Repository(folder string) string {
	for !exists(filepath.Join(folder, ".git")) {
		parent := filepath.Dir(folder)
		if parent == folder {
			return ""
		}
		folder = parent
	}
	return folder
}

// below reports whether a folder is inside of another one; of "" none is.
func below(folder, outer string) bool {
	rel, err := filepath.Rel(outer, folder)
	return outer != "" && err == nil && rel != "." && filepath.IsLocal(rel)
}
