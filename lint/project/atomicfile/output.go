package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// CheckTarget refuses a path that is no place for a report or a baseline. A link could
// lead to any file, so only links to devices and pipes, such as /dev/stderr, are
// allowed.
func (d Disk) CheckTarget(path string) error {
	if os.IsPathSeparator(path[len(path)-1]) {
		return errors.New("it is the name of a folder: expected that of a file")
	}
	if err := d.Bounds.CheckFolder(path); err != nil {
		return err
	}
	info, err := os.Lstat(path)
	if err != nil {
		return nil // the file is not there yet, or writing it says what is wrong
	}
	isLink := info.Mode()&fs.ModeSymlink != 0
	if isLink {
		if info, err = os.Stat(path); err != nil || info.Mode().IsRegular() || info.IsDir() {
			return errors.New("it is a symbolic link: name the file that it points to")
		}
	}
	switch mode := info.Mode(); {
	case mode.IsRegular(), mode&fs.ModeCharDevice != 0, isLink && mode&fs.ModeNamedPipe != 0:
		return nil
	case mode.IsDir():
		return errors.New("it is a folder: expected a file")
	}
	return errors.New("it is no regular file: name one, or something like /dev/stderr")
}

// WriteFile writes a report or a baseline, and makes the folders of its path. A file
// that is there keeps its content until the new one is complete. The error is that of
// the file system.
func (d Disk) WriteFile(path string, content []byte) error {
	if IsDevice(path) {
		return writeDevice(path, content)
	}
	if err := d.Bounds.CheckFolder(path); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	info, err := os.Lstat(path)
	if err == nil {
		return d.replaceFile(path, content, info)
	}
	// A link that somebody has put there meanwhile is not followed.
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Close()); err != nil {
		_ = os.Remove(path) // half a report
	}
	return err
}

// replaceFile gives one file a new content, or leaves it as it is.
func (d Disk) replaceFile(path string, content []byte, info fs.FileInfo) error {
	temp, err := d.writeTemp(path, content, info)
	if err != nil {
		return err
	}
	if err := d.place(temp, path, info.Mode()); err != nil {
		return errors.Join(err, d.os().remove(temp))
	}
	return nil
}

// IsDevice reports whether a path leads to something like /dev/stderr. Writing to
// it may have to wait for a reader.
func IsDevice(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.Mode().IsRegular()
}

// writeDevice writes to something like /dev/stderr, which may be a pipe. One
// that nobody reads is an error.
func writeDevice(path string, content []byte) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	flags := os.O_WRONLY
	if info.Mode()&fs.ModeNamedPipe != 0 {
		flags |= paths.NonBlock
	}
	f, err := os.OpenFile(path, flags, 0)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	return errors.Join(err, f.Close())
}
