package project

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Input is how files are read.
type Input struct {
	Stdin   io.Reader // what "-" stands for; nil for nothing
	MaxSize int       // of a file, in bytes; 0 for manifest.MaxSize
}

func (in Input) limits() manifest.Limits { return manifest.Limits{Size: in.maxSize()} }

func (in Input) maxSize() int {
	if in.MaxSize > 0 {
		return in.MaxSize
	}
	return manifest.MaxSize
}

// Read reads a regular file, or standard input. An error names the file.
func (in Input) Read(f File) ([]byte, error) { return in.readInto(nil, f) }

// readInto is Read with memory for a file that fits into it.
func (in Input) readInto(buffer []byte, f File) ([]byte, error) {
	limit := in.maxSize()
	if f.Path == paths.Stdin {
		if in.Stdin == nil {
			return nil, ErrNoStdin
		}
		return readSized(in.Stdin, f.Name, sized(nil, 512), limit)
	}
	file, err := f.open()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: cannot be read: %w", f.Name, paths.Reason(err))
	case info.IsDir():
		return nil, fmt.Errorf("%s: is a folder: expected a file", f.Name)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s: is no regular file: pipe its content in and name it -", f.Name)
	case info.Size() > int64(limit):
		return nil, &TooLargeError{f.Name, limit}
	}
	b := sized(buffer, int(info.Size()))
	n, err := file.Read(b[:cap(b)])
	if b = b[:n]; err == nil && int64(n) == info.Size() && n < cap(b) {
		return b, nil // a regular file gives less than asked for only at its end
	}
	return readSized(file, f.Name, b, limit)
}

// open opens a file. A pipe that nobody writes to must not be waited for.
func (f File) open() (*os.File, error) {
	file, err := os.OpenFile(f.Path, os.O_RDONLY|paths.NonBlock, 0)
	switch {
	case f.Path == "":
		err = ErrEmptyName
	case err != nil && strings.Contains(f.Path, "://"):
		err = &URLError{f.Name}
	case errors.Is(err, fs.ErrNotExist) && paths.Exists(f.Path):
		err = fmt.Errorf("%s: is a symbolic link that leads to no file", f.Name)
	case errors.Is(err, fs.ErrNotExist):
		err = missingError(f.Name)
	case err != nil:
		err = fmt.Errorf("%s: cannot be read: %w", f.Name, paths.Reason(err))
	}
	return file, err
}

// missingError is the name of a file that is not there.
type missingError string

func (e missingError) Error() string { return string(e) + ": no such file" }

// Is makes errors.Is find fs.ErrNotExist, whose own words the message does not repeat.
func (e missingError) Is(target error) bool { return target == fs.ErrNotExist }

// ErrEmptyName refuses the name "" of a file: nobody types it.
var ErrEmptyName = errors.New("a file has an empty name: expected the name of a manifest (a variable may be unset)")

// ErrNoStdin says that standard input was named, and there is none.
var ErrNoStdin = errors.New("there is no standard input to read a manifest from: expected a file")

// URLError refuses a URL that stands where a file is expected.
type URLError struct{ Name string }

// Error names the URL, without a password.
func (e *URLError) Error() string { return e.Name + ": is a URL: expected a file" }

// TooLargeError refuses a file that is larger than Input.MaxSize.
type TooLargeError struct {
	Name  string
	Limit int // bytes
}

// Error names the file and the limit.
func (e *TooLargeError) Error() string {
	return fmt.Sprintf("%s: is larger than %d bytes: a deployment manifest has some kilobytes", e.Name, e.Limit)
}

// sized is memory for size bytes, and one more to see the end of the file. It is buffer
// if that is large enough.
func sized(buffer []byte, size int) []byte {
	if cap(buffer) > size {
		return buffer[:0]
	}
	return make([]byte, 0, size+1)
}

// readSized reads all of r, but no more than limit bytes, into b, which grows if
// it must.
func readSized(r io.Reader, name string, b []byte, limit int) ([]byte, error) {
	for {
		n, err := r.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		switch {
		case len(b) > limit:
			return nil, &TooLargeError{name, limit}
		case errors.Is(err, io.EOF):
			return b, nil
		case err != nil:
			return nil, fmt.Errorf("%s: cannot be read: %w", name, paths.Reason(err))
		}
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
	}
}
