package fleet

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/fleet"
	"github.com/iotedge-tools/edgeproxy/manifest/fleet/condition"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Explanation says for one device why it gets what it gets.
type Explanation struct {
	Device      string
	Place       string // "FILE:LINE" of its record
	Edge        bool   // it is an IoT Edge device
	Properties  []Property
	Deployments []Answer // from the highest rank to the lowest
	Now, Then   *Outcome // Then is nil without new deployments
	Verdict     Verdict
	Why         []string // reasons, if the verdict is Unknown
	Reports     []string // what the twin of its $edgeAgent says
	Notes       []string
}

// Property is what a condition reads of the device.
type Property struct{ Path, Value string }

// Answer is what the target condition of a deployment says about the device, and what
// comes of it.
type Answer struct {
	Row
	Match string // "yes", "no" or "unclear"
	Why   []string
	Role  string // what the deployment is for the device, "" if it does not match
}

// Outcome is what a device gets.
type Outcome struct {
	Base     string // "" for none
	Certain  bool
	Layers   []string // from the lowest to the highest
	Settings []Setting
	Faults   []string
}

// Setting is a proxy setting of a module in the effective manifest.
type Setting struct {
	Module, Variable, Value string // without passwords
	Source                  string // env or createOptions.Env
	From                    string // the deployment that says so
}

// ErrNoDevice says that the input does not hold a device, ErrOnlyAgent that it holds the twin
// of the device's $edgeAgent alone. ErrOnlyAgent wraps ErrNoDevice.
var (
	ErrNoDevice        = errors.New("the device is not in the input")
	ErrOnlyAgent error = onlyAgentError{}
)

type onlyAgentError struct{}

func (onlyAgentError) Error() string {
	return ErrNoDevice.Error() + ", but the twin of its $edgeAgent is"
}
func (onlyAgentError) Unwrap() error { return ErrNoDevice }

// Explain finds the device with an ID in the inputs, and says why it gets what it gets. The
// error wraps ErrNoDevice if they do not hold it, names the input that cannot be read, or is
// that of Load or of ctx. Inputs with twins of $edgeAgent are read first.
func (p *Plan) Explain(ctx context.Context, id string, inputs ...Input) (*Explanation, error) {
	if err := p.loaded(); err != nil {
		return nil, err
	}
	var devices []*opened
	for _, in := range inputs {
		o := p.open(in)
		if !o.agents {
			devices = append(devices, o)
			continue
		}
		if err := p.readOne(ctx, o); err != nil {
			return nil, fmt.Errorf("%s: %w", secret.Path(in.Name), err)
		}
	}
	for _, o := range devices {
		if e, err := p.find(ctx, id, o); !errors.Is(err, ErrNoDevice) {
			return e, err
		}
	}
	if p.agents.byID[hashOf(id)] != nil {
		return nil, ErrOnlyAgent
	}
	return nil, ErrNoDevice
}

// find finds a device in one input.
func (p *Plan) find(ctx context.Context, id string, in *opened) (*Explanation, error) {
	extractor, chooser := p.hub.Extractor(), p.hub.Chooser()
	for ctx.Err() == nil {
		records, err := in.next()
		if errors.Is(err, io.EOF) {
			return nil, ErrNoDevice
		}
		for i := 0; err == nil && i < len(records.List); i++ {
			var d *fleet.Device
			if d, err = extractor.Device(records, i); err == nil && d.ID == id && d.Module == "" {
				return p.explain(in.Input, d, chooser.Choose(d)), nil
			}
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", secret.Path(in.Name), err)
		}
	}
	return nil, ctx.Err()
}

func (p *Plan) explain(in Input, d *fleet.Device, c *fleet.Choices) *Explanation {
	agent := p.agents.of(d)
	g := &group{choices: c, agent: agent, devices: 1, examples: []example{{id: d.ID}}, judgement: p.judge(c, agent)}
	e := &Explanation{Device: secret.Name(d.ID), Place: fmt.Sprintf("%s:%d", secret.Path(in.Name), d.Line), Edge: d.Edge, Verdict: g.verdict}
	for i, path := range p.hub.Paths() {
		e.Properties = append(e.Properties, Property{path.String(), shown(d.Values[i])})
	}
	for _, deployment := range p.hub.Deployments {
		e.Deployments = append(e.Deployments, p.answer(deployment, d, c))
	}
	e.Now, e.Reports = p.outcome(c.Now), agent.report()
	if p.hasCandidate() {
		e.Then = p.outcome(c.Then)
	}
	if g.verdict == Unknown {
		e.Why = g.why()
	}
	e.Notes = g.then.notes
	return e
}

// shown is a value as a person reads it.
func shown(v condition.Value) string {
	switch v.Kind {
	case condition.Undefined:
		return "undefined"
	case condition.Unknown:
		return "not in the input"
	case condition.Null:
		return "null"
	case condition.Bool:
		return fmt.Sprint(v.Bool)
	case condition.Number:
		return fmt.Sprint(v.Number)
	case condition.Compound:
		return "an object or a list"
	}
	return condition.Quote(secret.Text(v.Text))
}

// answer asks the condition of one deployment.
func (p *Plan) answer(deployment *fleet.Deployment, d *fleet.Device, c *fleet.Choices) Answer {
	a := Answer{Row: p.row(deployment), Match: "no"}
	o := p.hub.Match(deployment, d)
	switch o.Match {
	case condition.Unclear:
		a.Match, a.Why = "unclear", o.Doubts.List()
		if deployment.Err != nil {
			a.Why = []string{"the condition cannot be read: " + secret.Message(deployment.Err.Error())}
		}
	case condition.Yes:
		a.Match = "yes"
	}
	if o.Match != condition.No {
		a.Role = role(deployment, o.Match == condition.Yes, c.Then.Bases)
	}
	return a
}

// outcome is what a choice means for the device.
func (p *Plan) outcome(c *fleet.Choice) *Outcome {
	base, certain := c.Base()
	o := &Outcome{Certain: certain, Layers: namesOf(c.Stack(base))}
	if base == nil {
		return o
	}
	s := p.state(c, base)
	o.Base, o.Settings, o.Faults = secret.Name(base.ID), settingsOf(fleet.Merge(c.Stack(base))), s.faults
	if len(s.refused) > 0 {
		o.Faults = append(refusal(s.refused, "the device keeps what it has"), o.Faults...)
	}
	return o
}

// settingsOf lists the proxy settings of the modules of a manifest.
func settingsOf(e *fleet.Effective) []Setting {
	doc, err := manifest.Parse(e.Bytes)
	if err != nil || len(doc.Deployments()) == 0 {
		return nil
	}
	var all []Setting
	for _, m := range doc.Deployments()[0].Modules() {
		for _, name := range []string{manifest.ProxyVar, manifest.ProtocolVar, manifest.NoProxyVar} {
			for _, v := range m.Lookup(name) {
				from := e.Origin(v.Node.Span().Start)
				all = append(all, Setting{secret.Name(m.Name), v.Name, secret.Address(v.Value), v.Source.String(), secret.Name(from.ID)})
			}
		}
	}
	return all
}
