package console

import (
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"time"
)

// Rate tells on a terminal how far a run has come through a long input: how many things
// were done, how many a second, and how long the rest will take.
type Rate struct {
	w      io.Writer
	things string
	size   int64 // of the input in bytes; 0 if it is not known
	read   atomic.Int64
	done   atomic.Int64
	quit   chan struct{}
	ended  chan struct{}
}

// NewRate tells nothing yet, and nothing at all if standard error is no terminal. size
// is the size of the input in bytes, 0 if it is not known.
func (c *Console) NewRate(things string, size int64) *Rate {
	r := &Rate{things: things, size: size, quit: make(chan struct{}), ended: make(chan struct{})}
	if c.Quiet || !isTerminal(c.Stderr) {
		close(r.ended)
		return r
	}
	r.w = c.Stderr
	go r.run()
	return r
}

// Reader counts what is read of the input.
func (r *Rate) Reader(in io.Reader) io.Reader { return &countingReader{in, &r.read} }

// Tell takes in how many things were done so far.
func (r *Rate) Tell(done int) { r.done.Store(int64(done)) }

// Stop ends telling and removes the line.
func (r *Rate) Stop() {
	close(r.quit)
	<-r.ended
}

func (r *Rate) run() {
	defer close(r.ended)
	start, tick := time.Now(), time.NewTicker(ProgressDelay)
	defer tick.Stop()
	shown := 0
	for {
		select {
		case now := <-tick.C:
			line := r.line(now.Sub(start))
			fmt.Fprint(r.w, "\r"+line+strings.Repeat(" ", max(0, shown-len(line))))
			shown = len(line)
		case <-r.quit:
			if shown > 0 {
				fmt.Fprint(r.w, "\r"+strings.Repeat(" ", shown)+"\r")
			}
			return
		}
	}
}

// line is like "120000 devices, 40000 a second, about 20s left".
func (r *Rate) line(passed time.Duration) string {
	done, read := r.done.Load(), r.read.Load()
	line := fmt.Sprintf("%d %s, %.0f a second", done, r.things, float64(done)/passed.Seconds())
	if r.size > 0 && read > 0 && read <= r.size {
		left := time.Duration(float64(passed) * float64(r.size-read) / float64(read))
		line += fmt.Sprintf(", about %v left", left.Round(time.Second))
	}
	return line
}

type countingReader struct {
	io.Reader
	n *atomic.Int64
}

func (c *countingReader) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	c.n.Add(int64(n))
	return n, err
}
