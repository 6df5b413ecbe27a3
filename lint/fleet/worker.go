package fleet

import "github.com/iotedge-tools/edgeproxy/manifest/fleet"

// worker judges batches.
type worker struct {
	plan      *Plan
	extractor *fleet.Extractor
	chooser   *fleet.Chooser
	lines     bool
	onlyAgent bool // the input holds twins of modules
	groups    map[localKey]*group
	others    int
	stray     int // twins of $edgeAgent among devices
	ids       []uint64
}

type localKey struct {
	choices *fleet.Choices
	agent   *agent
}

func (p *Plan) newWorker(in *opened) *worker {
	return &worker{plan: p, extractor: p.hub.Extractor(), chooser: p.hub.Chooser(), lines: in.Each != nil, onlyAgent: in.agents, groups: map[localKey]*group{}}
}

// take adds what a worker has counted.
func (p *Plan) take(w *worker) {
	p.others += w.others
	p.stray += w.stray
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

// judge judges the devices of a batch, up to the first fault.
func (w *worker) judge(b *batch) {
	for i := range b.records.List {
		d, err := w.extractor.Device(b.records, i)
		if err != nil {
			b.err = err
			return
		}
		switch {
		case w.onlyAgent && d.Module == fleet.AgentTwin:
			w.plan.agents.add(d)
			continue
		case w.onlyAgent && d.Module == "":
			b.err = &fleet.InputError{Line: d.Line, Msg: "a device stands among twins of modules: expected devices and twins of $edgeAgent in files of their own"}
			return
		case d.Module == fleet.AgentTwin:
			w.stray++
			continue
		case d.Module != "" || !d.Edge:
			w.others++
			continue
		}
		g := w.group(d)
		g.count(b.number<<32|int64(i), d.ID)
		w.ids = append(w.ids, hashOf(d.ID))
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
