package project

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// add adds what a path names.
func (c *Found) add(path string) {
	if path != paths.Stdin && isPattern(path) {
		c.addPattern(path)
		if !paths.Exists(path) {
			return
		}
	}
	if path != paths.Stdin && paths.IsFolder(path) {
		c.addFolder(path)
		return
	}
	f := named(path)
	f.Target = linkTarget(path)
	c.Files = append(c.Files, f) // reading it tells what is wrong
}

func (c *Found) fail(name string, err error) {
	c.Failures = append(c.Failures, Failure{Name: name, Err: err})
}

// failPath is fail for a path. A path that was found in a folder may be excluded later.
func (c *Found) failPath(path string, found bool, err error) {
	f := Failure{Name: paths.Shown(path), Err: err}
	if found {
		f.found = path
	}
	c.Failures = append(c.Failures, f)
}

// linkTarget is what a link to a file leads to; "" for a path that is no such link.
func linkTarget(path string) string {
	info, err := os.Lstat(path)
	if err != nil || info.Mode()&os.ModeSymlink == 0 {
		return ""
	}
	target, err := paths.Real(path)
	if err != nil {
		return ""
	}
	return target
}

// addFolder adds the files below a folder that may be manifests by their names.
func (c *Found) addFolder(root string) {
	c.Folders = append(c.Folders, root)
	start := root
	if info, err := os.Lstat(root); err == nil && info.Mode()&os.ModeSymlink != 0 {
		start = root + string(filepath.Separator) // a link to a folder is entered when it is named
	}
	_ = filepath.WalkDir(start, func(path string, d fs.DirEntry, err error) error {
		path = filepath.Clean(path)
		switch {
		case err != nil:
			c.failPath(path, true, fmt.Errorf("%s: cannot be searched: %w", paths.Shown(path), paths.Reason(err)))
			return nil
		case d.IsDir():
			if path != filepath.Clean(root) && skipped(d.Name()) {
				return fs.SkipDir
			}
			return nil
		case d.Type()&fs.ModeSymlink != 0 && !skipped(d.Name()):
			c.addLink(path, root, true)
		case d.Type().IsRegular() && isSearched(path):
			c.Files = append(c.Files, found(path, ""))
		}
		return nil
	})
}
