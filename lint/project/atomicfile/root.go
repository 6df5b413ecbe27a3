package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// below are the calls of the operating system for what lies in a folder.
func below(root *os.Root) calls {
	inside := func(name string) string {
		if rel, err := filepath.Rel(root.Name(), name); err == nil {
			return rel
		}
		return name // the folder refuses it
	}
	openFile := func(name string, flag int, mode fs.FileMode) (*os.File, error) {
		return root.OpenFile(inside(name), flag, mode)
	}
	return calls{
		lstat:    func(name string) (fs.FileInfo, error) { return root.Lstat(inside(name)) },
		openFile: openFile,
		mkdir:    func(name string, mode fs.FileMode) error { return root.Mkdir(inside(name), mode) },
		link:     func(from, to string) error { return root.Link(inside(from), inside(to)) },
		createTemp: func(folder string) (tempFile, error) {
			for {
				name := tempNameIn(folder)
				f, err := openFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
				if !errors.Is(err, fs.ErrExist) {
					return tempIn{f, name}, err
				}
			}
		},
		chmod:  func(name string, mode fs.FileMode) error { return root.Chmod(inside(name), mode) },
		rename: func(from, to string) error { return root.Rename(inside(from), inside(to)) },
		remove: func(name string) error { return root.Remove(inside(name)) },
	}
}

// tempIn is a temporary file below a folder, with its whole path as the name.
type tempIn struct {
	*os.File
	name string
}

func (f tempIn) Name() string { return f.name }
