package fleet

import "github.com/iotedge-tools/edgeproxy/manifest/fleet"

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

// systemLayer is a layer that sets system modules, and that a device matches, now or then.
type systemLayer struct {
	*fleet.Deployment
	then bool
	sure bool // the device surely matches it
}

// systemLayers lists those among the choices of a device.
func systemLayers(c *fleet.Choices) []systemLayer {
	var found []systemLayer
	add := func(list []*fleet.Deployment, then, sure bool) {
		for _, d := range list {
			if d.SetsSystem() {
				found = append(found, systemLayer{d, then, sure})
			}
		}
	}
	add(c.Now.Matched, false, true)
	add(c.Now.Unclear, false, false)
	add(c.Then.Matched, true, true)
	add(c.Then.Unclear, true, false)
	return found
}

// doubtful lists the layers on top of two bases that make the verdict uncertain. same
// tells whether the verdict stays the same if IoT Hub applies the layers. If it does
// not, the list holds all layers; else it holds those that perhaps match.
func doubtful(layers []systemLayer, now, then *fleet.Deployment, same func() bool) []*fleet.Deployment {
	var sure, unclear []*fleet.Deployment
	for _, l := range layers {
		base := now
		if l.then {
			base = then
		}
		switch {
		case base == nil || l.Priority <= base.Priority:
		case l.sure:
			sure = append(sure, l.Deployment)
		default:
			unclear = append(unclear, l.Deployment)
		}
	}
	if len(sure) > 0 && !same() {
		return append(sure, unclear...)
	}
	return unclear
}
