// Package answer is the program that package prober asks: it opens the connections.
//
//	streams := answer.Streams{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr}
//	os.Exit(answer.Main(streams, os.Args[1:], version))
package answer

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/prober"
	"github.com/iotedge-tools/edgeproxy/lint/probe/dial"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

// Streams are those of the program.
type Streams struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
}

// Main answers one request, and returns the exit code: 0 for an answer, whatever it
// says. The end of the standard input ends the program.
func Main(s Streams, args []string, version string) int {
	if len(args) > 0 {
		fmt.Fprintln(s.Stderr, prober.Name+`: "edgeproxy probe" starts this program, and gives it no arguments: run "edgeproxy probe --help"`)
		return 2
	}
	var r prober.Request
	in := json.NewDecoder(s.Stdin)
	if err := in.Decode(&r); err != nil {
		fmt.Fprintln(s.Stderr, prober.Name+`: expected the request of "edgeproxy probe" on standard input`)
		return 2
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		_, _ = io.Copy(io.Discard, s.Stdin)
		cancel()
	}()
	out := json.NewEncoder(s.Stdout)
	a := answer(ctx, r, version, func(done, total int) { _ = out.Encode(prober.Answer{Done: done, Total: total}) })
	a.Ended = true
	if err := out.Encode(a); err != nil {
		return 2 // nobody listens
	}
	return 0
}

// answer tries the endpoints of a request.
func answer(ctx context.Context, r prober.Request, version string, progress func(done, total int)) (a prober.Answer) {
	if r.Version != version {
		a.Error = fmt.Sprintf("%s is of version %s, and edgeproxy of %s: install both from one release", prober.Name, version, r.Version)
		return a
	}
	o := dial.Options{Timeout: r.Timeout, Jobs: r.Jobs, Progress: progress}
	var err error
	if r.Proxy != "" {
		if o.Proxy, err = proxy.ParseURL(r.Proxy); err != nil {
			a.Error = err.Error()
			return a
		}
	}
	if r.Roots != nil {
		if o.Roots, err = dial.Roots(r.Roots); err != nil {
			a.RootsError = err.Error()
			return a
		}
	}
	if a.Results, err = dial.Run(ctx, r.Endpoints, o); err != nil {
		a.Error = err.Error()
	}
	return a
}
