// Package overlay shows how a file system will be when some files of it have changed.
//
//	after := overlay.New(os.DirFS("/"), map[string][]byte{"etc/new": content, "etc/old": nil})
//
// Nothing is written.
package overlay

import (
	"io"
	"io/fs"
	"path"
	"sort"
	"strings"
	"time"
)

// New is a file system with files in the places of those of another one, or beside
// them. A file whose content is nil is not there.
func New(below fs.FS, files map[string][]byte) fs.FS {
	o := overlay{FS: below, new: files, folders: map[string]map[string]bool{}}
	for file := range files {
		for at := file; at != "."; at = path.Dir(at) {
			dir := path.Dir(at)
			if o.folders[dir] == nil {
				o.folders[dir] = map[string]bool{}
			}
			o.folders[dir][path.Base(at)] = at != file
		}
	}
	if links, ok := below.(fs.ReadLinkFS); ok {
		return overlayLinks{o, links}
	}
	return o
}

// overlay has files in memory before those of another file system.
type overlay struct {
	fs.FS
	new     map[string][]byte          // nil for one that is removed
	folders map[string]map[string]bool // names in a folder, and which of them are folders
}

func (o overlay) Open(name string) (fs.File, error) {
	content, ours := o.new[name]
	switch {
	case ours && content == nil:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	case ours:
		return &memoryFile{Reader: strings.NewReader(string(content)), info: fileInfo{name: path.Base(name), size: int64(len(content))}}, nil
	}
	f, err := o.FS.Open(name)
	if err != nil && o.folders[name] != nil {
		return &memoryFile{Reader: strings.NewReader(""), info: fileInfo{name: path.Base(name), mode: fs.ModeDir | 0o755}}, nil
	}
	return f, err
}

// ReadDir lists the names of both.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	below, err := fs.ReadDir(o.FS, name)
	ours := o.folders[name]
	if err != nil && ours == nil {
		return nil, err
	}
	var all []fs.DirEntry
	for _, e := range below {
		if _, ok := ours[e.Name()]; !ok {
			all = append(all, e)
		}
	}
	for base, folder := range ours {
		info := fileInfo{name: base}
		if folder {
			info.mode = fs.ModeDir | 0o755
		} else if o.new[path.Join(name, base)] == nil {
			continue
		}
		all = append(all, fs.FileInfoToDirEntry(info))
	}
	sort.Slice(all, func(i, j int) bool { return all[i].Name() < all[j].Name() })
	return all, nil
}

// overlayLinks is an overlay over a file system with links.
type overlayLinks struct {
	overlay
	links fs.ReadLinkFS
}

func (o overlayLinks) ReadLink(name string) (string, error) { return o.links.ReadLink(name) }

func (o overlayLinks) Lstat(name string) (fs.FileInfo, error) {
	if _, ours := o.new[name]; !ours {
		info, err := o.links.Lstat(name)
		if err == nil || o.folders[name] == nil {
			return info, err
		}
	}
	return fs.Stat(o.overlay, name)
}

// memoryFile is a file of an overlay.
type memoryFile struct {
	io.Reader
	info fileInfo
}

func (f *memoryFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *memoryFile) Close() error               { return nil }

// fileInfo describes it.
type fileInfo struct {
	name string
	size int64
	mode fs.FileMode
}

func (i fileInfo) Name() string       { return i.name }
func (i fileInfo) Size() int64        { return i.size }
func (i fileInfo) Mode() fs.FileMode  { return i.mode }
func (i fileInfo) IsDir() bool        { return i.mode.IsDir() }
func (i fileInfo) ModTime() time.Time { return time.Time{} }
func (i fileInfo) Sys() any           { return nil }
