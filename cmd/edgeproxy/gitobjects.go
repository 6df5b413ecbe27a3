package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"
)

// gitObjects reads objects of a repository by their hashes, with one process for
// all sizes and one for all contents. No name of a file is told to git. It may
// be used from several goroutines.
type gitObjects struct {
	mutex          sync.Mutex
	sizes, content *gitProcess
}

// errNoObject says that git does not have an object.
var errNoObject = errors.New("git does not have it: the clone is partial or damaged; fetch without --filter first")

// gitSizeError refuses an object that is larger than what is read, in bytes.
type gitSizeError struct {
	size  int64
	limit int
}

func (e *gitSizeError) Error() string {
	return fmt.Sprintf("it has %d bytes at that revision, and no more than %d are read", e.size, e.limit)
}

// openObjects starts the processes. They end with close, or with this one.
func (r *gitRepository) openObjects() (*gitObjects, error) {
	sizes, err := r.start("cat-file", "--batch-check")
	if err != nil {
		return nil, err
	}
	content, err := r.start("cat-file", "--batch")
	if err != nil {
		sizes.close()
		return nil, err
	}
	return &gitObjects{sizes: sizes, content: content}, nil
}

func (o *gitObjects) close() {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	o.sizes.close()
	o.content.close()
}

// read reads an object of a kind ("blob" or "tree"). A larger one than limit
// bytes is refused before git reads it: it may be packed small and be huge.
func (o *gitObjects) read(name, kind string, limit int) ([]byte, error) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	header, err := o.sizes.ask(name)
	switch {
	case err != nil:
		return nil, err
	case header.kind != kind:
		return nil, fmt.Errorf("git has a %s where a %s was expected", header.kind, kind)
	case header.size > int64(limit):
		return nil, &gitSizeError{header.size, limit}
	}
	if header, err = o.content.ask(name); err != nil {
		return nil, err
	}
	content := make([]byte, header.size+1) // a line feed follows
	if _, err := io.ReadFull(o.content.stdout, content); err != nil {
		return nil, o.content.failed(err)
	}
	return content[:header.size], nil
}

// hash is the hash of the object that an expression of git names.
func (o *gitObjects) hash(expression string) (string, error) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	header, err := o.sizes.ask(expression)
	return header.hash, err
}

// gitProcess is a git that answers a line at a time.
type gitProcess struct {
	cmd    *exec.Cmd
	stdin  io.WriteCloser
	stdout *bufio.Reader
	stderr bytes.Buffer
}

func (r *gitRepository) start(args ...string) (*gitProcess, error) {
	p := &gitProcess{cmd: r.command(args...)}
	p.cmd.Stderr = &p.stderr
	stdin, err := p.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	stdout, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := p.cmd.Start(); err != nil {
		return nil, gitError(args[0], "", err)
	}
	p.stdin, p.stdout = stdin, bufio.NewReader(stdout)
	return p, nil
}

func (p *gitProcess) close() {
	_ = p.stdin.Close() // its end is what ends git
	_ = p.cmd.Wait()    // nothing is asked any more
}

// failed is why git does not answer.
func (p *gitProcess) failed(err error) error {
	_ = p.stdin.Close()
	if ended := p.cmd.Wait(); ended != nil {
		err = ended
	}
	return gitError("cat-file", p.stderr.String(), err)
}

// gitHeader is what git says of an object before its content.
type gitHeader struct {
	hash, kind string
	size       int64 // bytes
}

// ask asks for an object. Its content, if there is any, is left to be read.
func (p *gitProcess) ask(object string) (gitHeader, error) {
	if _, err := io.WriteString(p.stdin, object+"\n"); err != nil {
		return gitHeader{}, p.failed(err)
	}
	line, err := p.stdout.ReadString('\n')
	if err != nil {
		return gitHeader{}, p.failed(err)
	}
	var h gitHeader
	if strings.HasSuffix(line, " missing\n") {
		return h, errNoObject
	}
	if _, err := fmt.Sscanf(line, "%s %s %d\n", &h.hash, &h.kind, &h.size); err != nil {
		return h, fmt.Errorf("git cat-file: unexpected answer %q", line)
	}
	return h, nil
}
