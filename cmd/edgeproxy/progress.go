package main

import (
	"fmt"
	"io"
	"strings"
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
	if a.quiet || !isTerminal(a.stderr) {
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
	line := ""
	for {
		select {
		case <-tick.C:
			line = fmt.Sprintf("checked %d of %d files", p.done.Load(), p.total)
			fmt.Fprint(p.w, "\r"+line)
		case <-p.quit:
			if line != "" { // blanks, which every terminal understands
				fmt.Fprint(p.w, "\r"+strings.Repeat(" ", len(line))+"\r")
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
