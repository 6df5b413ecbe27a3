package interrupt

import (
	"context"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

// delay is the time after which a run watches for signals. Before that a signal ends
// the process, which has written nothing yet. Watching for signals takes longer than
// linting a file.
const delay = 10 * time.Millisecond

// attention watches for the signals that interrupt a run: it begins after delay, or
// before files are written.
type attention struct {
	interrupt context.CancelFunc
	once      sync.Once
	timer     *time.Timer
	caught    chan os.Signal
}

// start begins to watch after delay.
func (a *attention) start(interrupt context.CancelFunc) {
	a.interrupt, a.caught = interrupt, make(chan os.Signal, 1)
	a.timer = time.AfterFunc(delay, a.begin)
}

// begin begins to watch now.
func (a *attention) begin() {
	if a.interrupt == nil {
		return // there is no run to interrupt
	}
	a.once.Do(func() {
		signal.Notify(a.caught, signals()...)
		go func() {
			<-a.caught
			a.interrupt()
		}()
	})
}

// end gives signals their usual effect back, for good.
func (a *attention) end() {
	a.timer.Stop()
	a.once.Do(func() {}) // begin does nothing any more
	signal.Stop(a.caught)
}

// signals are those that end a run.
func signals() []os.Signal {
	all := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		all = append(all, syscall.SIGHUP)
	}
	return all
}
