package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// bounds is the folder that a run may write to without being told where exactly:
// the repository of the current folder, or else the current folder. A path that
// reads as one inside may lead out of it through a link that somebody has
// committed. The zero value knows no bounds.
type bounds struct {
	top  string // absolute, as the current folder is named
	real string // absolute, without links
}

// boundsHere are the bounds of a run in the current folder.
func boundsHere() bounds {
	here, err := os.Getwd()
	if err != nil {
		return bounds{}
	}
	top := repository(here)
	if top == "" {
		top = here
	}
	real, err := realPath(top)
	if err != nil {
		return bounds{}
	}
	return bounds{top, real}
}

// inside reports whether a path reads as one inside the bounds.
func (b bounds) inside(path string) bool {
	at, err := filepath.Abs(path)
	return err == nil && b.top != "" && (isBelow(at, b.top) || isBelow(at, b.real))
}

// isBelow reports whether an absolute path is a folder or in it.
func isBelow(path, folder string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && filepath.IsLocal(rel)
}

// checkFolder refuses the folder of a file to write if a link leads out of the
// bounds on the way to it. Folders that are not there yet lead nowhere. Outside
// of the bounds the user has named the place, and links are the user's.
func (b bounds) checkFolder(path string) error {
	if !b.inside(path) {
		return nil
	}
	folder := filepath.Dir(path)
	for missing(folder) && folder != filepath.Dir(folder) {
		folder = filepath.Dir(folder)
	}
	real, err := realPath(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("the way to it leads through %s, a symbolic link that leads to nothing", shownName(folder))
	case err != nil:
		return reason(err)
	case !isBelow(real, b.real):
		return fmt.Errorf("its folder is reached through a symbolic link that leads out of %s: name the file where it really is, in %s", filepath.ToSlash(b.top), filepath.ToSlash(real))
	}
	return nil
}

// isNewOutside reports whether writing a file makes a folder outside of the
// bounds: the path may be misspelt, so a run that does so says it.
func (b bounds) isNewOutside(path string) bool { return !b.inside(path) && missing(filepath.Dir(path)) }
