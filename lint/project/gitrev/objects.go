package gitrev

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

// objectReader reads objects of a repository by their hashes, with one process for
// all sizes and one for all contents. No name of a file is told to git. It may
// be used from several goroutines.
type objectReader struct {
	mutex          sync.Mutex
	sizes, content *process
}

// errNoObject says that git does not have an object.
var errNoObject = errors.New("git does not have the file: the clone is partial (git clone --filter, or fetchFilter in Azure Pipelines) or damaged; make a full one first")

// SizeError refuses an object that is larger than what is read, in bytes.
type SizeError struct {
	Size  int64
	Limit int
}

// Error names both sizes.
func (e *SizeError) Error() string {
	return fmt.Sprintf("it has %d bytes at that revision, and no more than %d are read", e.Size, e.Limit)
}

// openObjects starts the processes. They end with close, or with this one.
func (r *Repository) openObjects() (*objectReader, error) {
	sizes, err := r.start("cat-file", "--batch-check")
	if err != nil {
		return nil, err
	}
	content, err := r.start("cat-file", "--batch")
	if err != nil {
		sizes.close()
		return nil, err
	}
	return &objectReader{sizes: sizes, content: content}, nil
}

func (o *objectReader) close() {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	o.sizes.close()
	o.content.close()
}

// read reads an object of a kind ("blob" or "tree"). An object above limit bytes is
// refused before git reads it: a small pack can hold a huge object.
func (o *objectReader) read(name, kind string, limit int) ([]byte, error) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	h, err := o.sizes.ask(name)
	switch {
	case err != nil:
		return nil, err
	case h.kind != kind:
		return nil, fmt.Errorf("git has a %s where a %s was expected", h.kind, kind)
	case h.size > int64(limit):
		return nil, &SizeError{h.size, limit}
	}
	if h, err = o.content.ask(name); err != nil {
		return nil, err
	}
	content := make([]byte, h.size+1) // a line feed follows
	if _, err := io.ReadFull(o.content.stdout, content); err != nil {
		return nil, o.content.failed(err)
	}
	return content[:h.size], nil
}

// hash is the hash of the object that an expression of git names.
func (o *objectReader) hash(expression string) (string, error) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	h, err := o.sizes.ask(expression)
	return h.hash, err
}

// process is a git that answers a line at a time.
type process struct {
	cmd    *exec.Cmd
	stdin  io.WriteCloser
	stdout *bufio.Reader
	stderr bytes.Buffer
}

func (r *Repository) start(args ...string) (*process, error) {
	p := &process{cmd: r.command(args...)}
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

func (p *process) close() {
	_ = p.stdin.Close() // git ends at the end of its input
	_ = p.cmd.Wait()    // nothing is asked any more
}

// failed is why git does not answer.
func (p *process) failed(err error) error {
	_ = p.stdin.Close()
	if ended := p.cmd.Wait(); ended != nil {
		err = ended
	}
	return gitError("cat-file", p.stderr.String(), err)
}

// header is what git says of an object before its content.
type header struct {
	hash, kind string
	size       int64 // bytes
}

// ask asks for an object. The caller reads its content, if there is any.
func (p *process) ask(object string) (header, error) {
	if _, err := io.WriteString(p.stdin, object+"\n"); err != nil {
		return header{}, p.failed(err)
	}
	line, err := p.stdout.ReadString('\n')
	if err != nil {
		return header{}, p.failed(err)
	}
	var h header
	if strings.HasSuffix(line, " missing\n") {
		return h, errNoObject
	}
	if _, err := fmt.Sscanf(line, "%s %s %d\n", &h.hash, &h.kind, &h.size); err != nil {
		return h, fmt.Errorf("git cat-file: unexpected answer %q", line)
	}
	return h, nil
}
