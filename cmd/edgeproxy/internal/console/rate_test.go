package console

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"
)

func TestRateLine(t *testing.T) {
	r := &Rate{things: "devices", size: 1000}
	if _, err := io.Copy(io.Discard, r.Reader(strings.NewReader(strings.Repeat("x", 250)))); err != nil {
		t.Fatal(err)
	}
	r.Tell(40)
	if got, want := r.line(2*time.Second), "40 devices, 20 a second, about 6s left"; got != want {
		t.Errorf("line %q, want %q", got, want)
	}
	r.size = 0
	if got, want := r.line(2*time.Second), "40 devices, 20 a second"; got != want {
		t.Errorf("line %q, want %q", got, want)
	}
}

// TestRateSilent: what is no terminal gets no progress.
func TestRateSilent(t *testing.T) {
	var out bytes.Buffer
	r := (&Console{Stderr: &out}).NewRate("devices", 10)
	r.Tell(1)
	r.Stop()
	if out.Len() > 0 {
		t.Errorf("output %q", out.String())
	}
}
