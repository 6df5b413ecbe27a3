//go:build unix

package main

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// rounds is small enough for every run of the tests: give more for a search.
var rounds = flag.Int("rounds", 15, "how often TestSignals ends each command")

// TestSignals ends the program at random moments while it writes many files:
// with apply -w all of them are old or all are new, with lint --fix each is one
// or the other, and never is anything left over.
func TestSignals(t *testing.T) {
	p := builtTool(t, t.TempDir())
	before := fixture(t, "bare.json")
	for _, w := range []writing{
		{p, []string{"apply", proxyArg, "-w"}, before, p.runWith(t, before, "apply", proxyArg).stdout},
		{p, []string{"lint", "--no-config", proxyArg, "--fix"}, before, p.runWith(t, before, "lint", "--no-config", proxyArg, "--fix", "-").stdout},
	} {
		t.Run(w.args[0], func(t *testing.T) {
			for i := range 30 {
				w.args = append(w.args, fmt.Sprintf("%02d.json", i))
			}
			w.refill(t)
			start := time.Now()
			if out := p.run(t, w.args...); out.code != exitOK {
				t.Fatalf("without a signal: %+v", out)
			}
			usual := time.Since(start)
			outcomes := map[string]int{}
			for round := range *rounds {
				w.refill(t)
				signal := []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP}[round%3]
				outcome := p.interrupt(t, signal, 1+round%2, rand.N(usual), w.args)
				outcomes[outcome]++
				changed := w.changed(t)
				all := len(w.files())
				possible := map[string]bool{"done": changed == all, "interrupted": changed == 0, "killed": changed == 0 || changed == all}
				if w.args[0] == "apply" && !possible[outcome] {
					t.Errorf("round %d: %s, and %d of %d files changed", round, outcome, changed, all)
				}
			}
			t.Logf("outcomes: %v", outcomes)
		})
	}
}

// writing is a command that turns many files from before to after.
type writing struct {
	tool
	args          []string // the names of the files come last
	before, after string
}

func (w writing) files() []string {
	var paths []string
	for _, arg := range w.args {
		if strings.HasSuffix(arg, ".json") {
			paths = append(paths, filepath.Join(w.dir, arg))
		}
	}
	return paths
}

func (w writing) refill(t *testing.T) {
	t.Helper()
	for _, path := range w.files() {
		writeText(t, path, w.before)
	}
}

// changed counts the files that are new. All others must be old, and nothing
// else may be there.
func (w writing) changed(t *testing.T) int {
	t.Helper()
	n := 0
	for _, path := range w.files() {
		switch readText(t, path) {
		case w.before:
		case w.after:
			n++
		default:
			t.Fatalf("%s is neither old nor new", path)
		}
	}
	if left := temps(t, w.dir); len(left) > 0 {
		t.Fatalf("left over: %v", left)
	}
	return n
}

// interrupt starts the program, signals it some times after a while, and tells
// how it ended.
func (p tool) interrupt(t *testing.T, signal syscall.Signal, times int, after time.Duration, args []string) string {
	t.Helper()
	var stderr strings.Builder
	cmd := p.command(args...)
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(after)
	for range times {
		_ = cmd.Process.Signal(signal) // it may have ended by itself
	}
	err := cmd.Wait()
	status := cmd.ProcessState.Sys().(syscall.WaitStatus)
	switch {
	case err == nil:
		return "done"
	case status.Signaled() && status.Signal() == signal:
		return "killed" // before it could do anything, or by the second when all was done
	case status.ExitStatus() == exitFailure && strings.Contains(stderr.String(), "interrupted: "):
		return "interrupted"
	}
	t.Fatalf("%v after %v: %v\n%s", signal, after, err, stderr.String())
	return ""
}

// TestSignalWhileReading ends the program while it waits for input that never
// comes.
func TestSignalWhileReading(t *testing.T) {
	heedInterrupt(t)
	p := newTool(t, t.TempDir())
	writeText(t, filepath.Join(p.dir, "a.json"), fixture(t, "bare.json"))
	fifo := filepath.Join(p.dir, "url")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(filepath.Join(p.dir, "config"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"lint", "--config", "config", "a.json"},
		{"config", "--config", "config", "a.json"},
		{"apply", proxyArg},
		{"apply", proxyArg, "-"},
		{"lint", "--no-config", "-"},
		{"show", "-"},
		{"apply", "--proxy-url-file", "url", "a.json"},
		{"lint", "--proxy-url-file", "url", "a.json"},
	} {
		stdin, writer, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		p.endWaiting(t, stdin, args)
		stdin.Close()
		writer.Close()
	}
}

// heedInterrupt lets programs that the test starts heed the interrupt from their first
// moment. A shell starts a command of the background with the interrupt ignored, which
// programs inherit: a test that was started so would lose a signal that comes early.
func heedInterrupt(t *testing.T) {
	t.Helper()
	caught := make(chan os.Signal, 1)
	signal.Notify(caught, os.Interrupt) // a caught signal has its usual effect on what is started
	t.Cleanup(func() { signal.Stop(caught) })
}

// endWaiting starts the program, interrupts it, and makes sure that it ends.
func (p tool) endWaiting(t *testing.T, stdin *os.File, args []string) {
	t.Helper()
	cmd := p.command(args...)
	cmd.Stdin = stdin
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	time.Sleep(200 * time.Millisecond)
	_ = cmd.Process.Signal(os.Interrupt)
	select {
	case <-ended:
		status := cmd.ProcessState.Sys().(syscall.WaitStatus)
		if status.ExitStatus() != exitFailure && !status.Signaled() { // that is before it can do anything
			t.Errorf("%v: exit code %d", args, status.ExitStatus())
		}
	case <-time.After(time.Minute):
		t.Errorf("%v: does not end", args)
		_ = cmd.Process.Kill()
		<-ended
	}
}

// TestSecondSignal lets the program write to a pipe that is full, after it has
// changed a file: it may not end before it has told so, and waits. The second
// signal ends it.
func TestSecondSignal(t *testing.T) {
	p := newTool(t, t.TempDir())
	writeText(t, filepath.Join(p.dir, "a.json"), fixture(t, "bare.json"))
	reader, full := fullPipe(t)
	defer reader.Close()
	defer full.Close()
	cmd := p.command("lint", "--no-config", "--fix", proxyArg, "a.json")
	cmd.Stdout = full
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for start := time.Now(); !strings.Contains(readText(t, filepath.Join(p.dir, "a.json")), "proxy.example.com"); {
		if time.Since(start) > time.Minute {
			t.Fatal("the file is not mended")
		}
		time.Sleep(time.Millisecond)
	}
	// How many signals come before the first was taken in cannot be known.
	for start := time.Now(); time.Since(start) < time.Minute; {
		select {
		case <-ended:
			if status := cmd.ProcessState.Sys().(syscall.WaitStatus); !status.Signaled() || status.Signal() != syscall.SIGTERM {
				t.Errorf("ended with %v", cmd.ProcessState)
			}
			return
		case <-time.After(20 * time.Millisecond):
			_ = cmd.Process.Signal(syscall.SIGTERM)
		}
	}
	t.Error("does not end")
	_ = cmd.Process.Kill()
	<-ended
}

// fullPipe is a pipe that takes no more.
func fullPipe(t *testing.T) (reader, full *os.File) {
	t.Helper()
	reader, full, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	conn, err := full.SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	for err == nil { // until the pipe would block: Go's pipes do not
		if failed := conn.Write(func(fd uintptr) bool {
			_, err = syscall.Write(int(fd), make([]byte, 4096))
			return true
		}); failed != nil {
			t.Fatal(failed)
		}
	}
	if err != syscall.EAGAIN {
		t.Fatal(err)
	}
	return reader, full
}
