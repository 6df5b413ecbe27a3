package fleet

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"runtime"

	"github.com/iotedge-tools/edgeproxy/manifest/fleet"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Input is a stream of devices.
type Input struct {
	Name string
	R    io.Reader
	Each io.Writer       // gets a line of JSON for each device, in the order of the input; may be nil
	Tell func(total int) // is called now and then with the number of devices read; may be nil
}

// batch is some records on their way through a worker.
type batch struct {
	number  int64
	records fleet.Records
	done    chan struct{}

	lines   []byte
	devices int
	err     error
}

// Read reads and judges the devices of an input, after Load. An error names the input
// and the line.
func (p *Plan) Read(ctx context.Context, in Input) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	n := p.Workers
	if n <= 0 {
		n = runtime.GOMAXPROCS(0)
	}
	work, ordered := make(chan *batch, n), make(chan *batch, 2*n)
	workers, ended := make([]*worker, n), make(chan struct{}, n)
	for i := range workers {
		workers[i] = p.newWorker(in.Each != nil)
		go func() {
			workers[i].run(work)
			ended <- struct{}{}
		}()
	}
	failed := make(chan error, 1)
	go func() { failed <- feed(ctx, fleet.NewSource(in.R), p.batches, work, ordered) }()
	err := p.collect(in, ordered, cancel)
	for range workers {
		<-ended
	}
	for _, w := range workers {
		p.take(w)
	}
	if fault := <-failed; err == nil {
		err = fault
	}
	if err != nil {
		return fmt.Errorf("%s: %w", secret.Path(in.Name), err)
	}
	return nil
}

// feed splits the input into batches, until it ends or ctx does.
func feed(ctx context.Context, source *fleet.Source, base int64, work, ordered chan<- *batch) error {
	defer close(work)
	defer close(ordered)
	for number := base; ; number++ {
		records, err := source.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		b := &batch{number: number, records: records, done: make(chan struct{})}
		select {
		case ordered <- b:
		case <-ctx.Done():
			return ctx.Err()
		}
		work <- b
	}
}

// collect takes the batches in the order of the input, and stops the run at the first
// fault.
func (p *Plan) collect(in Input, ordered <-chan *batch, cancel func()) error {
	var failed error
	for b := range ordered {
		<-b.done
		if failed != nil {
			continue
		}
		if failed = b.err; failed == nil && in.Each != nil {
			_, failed = in.Each.Write(b.lines)
		}
		if failed != nil {
			cancel()
		}
		p.batches, p.devices = b.number+1, p.devices+b.devices
		if in.Tell != nil {
			in.Tell(p.devices)
		}
	}
	return failed
}

// worker judges batches.
type worker struct {
	plan      *Plan
	extractor *fleet.Extractor
	chooser   *fleet.Chooser
	lines     bool
	groups    map[localKey]*group
	others    int
	ids       []uint64
}

type localKey struct {
	choices *fleet.Choices
	agent   *agent
}

func (p *Plan) newWorker(lines bool) *worker {
	return &worker{plan: p, extractor: p.hub.Extractor(), chooser: p.hub.Chooser(), lines: lines, groups: map[localKey]*group{}}
}

// take adds what a worker has counted.
func (p *Plan) take(w *worker) {
	p.others += w.others
	p.ids = append(p.ids, w.ids...)
	for _, g := range w.groups {
		key := groupKey{g.choices.Key, g.agent}
		if known := p.groups[key]; known != nil {
			known.add(g)
		} else {
			p.groups[key] = g
		}
	}
}

func (w *worker) run(work <-chan *batch) {
	for b := range work {
		w.judge(b)
		close(b.done)
	}
}

// seed makes the hashes of device ids, which only one process compares.
var seed = maphash.MakeSeed()

// judge judges the devices of a batch, up to the first fault.
func (w *worker) judge(b *batch) {
	for i := range b.records.List {
		d, err := w.extractor.Device(b.records, i)
		if err != nil {
			b.err = err
			return
		}
		if d.Module != "" || !d.Edge {
			w.others++
			continue
		}
		g := w.group(d)
		g.count(b.number<<32|int64(i), d.ID)
		w.ids = append(w.ids, maphash.String(seed, d.ID))
		if b.devices++; w.lines {
			b.lines = append(appendID(b.lines, d.ID), g.line...)
		}
	}
}

// group finds the group of a device.
func (w *worker) group(d *fleet.Device) *group {
	key := localKey{w.chooser.Choose(d), w.plan.agents.of(d)}
	g := w.groups[key]
	if g == nil {
		g = &group{choices: key.choices, agent: key.agent}
		w.plan.mu.Lock()
		g.judgement = w.plan.judge(g.choices, g.agent)
		w.plan.mu.Unlock()
		if w.lines {
			g.line = w.plan.lineOf(g)
		}
		w.groups[key] = g
	}
	return g
}
