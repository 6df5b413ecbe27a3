package dial

import (
	"context"
	"crypto/x509"
	"net"
	"sync"
	"time"

	"github.com/iotedge-tools/edgeproxy/lint/probe"
	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

// Options say how to try. The zero value tries everything without a proxy.
type Options struct {
	Proxy    proxy.URL             // zero: without a proxy
	Roots    *x509.CertPool        // the authorities that count; nil for those of the machine
	Timeout  time.Duration         // for one endpoint, from its first connection to its answer; 0 for probe.DefaultTimeout
	Jobs     int                   // how many endpoints are tried at a time; 0 for probe.DefaultJobs
	Progress func(done, total int) // called before the first endpoint and after each, one call at a time

	// Dial makes a TCP connection; nil for that of net.Dialer.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// Run tries the endpoints, and returns a result for each. The error is
// probe.ErrPlaceholder, or that of a context that ended before all were tried.
func Run(ctx context.Context, list []endpoints.Endpoint, o Options) ([]probe.Result, error) {
	if o.Proxy.Placeholder() {
		return nil, probe.ErrPlaceholder
	}
	p := o.prober()
	results := make([]probe.Result, len(list))
	p.each(len(list), func(i int) {
		if ctx.Err() == nil {
			results[i] = p.try(ctx, list[i])
		}
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return results, nil
}

// prober is a run: its options with the defaults in their places.
type prober struct {
	Options
	contact contact
}

func (o Options) prober() *prober {
	if o.Timeout <= 0 {
		o.Timeout = probe.DefaultTimeout
	}
	if o.Jobs <= 0 {
		o.Jobs = probe.DefaultJobs
	}
	if o.Progress == nil {
		o.Progress = func(int, int) {}
	}
	if o.Dial == nil {
		o.Dial = new(net.Dialer).DialContext
	}
	return &prober{Options: o}
}

// each calls f with the numbers below n, Jobs at a time, and tells the progress.
func (p *prober) each(n int, f func(i int)) {
	p.Progress(0, n)
	next, done := make(chan int), make(chan struct{})
	var workers sync.WaitGroup
	for range min(p.Jobs, n) {
		workers.Go(func() {
			for i := range next {
				f(i)
				done <- struct{}{}
			}
		})
	}
	go func() {
		for i := range n {
			next <- i
		}
		close(next)
	}()
	for i := range n {
		<-done
		p.Progress(i+1, n)
	}
	workers.Wait()
}

// try tries one endpoint.
func (p *prober) try(ctx context.Context, e endpoints.Endpoint) probe.Result {
	name := nameOf(e)
	if name == "" {
		return probe.Result{Endpoint: e, Outcome: probe.NotTried}
	}
	ctx, cancel := context.WithTimeout(ctx, p.Timeout)
	defer cancel()
	a := &attempt{prober: p, ctx: ctx, host: name, port: e.Port, viaProxy: !e.Direct && !p.Proxy.IsZero()}
	r := a.run(e)
	r.Endpoint, r.Name, r.ViaProxy = e, name, a.viaProxy
	return r
}
