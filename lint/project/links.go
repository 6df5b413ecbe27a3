package project

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// strayLink is a link that leads out of the folder that was searched, or a path
// through one. It is not followed: a repository must not make the tool read
// other files of the machine.
type strayLink struct {
	path   string // as it was found
	target string // absolute, without links
	folder bool
	found  bool // in a folder, and not by a pattern
}

// addLink adds a link that was found in a folder, or that a pattern matches. A link to
// a folder inside of root is left out: its files are found where they are.
func (c *Found) addLink(path, root string, found bool) {
	counts := !found || isSearched(path)
	if strings.HasPrefix(filepath.Base(path), ".#") {
		return // a lock of Emacs, which leads nowhere
	}
	info, err := os.Stat(path)
	var target string
	if err == nil {
		target, err = paths.Real(path)
	}
	name := paths.Shown(path)
	switch {
	case err == nil && info.IsDir():
		if !paths.IsBelow(target, paths.RealFolder(root)) {
			c.stray = append(c.stray, strayLink{path, target, true, found})
		}
	case !counts:
	case errors.Is(err, fs.ErrNotExist):
		c.failPath(path, found, fmt.Errorf("%s: is a symbolic link that leads to no file", name))
	case err != nil:
		c.failPath(path, found, fmt.Errorf("%s: cannot be read: %w", name, paths.Reason(err)))
	case !paths.IsBelow(target, paths.RealFolder(root)):
		c.stray = append(c.stray, strayLink{path, target, false, found})
	case info.Mode().IsRegular():
		c.Files = append(c.Files, File{Path: path, Name: paths.Shown(path), Found: found, Target: target})
	}
}

// settleLinks decides about links that lead out of the folder that was searched, once
// all searches are known. A link is no failure if somebody named it, too, or if its
// target lies in a folder that was searched. Every other link is a failure.
func (c *Found) settleLinks() {
	if len(c.stray) == 0 {
		return
	}
	places, known := paths.Identities{}, map[string]bool{}
	for _, f := range c.Files {
		known[places.Of(f.Path)] = known[places.Of(f.Path)] || !f.Found
	}
	for _, link := range c.stray {
		at := places.Of(link.path)
		switch {
		case known[at]:
		case c.searches(link.target) && link.folder:
		case c.searches(link.target) || known[link.target]:
			c.Files = append(c.Files, found(link.path, link.target))
		default:
			c.failPath(link.path, link.found, link.err())
		}
		known[at] = true // one failure is enough
	}
	c.stray = nil
}

// searches reports whether an absolute path without links is in a folder that
// was searched.
func (c *Found) searches(path string) bool {
	return slices.ContainsFunc(c.Folders, func(folder string) bool { return paths.IsBelow(path, paths.RealFolder(folder)) })
}

func (s strayLink) err() error {
	undone, do := "checked", "check"
	if s.folder {
		undone, do = "searched", "search"
	}
	return fmt.Errorf("%s: leads out of the searched folder through a symbolic link, and was not %s: name it as well to %s it", paths.Shown(s.path), undone, do)
}
