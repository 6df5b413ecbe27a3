package main

import (
	"context"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

// attentionDelay is how long a run may take before signals interrupt it. Until then
// they end the process, which has written nothing. To watch for signals takes longer
// than to lint a file.
const attentionDelay = 10 * time.Millisecond

// attention is paid to the signals that interrupt a run, from attentionDelay on, or
// before files are written. A nil attention pays none.
type attention struct {
	interrupt context.CancelFunc
	once      sync.Once
	delay     *time.Timer
	caught    chan os.Signal
}

func newAttention(interrupt context.CancelFunc) *attention {
	a := &attention{interrupt: interrupt, caught: make(chan os.Signal, 1)}
	a.delay = time.AfterFunc(attentionDelay, a.begin)
	return a
}

// begin pays attention from now on.
func (a *attention) begin() {
	if a == nil {
		return
	}
	a.once.Do(func() {
		signal.Notify(a.caught, signals()...)
		go func() {
			<-a.caught
			a.interrupt()
		}()
	})
}

// end gives signals their usual effect back.
func (a *attention) end() {
	a.delay.Stop()
	a.once.Do(func() {}) // and they keep it
	signal.Stop(a.caught)
}

// signals are those that end a run. A hangup does not if the program was
// started to survive it, as by nohup.
func signals() []os.Signal {
	all := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		all = append(all, syscall.SIGHUP)
	}
	return all
}
