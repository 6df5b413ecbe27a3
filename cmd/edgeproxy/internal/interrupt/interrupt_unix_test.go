//go:build unix

package interrupt

import (
	"context"
	"errors"
	"strings"
	"syscall"
	"testing"
)

// interruptSelf sends the signal of Ctrl-C to this process, and waits until the run
// knows of it.
func interruptSelf(ctx context.Context, t *testing.T, g *Guard) {
	t.Helper()
	g.signals.begin()
	if err := syscall.Kill(syscall.Getpid(), syscall.SIGINT); err != nil {
		t.Error(err)
	}
	<-ctx.Done()
}

// TestInterrupt: a signal ends the run, even while the work waits for something else.
func TestInterrupt(t *testing.T) {
	var g Guard
	release := make(chan struct{})
	defer close(release)
	err := g.Run(func(ctx context.Context) error {
		interruptSelf(ctx, t, &g)
		<-release // as a pipe that nobody writes to
		return nil
	})
	if !errors.Is(err, ErrInterrupted) {
		t.Errorf("error %v", err)
	}
}

// TestWritingIsWhole: a signal does not end what writes files.
func TestWritingIsWhole(t *testing.T) {
	var g Guard
	whole := false
	failure := errors.New("of the work")
	err := g.Run(func(ctx context.Context) error {
		return g.Write(func() error {
			interruptSelf(ctx, t, &g)
			whole = true
			return failure
		})
	})
	if !whole || !errors.Is(err, failure) {
		t.Errorf("whole %v, error %v", whole, err)
	}
}

func TestPanic(t *testing.T) {
	var g Guard
	err := g.Run(func(context.Context) error { panic("out of range") })
	if err == nil || !strings.HasPrefix(err.Error(), "internal error: out of range: ") {
		t.Errorf("error %v", err)
	}
}

// TestWriteAlone: files can be written without a run.
func TestWriteAlone(t *testing.T) {
	var g Guard
	failure := errors.New("of the files")
	if err := g.Write(func() error { return failure }); !errors.Is(err, failure) {
		t.Errorf("error %v", err)
	}
}
