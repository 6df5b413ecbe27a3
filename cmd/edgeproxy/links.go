package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report"
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

// addLink adds a link that was found in a folder, or that a pattern matches. Of
// links to folders inside of root nothing is added: their files are found where
// they are.
func (c *collection) addLink(path, root string, found bool) {
	counts := !found || hasEnding(path, searchedEndings)
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
		c.files = append(c.files, candidate{named(path), found, target})
	}
}

// settleLinks decides on the links that lead out of what was searched, when all
// that is searched is known: one that is named, too, or that leads to where
// another search goes is no loss. Each other is a failure.
func (c *collection) settleLinks() {
	places, known := paths.Identities{}, map[string]bool{}
	for _, f := range c.files {
		known[places.Of(f.path)] = known[places.Of(f.path)] || !f.found
	}
	for _, link := range c.stray {
		at := places.Of(link.path)
		switch {
		case known[at]:
		case c.searches(link.target) && link.folder:
		case c.searches(link.target) || known[link.target]:
			c.files = append(c.files, candidate{named(link.path), true, link.target})
		default:
			c.failPath(link.path, link.found, link.err())
		}
		known[at] = true // one failure is enough
	}
	c.stray = nil
}

// searches reports whether an absolute path without links is in a folder that
// was searched.
func (c *collection) searches(path string) bool {
	return slices.ContainsFunc(c.folders, func(folder string) bool { return paths.IsBelow(path, paths.RealFolder(folder)) })
}

func (s strayLink) err() error {
	undone, do := "checked", "check"
	if s.folder {
		undone, do = "searched", "search"
	}
	return fmt.Errorf("%s: leads out of the searched folder through a symbolic link, and was not %s: name it as well to %s it", paths.Shown(s.path), undone, do)
}

// countLinksOnce takes out the results of links to files that were checked
// themselves, if the result is the same. It is another where the configuration
// has other settings for the path of the link: then both count.
func countLinksOnce(files []candidate, results []result) {
	if !slices.ContainsFunc(files, func(c candidate) bool { return c.target != "" }) {
		return
	}
	places, at := paths.Identities{}, map[string]int{}
	for i, c := range files {
		if c.target == "" {
			at[places.Of(c.path)] = i
		}
	}
	for i, c := range files {
		switch j, ok := at[c.target]; {
		case c.target == "":
		case !ok:
			at[c.target] = i // another link may lead there, too
		case results[i].equals(results[j]):
			results[i] = result{}
		}
	}
}

// equals reports whether two results say the same of two names of a file: what
// was found, and what the fixes make of it.
func (r result) equals(other result) bool {
	if r.failed != nil || other.failed != nil || (r.file == nil) != (other.file == nil) || (r.change == nil) != (other.change == nil) {
		return false
	}
	return r.passed == other.passed &&
		r.digest == other.digest &&
		(r.change == nil || bytes.Equal(r.change.New, other.change.New))
}

// digestOf is the same for files with the same findings.
func digestOf(file *report.File) (sum [sha256.Size]byte) {
	hash := sha256.New()
	if file != nil {
		_ = json.NewEncoder(hash).Encode(file.Findings) // neither fails: findings are plain data
	}
	hash.Sum(sum[:0])
	return sum
}
