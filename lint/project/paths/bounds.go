package paths

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/iotedge-tools/edgeproxy/lint/config"
)

// Bounds is the folder that a run may write to without being told where exactly:
// the repository of the current folder, or else the current folder. A path that
// reads as one inside may lead out of it through a link that somebody has
// committed. The zero value knows no bounds.
type Bounds struct {
	top  string // absolute, as the current folder is named
	real string // absolute, without links
}

// BoundsHere are the bounds of a run in the current folder.
func BoundsHere() Bounds {
	here, err := os.Getwd()
	if err != nil {
		return Bounds{}
	}
	top := Repository(here)
	if top == "" {
		top = here
	}
	return BoundsOf(top)
}

// BoundsOf are the bounds of a run that writes below an absolute folder alone.
func BoundsOf(top string) Bounds {
	real, err := Real(top)
	if err != nil {
		return Bounds{}
	}
	return Bounds{top, real}
}

// inside reports whether a path reads as one inside the bounds.
func (b Bounds) inside(path string) bool {
	at, err := filepath.Abs(path)
	return err == nil && b.top != "" && (IsBelow(at, b.top) || IsBelow(at, b.real))
}

// IsBelow reports whether an absolute path is a folder or in it.
func IsBelow(path, folder string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && filepath.IsLocal(rel)
}

// CheckFolder refuses the folder of a file to write if a link leads out of the
// bounds on the way to it. Folders that are not there yet lead nowhere. Outside
// of the bounds the user has named the place, and links are the user's.
func (b Bounds) CheckFolder(path string) error {
	if !b.inside(path) {
		return nil
	}
	folder := filepath.Dir(path)
	for Missing(folder) && folder != filepath.Dir(folder) {
		folder = filepath.Dir(folder)
	}
	real, err := Real(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("its path leads through %s, a symbolic link that leads to nothing", Shown(folder))
	case err != nil:
		return Reason(err)
	case !IsBelow(real, b.real):
		return fmt.Errorf("its folder is reached through a symbolic link that leads out of %s: name the file where it really is, in %s", filepath.ToSlash(b.top), filepath.ToSlash(real))
	}
	return nil
}

// IsNewOutside reports whether writing a file makes a folder outside of the
// bounds: the path may be misspelt, so a run that does so says it.
func (b Bounds) IsNewOutside(path string) bool { return !b.inside(path) && Missing(filepath.Dir(path)) }

// Repository is the root of the repository that a folder is in; "" if it is in
// none.
func Repository(folder string) string { return config.Repository(folder) }
