package project

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// isPattern reports whether an argument may be a pattern. It may be the name of a file
// as well: then both are meant, so that no file can hide what the pattern matches.
func isPattern(arg string) bool { return strings.ContainsAny(arg, "*?[{") }

// addPattern adds what a pattern matches, ** included, as if the shell had named
// it: shells on Windows, and some elsewhere, leave patterns to the program.
func (c *Found) addPattern(arg string) {
	base, pattern := doublestar.SplitPattern(filepath.ToSlash(filepath.Clean(arg)))
	s := patternSearch{c, filepath.FromSlash(base), paths.RealFolder(base), paths.Identities{}, 0}
	err := s.search(s.base, pattern)
	isName := paths.Exists(arg)
	var folder *fs.PathError // its path starts at the folder of the search
	name := paths.Shown(arg)
	switch {
	case errors.Is(err, doublestar.ErrBadPattern) && isName:
	case errors.Is(err, doublestar.ErrBadPattern):
		err = fmt.Errorf("pattern %q: a \"[\" has no \"]\", or a \"{\" no \"}\", and no file has this name", name)
		c.fail(name, err)
	case errors.As(err, &folder):
		c.fail(name, fmt.Errorf("pattern %q: %s cannot be searched: %w", name, paths.Shown(filepath.Join(s.base, filepath.FromSlash(folder.Path))), folder.Err))
	case err != nil:
		c.fail(name, fmt.Errorf("pattern %q: %w", name, paths.Reason(err)))
	case s.matches == 0 && !isName:
		c.fail(name, fmt.Errorf("pattern %q: matches no file", name))
	}
}

// patternSearch is the search for what a pattern matches.
type patternSearch struct {
	*Found
	base    string // the folder before the first part with a wildcard
	real    string // base without links
	places  paths.Identities
	matches int
}

// search adds what a pattern matches in a folder. The search for ** follows no
// link; a folder that a link inside of the base leads to is found where it is.
// A link that another wildcard matches is followed as the shell does.
func (s *patternSearch) search(folder, pattern string) error {
	for _, at := range slashes(pattern) {
		prefix, rest := pattern[:at], pattern[at+1:]
		found, err := glob(folder, prefix)
		if err != nil {
			return err
		}
		for _, path := range found {
			info, err := os.Lstat(path)
			if err != nil || info.Mode()&fs.ModeSymlink == 0 || !paths.IsFolder(path) || skipped(path) {
				continue
			}
			if !paths.IsBelow(paths.RealFolder(path), s.real) || isDeep(prefix) {
				s.addLink(path, s.base, false)
			} else if err := s.search(path, rest); err != nil {
				return err
			}
		}
	}
	found, err := glob(folder, pattern)
	for _, path := range found {
		s.addMatch(path, isDeep(pattern))
	}
	return err
}

// addMatch adds one match. A folder is searched, unless ** has matched it: then
// its files are matches themselves.
func (s *patternSearch) addMatch(path string, deep bool) {
	info, err := os.Lstat(path)
	if err != nil || skipped(path) {
		return
	}
	if path == paths.Stdin {
		path = "./" + paths.Stdin // a file of this name, and not standard input
	}
	mode := info.Mode()
	switch {
	case mode.IsDir() && deep:
		return
	case mode.IsDir():
		s.addFolder(path)
	case mode&fs.ModeSymlink != 0:
		s.addLink(path, s.base, false)
	case !mode.IsRegular():
		return
	case paths.IsBelow(s.places.Of(path), s.real):
		s.Files = append(s.Files, named(path))
	case !s.isBelowStray(path):
		s.stray = append(s.stray, strayLink{path: path, target: s.places.Of(path)})
	}
	s.matches++
}

// isBelowStray reports whether a path is in a folder that was reported as a failure.
func (s *patternSearch) isBelowStray(path string) bool {
	return slices.ContainsFunc(s.stray, func(l strayLink) bool { return paths.IsBelow(path, l.path) })
}

// glob lists what a pattern matches in a folder, without following links.
func glob(folder, pattern string) ([]string, error) {
	found, err := doublestar.Glob(os.DirFS(folder), pattern, doublestar.WithNoFollow(), doublestar.WithFailOnIOErrors())
	for i, path := range found {
		found[i] = filepath.Join(folder, filepath.FromSlash(path))
	}
	slices.Sort(found)
	return found, err
}

// isDeep reports whether the last part of a pattern is **.
func isDeep(pattern string) bool { return pattern == "**" || strings.HasSuffix(pattern, "/**") }

// slashes are the offsets of the slashes outside of braces and brackets, where a
// pattern can be cut into two.
func slashes(pattern string) []int {
	var at []int
	depth := 0
	for i := 0; i < len(pattern); i++ {
		switch pattern[i] {
		case '\\':
			i++
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case '/':
			if depth == 0 {
				at = append(at, i)
			}
		}
	}
	return at
}

// skipped reports whether a path leads through a folder that is never searched.
func skipped(path string) bool {
	parts := strings.Split(filepath.ToSlash(path), "/")
	return slices.Contains(parts, ".git") || slices.Contains(parts, "node_modules")
}
