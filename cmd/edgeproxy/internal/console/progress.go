package console

import (
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"time"
)

// ProgressDelay is the time after which a run shows how far it is.
const ProgressDelay = time.Second

// Progress tells on a terminal how far a run is.
type Progress struct {
	w     io.Writer
	words [2]string // what was done, to what
	total int
	done  atomic.Int64
	quit  chan struct{}
	ended chan struct{} // nil until it tells anything
}

// NewProgress tells nothing yet, and nothing at all if standard error is no terminal.
// It will tell how many of the things were done, such as "checked 3 of 5 files".
func (c *Console) NewProgress(done, things string) *Progress {
	p := &Progress{words: [2]string{done, things}, quit: make(chan struct{})}
	if !c.Quiet && isTerminal(c.Stderr) {
		p.w = c.Stderr
	}
	return p
}

// Tell notes how far the run is. The first call comes before the first file.
func (p *Progress) Tell(done, total int) {
	if done > 0 {
		p.done.Add(1)
	} else if p.w != nil {
		p.total, p.ended = total, make(chan struct{})
		go p.run()
	}
}

func (p *Progress) run() {
	defer close(p.ended)
	tick := time.NewTicker(ProgressDelay)
	defer tick.Stop()
	line := ""
	for {
		select {
		case <-tick.C:
			line = fmt.Sprintf("%s %d of %d %s", p.words[0], p.done.Load(), p.total, p.words[1])
			fmt.Fprint(p.w, "\r"+line)
		case <-p.quit:
			if line != "" { // blanks, which every terminal understands
				fmt.Fprint(p.w, "\r"+strings.Repeat(" ", len(line))+"\r")
			}
			return
		}
	}
}

// Stop ends telling and removes the line.
func (p *Progress) Stop() {
	close(p.quit)
	if p.ended != nil {
		<-p.ended
	}
}
