package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// stdinName is how standard input is named on the command line.
const stdinName = "-"

// input is one file to work on.
type input struct {
	path string // as the user named it, or as it was found; "-" for standard input
	name string // what to call it in output
}

// read reads a regular file, or standard input, up to limit bytes.
func (a *app) read(in input, limit int) ([]byte, error) {
	if in.path == stdinName {
		return readLimited(a.stdin, in.name, limit)
	}
	info, err := os.Stat(in.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: no such file", in.name)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", in.name, reason(err))
	case info.IsDir():
		return nil, fmt.Errorf("%s: is a folder: expected a file", in.name)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s: is no regular file: pipe its content in and name it -", in.name)
	}
	f, err := os.Open(in.path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", in.name, reason(err))
	}
	defer f.Close()
	return readSized(f, in.name, int(min(info.Size(), int64(limit))), limit)
}

// readLimited reads all of r, but no more than limit bytes.
func readLimited(r io.Reader, name string, limit int) ([]byte, error) {
	return readSized(r, name, 0, limit)
}

// readSized is readLimited with a guess of the size, which saves copies.
func readSized(r io.Reader, name string, guess, limit int) ([]byte, error) {
	b := make([]byte, 0, max(guess, 512)+1)
	for {
		n, err := r.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		switch {
		case len(b) > limit:
			return nil, fmt.Errorf("%s: is larger than %d bytes: a deployment manifest has some kilobytes (raise the limit with --max-size)", name, limit)
		case errors.Is(err, io.EOF):
			return b, nil
		case err != nil:
			return nil, fmt.Errorf("%s: %w", name, reason(err))
		}
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
	}
}

// reason is the cause of an error of the file system, without the path, which
// messages name themselves.
func reason(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return err
}

// named makes an input of a command-line argument.
func named(arg string) input {
	if arg == stdinName {
		return input{stdinName, "<stdin>"}
	}
	return input{arg, filepath.ToSlash(arg)}
}

// sizeFlag is the value of --max-size: bytes.
type sizeFlag int

func (s sizeFlag) limits() manifest.Limits { return manifest.Limits{Size: int(s)} }

// bytes is the limit in force.
func (s sizeFlag) bytes() int {
	if s <= 0 {
		return manifest.MaxSize
	}
	return int(s)
}
