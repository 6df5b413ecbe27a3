package device

import (
	"errors"
	"io/fs"
	"path"
	"strings"
)

// maxLinks is how many links are followed for one name, as in the kernel.
const maxLinks = 40

// resolved is what a name leads to.
type resolved struct {
	name string
	err  error
}

// Why a name leads to no file.
var (
	errOutside  = errors.New("the link leads out of the folder, and is not followed")
	errMask     = errors.New("a link to /dev/null")
	errDangling = errors.New("the link leads to nothing below the folder")
)

// RealPath is the path of a file below the root of fsys without links: where the file
// is, or where it would be made. Links of the folders on its way are followed. The error
// says why a name leads to no place below the root: a link leads out of it, or to
// nothing, or to /dev/null.
func RealPath(fsys fs.FS, name string) (string, error) {
	return newRoot(fsys, &Device{}).place(name)
}

// place is where a file is, or would be made.
func (r *root) place(name string) (string, error) {
	resolved, err := r.resolve(name)
	if r.links == nil || !errors.Is(err, fs.ErrNotExist) {
		return resolved, err
	}
	if r.isLink(name) {
		return "", errDangling
	}
	folder, err := r.place(path.Dir(name))
	return path.Join(folder, path.Base(name)), err
}

// resolve follows the links of a name, and gives a name without links.
func (r *root) resolve(name string) (string, error) {
	if r.links == nil || name == "." {
		return name, nil
	}
	to, ok := r.known[name]
	if !ok {
		if to.name, to.err = r.resolve(path.Dir(name)); to.err == nil {
			to.name, to.err = r.walk(to.name, path.Base(name))
		}
		r.known[name] = to
	}
	return to.name, to.err
}

// walk goes on from a name without links, and follows the links on its way.
func (r *root) walk(at, rest string) (string, error) {
	for followed := 0; rest != ""; {
		part, after, _ := strings.Cut(rest, "/")
		rest = after
		switch part {
		case "", ".":
			continue
		case "..":
			if at == "." {
				return "", errOutside
			}
			at = path.Dir(at)
			continue
		}
		next := path.Join(at, part)
		if path.Join(next, rest) == "dev/null" { // whether or not the image has a folder dev
			return "", errMask
		}
		info, err := r.links.Lstat(next)
		if err != nil {
			return "", err
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			at = next
			continue
		}
		target, err := r.links.ReadLink(next)
		if err != nil {
			return "", err
		}
		if followed++; followed > maxLinks {
			return "", errors.New("too many links lead to one another")
		}
		if strings.HasPrefix(target, "/") {
			at = "."
		}
		rest = strings.Trim(target+"/"+rest, "/")
	}
	return at, nil
}

// isLink reports whether a name is itself a link.
func (r *root) isLink(name string) bool {
	folder, err := r.resolve(path.Dir(name))
	if r.links == nil || err != nil {
		return false
	}
	info, err := r.links.Lstat(path.Join(folder, path.Base(name)))
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}
