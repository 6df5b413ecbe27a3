package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// candidate is a file that may be linted.
type candidate struct {
	input
	found  bool   // in a folder, so that it must be a manifest to count
	target string // of a link to a file: what it leads to, absolute and without links
}

// collection is what the arguments of lint name.
type collection struct {
	args    []string    // as they were given
	files   []candidate // sorted by name, each once
	folders []string    // that were searched
	failed  []failure   // what could not be searched
	stray   []strayLink // that are still to be settled
}

// failure is an input that could not be checked.
type failure struct {
	name  string
	err   error  // names the input, too
	found string // the path of what was found in a folder, so that it may be excluded; "" if it was named
}

// report is the failure for a report, which has a place of its own for the
// name.
func (f failure) report() report.Failure {
	return report.Failure{Path: f.name, Message: strings.TrimPrefix(f.err.Error(), f.name+": ")}
}

// collect finds the files that the arguments name: files as they are, those
// below folders whose names may be those of manifests, and what globs match.
func collect(args []string, stdinFilename string) *collection {
	c := &collection{args: args}
	for _, arg := range args {
		c.add(arg, stdinFilename)
	}
	c.unite()
	c.sort()
	return c
}

func (c *collection) sort() {
	slices.SortStableFunc(c.files, func(a, b candidate) int { return strings.Compare(a.name, b.name) })
}

// unite leaves each file once. Of one that is named, and found in a folder, too,
// the named one stays.
func (c *collection) unite() {
	c.settleLinks()
	places, at := paths.Identities{}, map[string]int{}
	var files []candidate
	for _, f := range c.files {
		place := places.Of(f.path)
		i, ok := at[place]
		switch {
		case !ok:
			at[place] = len(files)
			files = append(files, f)
		case files[i].found && !f.found:
			files[i] = f
		}
	}
	c.files = files
}

// drop takes out the file of a path.
func (c *collection) drop(path string) {
	if path == "" {
		return
	}
	places := paths.Identities{}
	c.files = slices.DeleteFunc(c.files, func(f candidate) bool {
		return f.path != paths.Stdin && filepath.Base(f.path) == filepath.Base(path) && places.Of(f.path) == places.Of(path)
	})
}

// pathsOf are the paths of the files, without standard input.
func pathsOf(files []candidate) []string {
	var all []string
	for _, c := range files {
		if c.path != paths.Stdin {
			all = append(all, c.path)
		}
	}
	return all
}

// hasStdin reports whether standard input is among the files.
func (c *collection) hasStdin() bool {
	return slices.ContainsFunc(c.files, func(f candidate) bool { return f.path == paths.Stdin })
}

func (c *collection) fail(name string, err error) {
	c.failed = append(c.failed, failure{name: name, err: err})
}

// failPath is fail for a path, which may be excluded if it was found in a folder.
func (c *collection) failPath(path string, found bool, err error) {
	f := failure{name: paths.Shown(path), err: err}
	if found {
		f.found = path
	}
	c.failed = append(c.failed, f)
}

func (c *collection) add(arg, stdinFilename string) {
	in := named(arg)
	switch {
	case arg == paths.Stdin:
		if stdinFilename != "" {
			in.name = paths.Shown(stdinFilename)
		}
	case isPattern(arg):
		c.addPattern(arg)
		if !paths.Exists(arg) {
			return
		}
	}
	if paths.IsFolder(arg) && arg != paths.Stdin {
		c.addFolder(arg)
		return
	}
	c.files = append(c.files, candidate{in, false, linkTarget(arg)}) // reading it tells what is wrong
}

// linkTarget is what a link to a file leads to; "" for all that is no such link.
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
func (c *collection) addFolder(root string) {
	c.folders = append(c.folders, root)
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
		case d.Type().IsRegular() && hasEnding(path, searchedEndings):
			c.files = append(c.files, candidate{input: named(path), found: true})
		}
		return nil
	})
}
