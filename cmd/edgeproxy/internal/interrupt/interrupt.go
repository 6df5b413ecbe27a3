// Package interrupt lets signals end a run anywhere but in the middle of writing
// files.
//
//	var guard interrupt.Guard
//	err := guard.Run(func(ctx context.Context) error {
//		text, err := work(ctx)
//		if err != nil {
//			return err
//		}
//		return guard.Write(func() error { return os.WriteFile(name, text, 0o644) })
//	})
//
// Interrupt (Ctrl-C), SIGTERM and SIGHUP end a run; a hangup does not if the program
// was started to survive it, as by nohup.
package interrupt

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// ErrInterrupted says that the user, or the system, wants the run to end, and that
// nothing was written.
var ErrInterrupted = errors.New("interrupted: no file was changed")

// patience is how long files may take to be put in their places before a second
// signal ends the process in the middle of it.
const patience = 5 * time.Second

// Guard guards the files that one run writes. The zero value is ready.
type Guard struct {
	signals attention
	writing sync.Mutex // held while files are written
	wrote   bool       // files are being written, or were
}

// Run runs the work until the work ends or is interrupted. An interrupt ends the work
// anywhere, even while it waits for a pipe, and Run returns ErrInterrupted. While the
// work writes files, Run waits until the files are written or left as they were, and
// returns what the work returns. After that, or when patience is over, the next signal
// ends the process.
//
// A panic of the work is returned as an error.
func (g *Guard) Run(work func(context.Context) error) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	g.signals.start(cancel)
	defer g.signals.end()
	ended := make(chan error, 1)
	go func() {
		defer func() {
			if fault := recover(); fault != nil {
				ended <- fmt.Errorf("internal error: %v: this is a fault of edgeproxy; please report the fault together with the file", fault)
			}
		}()
		ended <- work(ctx)
	}()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	waiting := time.AfterFunc(patience, g.signals.end)
	g.writing.Lock()
	waiting.Stop()
	g.signals.end()
	if !g.wrote {
		return ErrInterrupted // with the lock held: nothing will be written any more
	}
	g.writing.Unlock()
	return <-ended
}

// Write runs a function that writes files.
func (g *Guard) Write(files func() error) error {
	g.signals.begin()
	g.writing.Lock()
	defer g.writing.Unlock()
	g.wrote = true
	return files()
}
