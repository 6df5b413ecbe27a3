// Package atomicfile gives files a new content: one file or many, each as a
// whole or not at all, whatever fails on the way.
//
//	disk := atomicfile.Disk{Bounds: paths.BoundsHere()}
//	err := disk.ReplaceAll(ctx, []atomicfile.Change{
//		{Path: "a.json", Name: "a.json", Old: before, New: after},
//	})
//	err = disk.WriteFile("results.sarif", report)
//
// A change may also make a new file, with the folders on its way, or remove one.
//
// The new content is written beside the file, flushed, and renamed to its place,
// with the mode and the owner of the file. The package refuses a file that someone
// else has changed since it was read, a link, a device, and a read-only file. Errors
// name the file. A process that is killed leaves a temporary file, which only
// its owner can read; RemoveLeftovers finds it later.
package atomicfile

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// Change is a file with its new content.
type Change struct {
	Path     string // of the file
	Name     string // what messages call it
	Old, New []byte // the content when it was read, and the one to be written
	Do       Action
	Mode     fs.FileMode // of a file that is made
}

// Action is what happens to a file.
type Action uint8

// The actions.
const (
	Replace Action = iota // it gets a new content, and keeps its mode and its owner
	Create                // it is not there yet; its folders are made, too
	Remove                // the file is removed
)

// Disk is where files are written. The zero value is the disk of the machine,
// without bounds.
type Disk struct {
	Bounds  paths.Bounds // links must not lead out of them
	Writers int          // how many files are written at a time; 0 for 16: flushing each of them is what takes the time
	// Root, if there is one, is where everything happens: no link leads out of it, even
	// one that somebody puts on the way meanwhile. Paths begin with its name.
	Root    *os.Root
	NoFlush bool // do not wait until the disk has the contents: for files that can be made again after a power failure

	known *knownFolders // of a batch; nil asks the disk about the folder of each file
	calls *calls        // nil for those of the operating system
}

// calls are calls of the operating system. Tests replace them: by calls to a disk that
// is full, or to which others write.
type calls struct {
	lstat      func(name string) (fs.FileInfo, error)
	openFile   func(name string, flag int, mode fs.FileMode) (*os.File, error)
	mkdir      func(name string, mode fs.FileMode) error
	link       func(from, to string) error
	createTemp func(folder string) (tempFile, error)
	chmod      func(name string, mode fs.FileMode) error
	rename     func(from, to string) error
	remove     func(name string) error
}

// tempFile is a temporary file. Tests replace it by a file on a full disk.
type tempFile interface {
	io.WriteCloser
	Name() string
	Chown(uid, gid int) error
	Sync() error
}

func (d Disk) os() calls {
	if d.calls != nil {
		return *d.calls
	}
	if d.Root != nil {
		return below(d.Root)
	}
	return calls{
		lstat:      os.Lstat,
		openFile:   os.OpenFile,
		mkdir:      os.Mkdir,
		link:       os.Link,
		createTemp: func(folder string) (tempFile, error) { return os.CreateTemp(folder, tempPattern()) },
		chmod:      os.Chmod,
		rename:     os.Rename,
		remove:     os.Remove,
	}
}

// readFile reads a file.
func (d Disk) readFile(name string) ([]byte, error) {
	f, err := d.os().openFile(name, os.O_RDONLY, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// missing reports whether a path surely leads to nothing.
func (d Disk) missing(name string) bool {
	_, err := d.os().lstat(name)
	return errors.Is(err, fs.ErrNotExist)
}

func (d Disk) writers() int {
	if d.Writers > 0 {
		return d.Writers
	}
	return 16
}
