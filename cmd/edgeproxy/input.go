package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// input is one file to work on.
type input struct {
	path string // as the user named it, or as it was found; "-" for standard input
	name string // what to call it in output
}

// named makes an input of a command-line argument.
func named(arg string) input {
	if arg == paths.Stdin {
		return input{paths.Stdin, "<stdin>"}
	}
	return input{arg, paths.Shown(arg)}
}

// read reads a regular file, or standard input, up to limit bytes.
func (a *app) read(in input, limit int) ([]byte, error) { return a.readInto(nil, in, limit) }

// readInto is read with memory for a file that fits into it.
func (a *app) readInto(buffer []byte, in input, limit int) ([]byte, error) {
	if in.path == paths.Stdin {
		return a.readStdin(in.name, limit)
	}
	// A pipe that nobody writes to must not be waited for.
	f, err := os.OpenFile(in.path, os.O_RDONLY|paths.NonBlock, 0)
	switch {
	case in.path == "":
		return nil, errEmptyName
	case err != nil && strings.Contains(in.path, "://"):
		return nil, fmt.Errorf("%s: is a URL: expected a file (--proxy-url takes the proxy)", in.name)
	case errors.Is(err, fs.ErrNotExist) && paths.Exists(in.path):
		return nil, fmt.Errorf("%s: is a symbolic link that leads to no file", in.name)
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: no such file", in.name)
	case err != nil:
		return nil, fmt.Errorf("%s: cannot be read: %w", in.name, paths.Reason(err))
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: cannot be read: %w", in.name, paths.Reason(err))
	case info.IsDir():
		return nil, fmt.Errorf("%s: is a folder: expected a file", in.name)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s: is no regular file: pipe its content in and name it -", in.name)
	case info.Size() > int64(limit):
		return nil, &tooLargeError{in.name, limit}
	}
	b := sized(buffer, int(info.Size()))
	n, err := f.Read(b[:cap(b)])
	if b = b[:n]; err == nil && int64(n) == info.Size() && n < cap(b) {
		return b, nil // a regular file gives less than it was asked for at its end only
	}
	return readSized(f, in.name, b, limit)
}

// errEmptyName refuses the argument "": nobody types it.
var errEmptyName = errors.New("a file has an empty name: expected the name of a manifest (a variable may be unset)")

// sized is memory for so many bytes, and one more to see the end: the buffer if
// it has them.
func sized(buffer []byte, size int) []byte {
	if cap(buffer) > size {
		return buffer[:0]
	}
	return make([]byte, 0, size+1)
}

// tooLargeError refuses a file above --max-size.
type tooLargeError struct {
	name  string
	limit int // bytes
}

func (e *tooLargeError) Error() string {
	return fmt.Sprintf("%s: is larger than %d bytes: a deployment manifest has some kilobytes (raise the limit with --max-size)", e.name, e.limit)
}

// readStdin reads standard input. At a terminal it says so: otherwise the
// program would seem to hang.
func (a *app) readStdin(name string, limit int) ([]byte, error) {
	if a.stdinTaken {
		return nil, errors.New("standard input cannot be both the manifest and --proxy-url-file: expected one of them as a file")
	}
	if isTerminal(a.stdin) {
		a.errorf("edgeproxy: reading a manifest from the terminal: end it with Ctrl-D, or press Ctrl-C and name a file")
	}
	return readSized(a.stdin, name, sized(nil, 512), limit)
}

// readSized reads all of r, but no more than limit bytes, into b, which grows if
// it must.
func readSized(r io.Reader, name string, b []byte, limit int) ([]byte, error) {
	for {
		n, err := r.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		switch {
		case len(b) > limit:
			return nil, &tooLargeError{name, limit}
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

// sizeFlag is the value of --max-size: bytes.
type sizeFlag int

// add adds the flag to a command.
func (s *sizeFlag) add(cmd *cobra.Command) {
	*s = manifest.MaxSize
	cmd.Flags().Var(positive{(*int)(s), "BYTES"}, "max-size", "largest file to read, in bytes")
}

func (s sizeFlag) limits() manifest.Limits { return manifest.Limits{Size: int(s)} }
