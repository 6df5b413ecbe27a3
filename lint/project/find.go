package project

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// File is one file to work on.
type File struct {
	Path   string // as it was named, or found; "-" is standard input
	Name   string // what to call it in output
	Found  bool   // in a folder, so that it must be a manifest to count
	Target string // what a link to a file leads to, absolute and without links; "" for other files
}

// named is the file of a path that the caller named itself.
func named(path string) File {
	if path == paths.Stdin {
		return File{Path: path, Name: "<stdin>"}
	}
	return File{Path: path, Name: paths.Shown(path)}
}

// found is a file that was found in a folder.
func found(path, target string) File {
	return File{Path: path, Name: paths.Shown(path), Found: true, Target: target}
}

// Failure is a file that could not be worked on.
type Failure struct {
	Name string // of the file
	Err  error  // names the file, too; errors.Is finds fs.ErrNotExist for one that is not there

	found string // the path of a file that was found in a folder, and may be excluded; "" if it was named
}

// reported is the failure in a form for a report, where the name of the file stands
// in another place.
func (f Failure) reported() report.Failure {
	return report.Failure{Path: f.Name, Message: strings.TrimPrefix(f.Err.Error(), f.Name+": ")}
}

// Found holds the files that paths name.
type Found struct {
	Paths    []string    // as they were given
	Files    []File      // each once
	Folders  []string    // that were searched
	Failures []Failure   // what could not be searched
	stray    []strayLink // that are still to be settled
	dropped  int         // files that drop has taken out, of those that were named
}

// Find finds the files that paths name, in the order of the paths: files, the matches
// of globs, files below folders whose names may be those of manifests, and standard
// input for "-". A file that does not exist is listed, too: reading it gives the
// error.
func Find(names []string) *Found {
	c := &Found{Paths: names}
	for _, name := range names {
		c.add(name)
	}
	c.unite()
	c.dropFoundLinks()
	return c
}

// FindNamed finds the files that paths name, and searches no folders: reading a folder
// gives the error.
func FindNamed(names []string) *Found {
	c := &Found{Paths: names}
	for _, name := range names {
		if paths.IsFolder(name) {
			c.Files = append(c.Files, named(name))
			continue
		}
		c.add(name)
	}
	c.unite()
	c.dropFoundLinks()
	return c
}

// findToLint finds the files that paths name, sorted by name. Links stay among
// them beside the files that they lead to: the configuration may have other
// settings for the path of a link.
func findToLint(names []string, stdinName string) *Found {
	c := &Found{Paths: names}
	for _, name := range names {
		c.add(name)
	}
	c.unite()
	for i, f := range c.Files {
		if f.Path == paths.Stdin && stdinName != "" {
			c.Files[i].Name = paths.Shown(stdinName)
		}
	}
	c.sort()
	return c
}

func (c *Found) sort() {
	slices.SortStableFunc(c.Files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
}

// unite removes files that are listed twice. If a file is both named and found in a
// folder, the named one stays.
func (c *Found) unite() {
	c.settleLinks()
	if len(c.Paths) == 1 && !isPattern(c.Paths[0]) {
		return // one file, or one search, which finds each file once
	}
	places, at := paths.Identities{}, map[string]int{}
	var files []File
	for _, f := range c.Files {
		place := places.Of(f.Path)
		i, ok := at[place]
		switch {
		case !ok:
			at[place] = len(files)
			files = append(files, f)
		case files[i].Found && !f.Found:
			files[i] = f
		}
	}
	c.Files = files
}

// dropFoundLinks removes links found in folders if the files that they lead to are
// listed, too: editing the file edits the link.
func (c *Found) dropFoundLinks() {
	if !slices.ContainsFunc(c.Files, func(f File) bool { return f.Found && f.Target != "" }) {
		return
	}
	places, known := paths.Identities{}, map[string]bool{}
	for _, f := range c.Files {
		known[places.Of(f.Path)] = true
	}
	c.Files = slices.DeleteFunc(c.Files, func(f File) bool { return f.Found && f.Target != "" && known[f.Target] })
}

// drop takes out the file of a path. A hook names it, if it is in the commit.
func (c *Found) drop(path string) {
	if path == "" {
		return
	}
	places := paths.Identities{}
	c.Files = slices.DeleteFunc(c.Files, func(f File) bool {
		is := f.Path != paths.Stdin && filepath.Base(f.Path) == filepath.Base(path) && places.Of(f.Path) == places.Of(path)
		if is && !f.Found {
			c.dropped++
		}
		return is
	})
}

// HasStdin reports whether standard input is among the files.
func (c *Found) HasStdin() bool {
	return slices.ContainsFunc(c.Files, func(f File) bool { return f.Path == paths.Stdin })
}

// Errors are the errors of the search.
func (c *Found) Errors() []error {
	var all []error
	for _, f := range c.Failures {
		all = append(all, f.Err)
	}
	return all
}
