package device

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// MaxSize is how many bytes a file may have: the files of a device have some kilobytes.
const MaxSize = 1 << 20

// root reads files below a folder, each of them once.
type root struct {
	fsys  fs.FS
	links fs.ReadLinkFS // nil if fsys has none
	dev   *Device
	read  map[string]*File
	known map[string]resolved // names that were resolved before: most names are in a few folders
}

func newRoot(fsys fs.FS, d *Device) *root {
	links, _ := fsys.(fs.ReadLinkFS)
	return &root{fsys: fsys, links: links, dev: d, read: map[string]*File{}, known: map[string]resolved{}}
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

// file reads a file; nil if the file does not exist or cannot be read. In the second
// case there is an error or a note. masked reports that the name is a link to
// /dev/null.
func (r *root) file(name string) (f *File, masked bool) {
	if f, ok := r.read[name]; ok {
		return f, false
	}
	resolved, err := r.resolve(name)
	if err == nil {
		var source []byte
		if source, err = r.bytes(resolved); err == nil {
			f = &File{Path: name, Name: name, Real: resolved, Source: source, lines: text.NewLines(source)}
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
		r.dev.note(name, errDangling.Error())
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
		if info, statErr := fs.Stat(r.fsys, resolved); statErr == nil && !info.IsDir() {
			err = errors.New("not a directory") // opening a pipe would wait for a writer
		} else if entries, err = fs.ReadDir(r.fsys, resolved); err == nil {
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
