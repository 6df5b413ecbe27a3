package fleet

import (
	"slices"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/fleet"
)

// state is the state of a choice with one of its bases.
func (p *Plan) state(c *fleet.Choice, base *fleet.Deployment) *state {
	return p.known('-', c.Stack(base), fleet.Merge)
}

// systemState is the state if IoT Hub lets layers set system modules.
func (p *Plan) systemState(c *fleet.Choice, base *fleet.Deployment) *state {
	return p.known('s', c.Stack(base), fleet.MergeSystem)
}

// known computes the state of a stack once for each way to merge it. The stack may be empty.
func (p *Plan) known(way byte, stack []*fleet.Deployment, merge func([]*fleet.Deployment) *fleet.Effective) *state {
	if len(stack) == 0 {
		return &state{}
	}
	key := []byte{way}
	for _, d := range stack {
		n := p.numbers[d]
		key = append(key, byte(n), byte(n>>8), byte(n>>16))
	}
	if s := p.states[string(key)]; s != nil {
		return s
	}
	s := stateOf(merge(stack))
	p.states[string(key)] = s
	return s
}

// doubtfulLayers lists the layers that set system modules, and on which the verdict
// therefore depends: all of them if same, which tells whether the verdict is the same if
// IoT Hub applies them, says no; else those of which it is not known whether they match.
func (p *Plan) doubtfulLayers(c *fleet.Choices, now, then *fleet.Deployment, same func() bool) []*fleet.Deployment {
	var matched, unclear []*fleet.Deployment
	for _, x := range []struct {
		choice *fleet.Choice
		base   *fleet.Deployment
	}{{c.Now, now}, {c.Then, then}} {
		matched = append(matched, systemLayers(x.choice.Matched, x.base)...)
		unclear = append(unclear, systemLayers(x.choice.Unclear, x.base)...)
	}
	if len(matched) > 0 && !same() {
		return append(matched, unclear...)
	}
	return unclear
}

// systemLayers lists the layers on top of a base that set system modules.
func systemLayers(list []*fleet.Deployment, base *fleet.Deployment) []*fleet.Deployment {
	if base == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(list), func(d *fleet.Deployment) bool {
		return d.Kind != manifest.Layered || d.Priority <= base.Priority || !d.SetsSystem()
	})
}
