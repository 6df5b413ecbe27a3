package console

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"

	"golang.org/x/term"

	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// Input is how the files of a command are read, with a limit for the size of each
// in bytes.
func (c *Console) Input(maxSize int) project.Input {
	in := project.Input{Stdin: c.Stdin, MaxSize: maxSize}
	switch f, ok := c.Stdin.(*os.File); {
	case c.stdinTaken:
		in.Stdin = nil
	case ok && isTerminal(f):
		in.Stdin = &prompting{File: f, say: sync.OnceFunc(func() {
			c.Errorf("edgeproxy: reading a manifest from the terminal: end it with Ctrl-D, or press Ctrl-C and name a file")
		})}
	}
	return in
}

// ReadsTerminal reports whether standard input is a terminal: somebody may wonder what the
// program waits for.
func (c *Console) ReadsTerminal() bool { return isTerminal(c.Stdin) }

// TakeStdin says that standard input holds something else than a manifest, such as the
// proxy: from now on Input has no standard input.
func (c *Console) TakeStdin() { c.stdinTaken = true }

// prompting is a terminal that says what it waits for: otherwise the program
// would seem to hang.
type prompting struct {
	*os.File
	say func()
}

func (p *prompting) Read(b []byte) (int, error) {
	p.say()
	return p.File.Read(b)
}

// ReadPassword reads the first line of standard input; at a terminal without showing
// what is typed.
func (c *Console) ReadPassword() ([]byte, error) {
	f, ok := c.Stdin.(*os.File)
	if !ok || !isTerminal(f) {
		return c.ReadFirstLine(paths.Stdin)
	}
	fmt.Fprint(c.Stderr, "Password (it is not shown): ")
	defer fmt.Fprintln(c.Stderr)
	return term.ReadPassword(int(f.Fd()))
}

// ReadFirstLine reads the first line of a file, which may be a pipe, or "-" for
// standard input. The line is in UTF-8, without its end.
func (c *Console) ReadFirstLine(path string) ([]byte, error) {
	const most = 64 << 10
	r := c.Stdin
	if path != paths.Stdin {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		r = f
	}
	line, err := bufio.NewReader(io.LimitReader(r, most)).ReadBytes('\n')
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return nil, err
	case len(line) == most:
		return nil, errors.New("its first line is too long")
	case bytes.HasPrefix(line, []byte("\xff\xfe")), bytes.HasPrefix(line, []byte("\xfe\xff")):
		return nil, errors.New("it is UTF-16: save it as UTF-8")
	}
	return bytes.TrimRight(bytes.TrimPrefix(line, []byte("\uFEFF")), "\r\n"), nil
}
