package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// candidate is a file that may be linted.
type candidate struct {
	input
	found bool // in a folder or by a glob, so that it must hold $edgeAgent to count
}

// collection is what the arguments of lint name.
type collection struct {
	files   []candidate // sorted by name, each once
	folders []string    // that were searched
}

// collect finds the files that the arguments name: files as they are, the
// *.json files below folders, and what globs match.
func collect(args []string, stdinFilename string) (*collection, error) {
	c := &collection{}
	var failed []error
	for _, arg := range args {
		if err := c.add(arg, stdinFilename); err != nil {
			failed = append(failed, err)
		}
	}
	slices.SortStableFunc(c.files, func(a, b candidate) int { return strings.Compare(a.name, b.name) })
	c.files = slices.CompactFunc(c.files, func(a, b candidate) bool { return a.name == b.name })
	return c, errors.Join(failed...)
}

func (c *collection) add(arg, stdinFilename string) error {
	if arg == stdinName {
		in := named(arg)
		if stdinFilename != "" {
			in.name = filepath.ToSlash(stdinFilename)
		}
		c.files = append(c.files, candidate{in, false})
		return nil
	}
	info, err := os.Stat(arg)
	switch {
	case err == nil && info.IsDir():
		return c.addFolder(arg)
	case err != nil && isGlob(arg):
		return c.addGlob(arg)
	}
	c.files = append(c.files, candidate{named(arg), false}) // reading it tells what is wrong
	return nil
}

// isGlob reports whether an argument has a character that makes it a pattern.
func isGlob(arg string) bool { return strings.ContainsAny(arg, "*?[{") }

// addGlob adds what a pattern matches, ** included: shells on Windows, and
// some elsewhere, leave patterns to the program.
func (c *collection) addGlob(pattern string) error {
	paths, err := doublestar.FilepathGlob(pattern, doublestar.WithFilesOnly(), doublestar.WithFailOnPatternNotExist())
	if err != nil && !errors.Is(err, doublestar.ErrPatternNotExist) {
		return fmt.Errorf("pattern %q: %w", pattern, err)
	}
	if len(paths) == 0 {
		return fmt.Errorf("pattern %q: matches no file", pattern)
	}
	for _, p := range paths {
		if !skipped(p) {
			c.files = append(c.files, candidate{named(p), false})
		}
	}
	return nil
}

// addFolder adds the *.json files below a folder. Links that lead out of the
// folder are not followed: a repository must not make the tool read other
// files of the machine.
func (c *collection) addFolder(root string) error {
	real, err := filepath.EvalSymlinks(root)
	if err != nil {
		return fmt.Errorf("%s: %w", root, reason(err))
	}
	c.folders = append(c.folders, root)
	start := root
	if info, err := os.Lstat(root); err == nil && info.Mode()&os.ModeSymlink != 0 {
		start = root + string(filepath.Separator) // a link to a folder is entered when it is named
	}
	var failed []error
	err = filepath.WalkDir(start, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			failed = append(failed, fmt.Errorf("%s: %w", path, reason(err)))
			return nil
		case d.IsDir():
			if d.Name() == ".git" || d.Name() == "node_modules" {
				return fs.SkipDir
			}
			return nil
		case !strings.EqualFold(filepath.Ext(path), ".json"):
			return nil
		case d.Type().IsRegular() || d.Type()&fs.ModeSymlink != 0 && staysInside(path, real):
			c.files = append(c.files, candidate{named(filepath.Clean(path)), true})
		}
		return nil
	})
	return errors.Join(append(failed, err)...)
}

// skipped reports whether a path leads through a folder that is never searched.
func skipped(path string) bool {
	parts := strings.Split(filepath.ToSlash(path), "/")
	return slices.Contains(parts, ".git") || slices.Contains(parts, "node_modules")
}

// staysInside reports whether a link leads to a regular file below root.
func staysInside(link, root string) bool {
	target, err := filepath.EvalSymlinks(link)
	if err != nil {
		return false
	}
	root, err = filepath.Abs(root)
	if err != nil {
		return false
	}
	if target, err = filepath.Abs(target); err != nil {
		return false
	}
	rel, err := filepath.Rel(root, target)
	info, statErr := os.Stat(target)
	return err == nil && filepath.IsLocal(rel) && statErr == nil && info.Mode().IsRegular()
}
