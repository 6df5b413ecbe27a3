package fleet

import (
	"context"
	"errors"
	"fmt"
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

// opened is an input whose first records were read, to know what it holds.
type opened struct {
	Input
	source *fleet.Source
	first  fleet.Records
	err    error // of reading the first records
	agents bool  // it holds twins of modules
}

func (p *Plan) open(in Input) *opened {
	o := &opened{Input: in, source: fleet.NewSource(in.R)}
	o.first, o.err = o.source.Next()
	o.agents = o.err == nil && p.onlyModules(o.first)
	return o
}

// onlyModules reports whether all records are twins of modules. The lines of a bulk export
// hold devices among them.
func (p *Plan) onlyModules(records fleet.Records) bool {
	x := p.hub.Extractor()
	for i := range records.List {
		if d, err := x.Device(records, i); err != nil || d.Module == "" {
			return false
		}
	}
	return true
}

// next is the next records of the input.
func (o *opened) next() (fleet.Records, error) {
	if first := o.first; o.err != nil || len(first.List) > 0 {
		o.first = fleet.Records{}
		return first, o.err
	}
	return o.source.Next()
}

// Read reads and judges the devices of all inputs. A second call adds devices to those of
// the first. Inputs with twins of $edgeAgent are read first. An error names the input and
// the line, or is that of Load or of ctx.
func (p *Plan) Read(ctx context.Context, inputs ...Input) error {
	if err := p.loaded(); err != nil {
		return err
	}
	var agents, devices []*opened
	for _, in := range inputs {
		if o := p.open(in); o.agents {
			agents = append(agents, o)
		} else {
			devices = append(devices, o)
		}
	}
	for _, o := range append(agents, devices...) {
		if err := p.readOne(ctx, o); err != nil {
			return fmt.Errorf("%s: %w", secret.Path(o.Name), err)
		}
	}
	return nil
}

// readOne reads one input.
func (p *Plan) readOne(ctx context.Context, in *opened) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	n := p.Workers
	if n <= 0 {
		n = runtime.GOMAXPROCS(0)
	}
	work, ordered := make(chan *batch, n), make(chan *batch, 2*n)
	workers, ended := make([]*worker, n), make(chan struct{}, n)
	for i := range workers {
		workers[i] = p.newWorker(in)
		go func() {
			workers[i].run(work)
			ended <- struct{}{}
		}()
	}
	failed := make(chan error, 1)
	go func() { failed <- feed(ctx, in, p.batches, work, ordered) }()
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
	return err
}

// feed splits the input into batches, until it ends or ctx does.
func feed(ctx context.Context, in *opened, base int64, work, ordered chan<- *batch) error {
	defer close(work)
	defer close(ordered)
	for number := base; ; number++ {
		records, err := in.next()
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
func (p *Plan) collect(in *opened, ordered <-chan *batch, cancel func()) error {
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
