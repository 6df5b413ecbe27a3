package fleet

import (
	"bytes"
	"encoding/json"

	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest/fleet"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// A line of the list of devices is one JSON object. The device's ID comes first; the rest is
// the same for all devices of a group.
type (
	deviceLine struct {
		Base    *string   `json:"base"`
		Layers  []string  `json:"layers"`
		Now     proxyLine `json:"now"`
		Then    *thenLine `json:"then,omitempty"`
		Verdict string    `json:"verdict"`
	}
	proxyLine struct {
		Proxy    *string `json:"proxy"`
		Protocol *string `json:"protocol"`
	}
	thenLine struct {
		Base *string `json:"base"`
		proxyLine
	}
)

// appendID appends the start of a line.
func appendID(b []byte, id string) []byte {
	b = append(b, `{"device":`...)
	return append(append(b, compact(secret.Name(id))...), ',')
}

// lineOf is the rest of a line, with its line ending.
func (p *Plan) lineOf(g *group) []byte {
	now, _ := g.choices.Now.Base()
	line := deviceLine{
		Base: nameOf(now), Layers: namesOf(g.choices.Now.Stack(now)), Now: proxyOf(g.now), Verdict: g.verdict.String(),
	}
	if p.hasCandidate() {
		line.Then = &thenLine{nameOf(g.base), proxyOf(g.then)}
	}
	return append(compact(line)[1:], '\n')
}

func nameOf(d *fleet.Deployment) *string {
	if d == nil {
		return nil
	}
	name := secret.Name(d.ID)
	return &name
}

// namesOf names the layers of a stack, from the lowest to the highest.
func namesOf(stack []*fleet.Deployment) []string {
	names := []string{}
	for _, d := range stack[min(1, len(stack)):] {
		names = append(names, *nameOf(d))
	}
	return names
}

func proxyOf(s *state) proxyLine {
	var p proxyLine
	if s.Address != "" {
		p.Proxy = &s.Address
	}
	if s.Protocol != "" {
		p.Protocol = &s.Protocol
	}
	return p
}

// compact is JSON on one line, which no terminal and no log takes for a command.
func compact(v any) []byte {
	var b, out bytes.Buffer
	if err := plain.JSON(&b, v); err != nil {
		panic(err) // texts and numbers only
	}
	if err := json.Compact(&out, b.Bytes()); err != nil {
		panic(err)
	}
	return out.Bytes()
}
