package main

import (
	"fmt"
	"io"
	"sync/atomic"
	"time"
)

// progressDelay is how long a run may take before it tells how far it is.
const progressDelay = time.Second

// progress tells on a terminal how many files were checked.
type progress struct {
	w     io.Writer
	total int
	done  atomic.Int64
	quit  chan struct{}
	ended chan struct{}
}

// startProgress starts to tell, if standard error is a terminal.
func (a *app) startProgress(total int) *progress {
	p := &progress{w: a.stderr, total: total, quit: make(chan struct{}), ended: make(chan struct{})}
	if !isTerminal(a.stderr) {
		close(p.ended)
		return p
	}
	go p.tell()
	return p
}

func (p *progress) add() { p.done.Add(1) }

func (p *progress) tell() {
	defer close(p.ended)
	tick := time.NewTicker(progressDelay)
	defer tick.Stop()
	shown := false
	for {
		select {
		case <-tick.C:
			fmt.Fprintf(p.w, "\rchecked %d of %d files", p.done.Load(), p.total)
			shown = true
		case <-p.quit:
			if shown {
				fmt.Fprint(p.w, "\r\x1b[K")
			}
			return
		}
	}
}

// stop ends telling and removes the line.
func (p *progress) stop() {
	close(p.quit)
	<-p.ended
}
