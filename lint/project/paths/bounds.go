package paths

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/iotedge-tools/edgeproxy/lint/config"
)

// Bounds is the folder in which a run may write: the repository of the current folder,
// or else the current folder. A path that seems to lie in the folder may lead out of it
// through a link that somebody has committed. The zero value knows no bounds.
type Bounds struct {
	find func() folder // nil for no bounds; most runs write nothing and never call it
}

// folder is the folder of bounds. The zero value is none.
type folder struct {
	top  string // absolute, as the current folder is named
	real string // absolute, without links
}

// BoundsHere are the bounds of a run in the current folder, which must stay the current
// one.
func BoundsHere() Bounds {
	return Bounds{sync.OnceValue(func() folder {
		here, err := os.Getwd()
		if err != nil {
			return folder{}
		}
		top := Repository(here)
		if top == "" {
			top = here
		}
		return folderAt(top)
	})}
}

func folderAt(top string) folder {
	real, err := Real(top)
	if err != nil {
		return folder{}
	}
	return folder{top, real}
}

// around is the folder of the bounds if a path, as it is written, lies in it.
func (b Bounds) around(path string) (in folder, ok bool) {
	if b.find == nil {
		return folder{}, false
	}
	in = b.find()
	at, err := filepath.Abs(path)
	return in, err == nil && in.top != "" && (IsBelow(at, in.top) || IsBelow(at, in.real))
}

// IsBelow reports whether an absolute path is a folder itself, or lies in the folder.
func IsBelow(path, folder string) bool {
	rel, err := filepath.Rel(folder, path)
	return err == nil && filepath.IsLocal(rel)
}

// CheckFolder refuses the folder of a file to write if a link leads out of the
// bounds on the way to it. Folders that are not there yet lead nowhere. Outside
// of the bounds the user has named the place, and links are the user's.
func (b Bounds) CheckFolder(path string) error {
	bounds, ok := b.around(path)
	if !ok {
		return nil
	}
	dir := filepath.Dir(path)
	for Missing(dir) && dir != filepath.Dir(dir) {
		dir = filepath.Dir(dir)
	}
	real, err := Real(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("its path leads through %s, a symbolic link that leads to nothing", Shown(dir))
	case err != nil:
		return Reason(err)
	case !IsBelow(real, bounds.real):
		return fmt.Errorf("its folder is reached through a symbolic link that leads out of %s: name the file where it really is, in %s", filepath.ToSlash(bounds.top), filepath.ToSlash(real))
	}
	return nil
}

// IsNewOutside reports whether writing a file makes a folder outside of the
// bounds: the path may be misspelt, so a run that does so says it.
func (b Bounds) IsNewOutside(path string) bool {
	_, inside := b.around(path)
	return !inside && Missing(filepath.Dir(path))
}

// Repository is the root of the repository that a folder is in; "" if it is in
// none.
func Repository(folder string) string { return config.Repository(folder) }
