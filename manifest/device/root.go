package device

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// MaxSize is how many bytes a file may have: the files of a device have some kilobytes.
const MaxSize = 1 << 20

// maxLinks is how many links are followed for one name, as in the kernel.
const maxLinks = 40

// root reads files below a folder, each of them once.
type root struct {
	fsys  fs.FS
	links fs.ReadLinkFS // nil if fsys has none
	dev   *Device
	read  map[string]*File
	known map[string]resolved // names that were resolved before: most are of few folders
}

// resolved is what a name leads to.
type resolved struct {
	name string
	err  error
}

func newRoot(fsys fs.FS, d *Device) *root {
	links, _ := fsys.(fs.ReadLinkFS)
	return &root{fsys: fsys, links: links, dev: d, read: map[string]*File{}, known: map[string]resolved{}}
}

// What may be said about a name that leads to no file.
var (
	errOutside = errors.New("the link leads out of the folder, and is not followed")
	errMask    = errors.New("a link to /dev/null")
)

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

// exists reports whether a name leads to something.
func (r *root) exists(name string) bool {
	resolved, err := r.resolve(name)
	if err != nil {
		return false
	}
	_, err = fs.Stat(r.fsys, resolved)
	return err == nil
}

// file reads a file. It is nil if there is none, or none that can be read: unless the
// file does not exist, an error or a note says so. masked reports that the name is
// a link to /dev/null.
func (r *root) file(name string) (f *File, masked bool) {
	if f, ok := r.read[name]; ok {
		return f, false
	}
	resolved, err := r.resolve(name)
	if err == nil {
		var source []byte
		if source, err = r.bytes(resolved); err == nil {
			f = &File{name, name, source, text.NewLines(source)}
			r.read[name] = f
			r.dev.Files = append(r.dev.Files, f)
			return f, false
		}
	}
	switch {
	case errors.Is(err, errMask):
		return nil, true
	case errors.Is(err, errOutside):
		r.dev.note(name, err.Error())
	case !errors.Is(err, fs.ErrNotExist):
		r.dev.fail(name, text.Position{}, withoutPath(err))
	case r.isLink(name):
		r.dev.note(name, "the link leads to nothing below the folder")
	}
	return nil, false
}

// bytes reads a regular file of a limited size.
func (r *root) bytes(name string) ([]byte, error) {
	info, err := fs.Stat(r.fsys, name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errors.New("this is no regular file")
	}
	f, err := r.fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	source, err := io.ReadAll(io.LimitReader(f, MaxSize+1))
	if err == nil && len(source) > MaxSize {
		err = fmt.Errorf("the file has more than %d bytes: expected some kilobytes", MaxSize)
	}
	return source, err
}

// names lists the entries of a folder, sorted. A folder that does not exist has none.
func (r *root) names(dir string) []string {
	resolved, err := r.resolve(dir)
	if err == nil {
		var entries []fs.DirEntry
		if entries, err = fs.ReadDir(r.fsys, resolved); err == nil {
			names := make([]string, len(entries))
			for i, e := range entries {
				names[i] = e.Name()
			}
			return names
		}
	}
	switch {
	case errors.Is(err, errOutside), errors.Is(err, errMask):
		r.dev.note(dir, err.Error())
	case !errors.Is(err, fs.ErrNotExist):
		r.dev.fail(dir, text.Position{}, withoutPath(err))
	}
	return nil
}

// isLink reports whether a name is itself a link.
func (r *root) isLink(name string) bool {
	if r.links == nil {
		return false
	}
	info, err := r.links.Lstat(name)
	return err == nil && info.Mode()&fs.ModeSymlink != 0
}

// withoutPath is an error without the path, which stands before it already.
func withoutPath(err error) string {
	var pathErr *fs.PathError
	if errors.Is(err, fs.ErrPermission) {
		return "permission denied: read the files of a device as root, such as with sudo"
	}
	if errors.As(err, &pathErr) {
		return pathErr.Err.Error()
	}
	return err.Error()
}
