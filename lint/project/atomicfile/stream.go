package atomicfile

import (
	"bufio"
	"errors"
	"io"
	"os"
	"path/filepath"
)

// Stream is a file that is written piece by piece, because it is too large for memory.
// The file at its path stays as it is until Commit.
type Stream struct {
	disk Disk
	path string
	temp *os.File // the device itself, for a device
	w    *bufio.Writer
}

// Stream starts a file, and makes the folders of its path. Either Commit or Discard
// must follow. The error is that of the file system.
func (d Disk) Stream(path string) (*Stream, error) {
	if err := d.CheckTarget(path); err != nil {
		return nil, err
	}
	s := &Stream{disk: d, path: path}
	var err error
	if IsDevice(path) {
		s.temp, err = os.OpenFile(path, os.O_WRONLY, 0)
	} else if err = errors.Join(d.Bounds.CheckFolder(path), os.MkdirAll(filepath.Dir(path), 0o755)); err == nil {
		s.temp, err = os.CreateTemp(filepath.Dir(path), tempPattern())
	}
	if err != nil {
		return nil, err
	}
	s.w = bufio.NewWriterSize(s.temp, 256<<10)
	return s, nil
}

// Write writes a piece. The error is that of the file system.
func (s *Stream) Write(piece []byte) (int, error) { return s.w.Write(piece) }

// Commit puts the file in its place. The error is that of the file system; after an
// error the old file is as it was.
func (s *Stream) Commit() error {
	err := s.w.Flush()
	if IsDevice(s.path) {
		return errors.Join(err, s.temp.Close())
	}
	if err == nil {
		err = s.temp.Sync()
	}
	mode := os.FileMode(0o644)
	if info, statErr := os.Lstat(s.path); statErr == nil {
		mode = info.Mode()
	}
	if err = errors.Join(err, s.temp.Close()); err == nil {
		err = s.disk.place(s.temp.Name(), s.path, mode)
	}
	if err != nil {
		return errors.Join(err, os.Remove(s.temp.Name()))
	}
	return nil
}

// Discard leaves the path as it was.
func (s *Stream) Discard() {
	s.temp.Close()
	if !IsDevice(s.path) {
		os.Remove(s.temp.Name())
	}
}

var _ io.Writer = (*Stream)(nil)
