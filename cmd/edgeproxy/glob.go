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

// isGlob reports whether an argument is a pattern: it has a character that
// makes it one, and no file has this name.
func isGlob(arg string) bool { return strings.ContainsAny(arg, "*?[{") && !exists(arg) }

// expand lists the files that a pattern matches, ** included: shells on
// Windows, and some elsewhere, leave patterns to the program. Links are
// treated as in a folder that is searched.
func expand(pattern string) ([]string, error) {
	paths, err := doublestar.FilepathGlob(pattern, doublestar.WithNoFollow(), doublestar.WithFailOnIOErrors())
	base, _ := doublestar.SplitPattern(filepath.ToSlash(pattern))
	var folder *fs.PathError // its path starts at the base
	switch {
	case errors.Is(err, doublestar.ErrBadPattern):
		return nil, fmt.Errorf("pattern %q: a \"[\" has no \"]\", or a \"{\" no \"}\", and no file has this name", shownName(pattern))
	case errors.As(err, &folder):
		return nil, fmt.Errorf("pattern %q: %s cannot be searched: %w", shownName(pattern), shownName(filepath.Join(filepath.FromSlash(base), folder.Path)), folder.Err)
	case err != nil:
		return nil, fmt.Errorf("pattern %q: %w", shownName(pattern), reason(err))
	}
	paths = slices.DeleteFunc(paths, func(p string) bool { return skipped(p) || !isFileBelow(p, filepath.FromSlash(base)) })
	if len(paths) == 0 {
		return nil, fmt.Errorf("pattern %q: matches no file", shownName(pattern))
	}
	slices.Sort(paths)
	if i := slices.Index(paths, stdinName); i >= 0 {
		paths[i] = "./" + stdinName // a file of this name, and not standard input
	}
	return paths, nil
}

// skipped reports whether a path leads through a folder that is never searched.
func skipped(path string) bool {
	parts := strings.Split(filepath.ToSlash(path), "/")
	return slices.Contains(parts, ".git") || slices.Contains(parts, "node_modules")
}

// isFileBelow reports whether a path is that of a regular file, or of a link
// to one below root.
func isFileBelow(path, root string) bool {
	info, err := os.Lstat(path)
	return err == nil && isFileOf(info.Mode().Type(), path, root)
}

// isFileOf is isFileBelow for a path whose type is known.
func isFileOf(mode fs.FileMode, path, root string) bool {
	return mode.IsRegular() || mode&fs.ModeSymlink != 0 && staysInside(path, root)
}

// staysInside reports whether a link leads to a regular file below root.
func staysInside(link, root string) bool {
	inside, err := realPath(root)
	if err != nil {
		return false
	}
	target, err := realPath(link)
	if err != nil {
		return false
	}
	rel, err := filepath.Rel(inside, target)
	info, statErr := os.Stat(target)
	return err == nil && filepath.IsLocal(rel) && statErr == nil && info.Mode().IsRegular()
}

// realPath is the absolute path without links.
func realPath(path string) (string, error) {
	path, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", err
	}
	return filepath.Abs(path)
}
