package fleet

import (
	"cmp"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/fleet"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// losses lists the devices that lose the proxy, most devices first.
func (p *Plan) losses(groups []*group) []Loss {
	type key struct {
		base *fleet.Deployment
		had  string
	}
	var keys []key
	byKey := map[key]*Loss{}
	examples := map[key][]example{}
	for _, g := range groups {
		if g.verdict != Loses {
			continue
		}
		k := key{g.base, g.now.Address}
		if g.now == g.then {
			k.had = ""
		}
		l := byKey[k]
		if l == nil {
			l = &Loss{Had: k.had, Why: slices.Concat(g.then.faults, g.then.lossRefused())}
			if g.base != nil {
				l.Deployment = secret.Name(g.base.ID)
			}
			keys, byKey[k] = append(keys, k), l
		}
		l.Devices += g.devices
		examples[k] = firstExamples(examples[k], g.examples)
	}
	slices.SortStableFunc(keys, func(a, b key) int { return cmp.Compare(byKey[b].Devices, byKey[a].Devices) })
	var all []Loss
	for _, k := range keys {
		byKey[k].Examples = idsOf(examples[k])
		all = append(all, *byKey[k])
	}
	return all
}

// doubts lists the devices whose verdict is not known, most devices first.
func (p *Plan) doubts(groups []*group) []Doubt {
	var all []*Doubt
	var examples [][]example
	for _, g := range groups {
		if g.verdict != Unknown {
			continue
		}
		why := g.why()
		at := slices.IndexFunc(all, func(d *Doubt) bool { return slices.Equal(d.Why, why) })
		if at < 0 {
			at = len(all)
			all, examples = append(all, &Doubt{Why: why}), append(examples, nil)
		}
		all[at].Devices += g.devices
		examples[at] = firstExamples(examples[at], g.examples)
	}
	out := make([]Doubt, len(all))
	for i, d := range all {
		d.Examples = idsOf(examples[i])
		out[i] = *d
	}
	slices.SortStableFunc(out, func(a, b Doubt) int { return cmp.Compare(b.Devices, a.Devices) })
	return out
}

// why lists the reasons why a verdict is not known.
func (g *group) why() []string {
	c := g.choices.Then
	why := (g.choices.Now.Doubts | c.Doubts).List()
	if names := unclearNames(g.choices); names != "" && len(why) > 0 {
		why = append(why, "that concerns the target conditions of "+names)
	}
	why = append(why, g.whyRefused()...)
	if c.Faulty || g.choices.Now.Faulty {
		why = append(why, "a target condition cannot be read (EP701)")
	}
	if c.Tie || g.choices.Now.Tie {
		why = append(why, "two base deployments have the same priority, and their times of creation are not known")
	}
	if len(g.layers) > 0 {
		why = append(why, "it is not documented what IoT Hub does with system modules that a layered deployment sets: set them in the base deployment; that concerns "+firstNames(g.layers))
	}
	if g.now.proxy == noBase && g.then.proxy == absent {
		why = append(why, "the devices have no deployment now: a proxy in config.toml would be lost, and whether there is one is not in the input; "+lookAtDevice)
	}
	if image, ok := g.now.firstStartImage(); ok && g.then.proxy == absent && !g.then.keepsFirstStart(image) {
		why = append(why, firstStartLost)
	}
	if g.now.proxy == pending || g.then.proxy == pending {
		why = append(why, "the proxy of the manifest is a placeholder: fill it in first")
	}
	for _, text := range slices.Compact(slices.Concat(g.now.hidden, g.then.hidden)) {
		why = append(why, "createOptions may clear the proxy, in a form that the device reads and edgeproxy does not: "+text)
	}
	return why
}

// firstStartLost says why devices that may run the container of their first start may lose
// the proxy. Their twins cannot rule that out: a container that edgeAgent has created with no
// env and no createOptions has the same labels.
const firstStartLost = "edgeAgent may still run in the container of its first start, which this manifest makes the devices create anew: a proxy in config.toml would be lost, and whether there is one is not in the input; " + lookAtDevice

// lookAtDevice says how a person finds out whether config.toml has a proxy.
const lookAtDevice = `"edgeproxy device check" on a device says whether its config.toml has one; if so, set it in the manifest, too`

// unclearNames names the deployments whose conditions are unclear, the first three.
func unclearNames(c *fleet.Choices) string {
	return firstNames(slices.DeleteFunc(append(slices.Clone(c.Then.Unclear), c.Now.Unclear...), func(d *fleet.Deployment) bool { return d.Condition == nil }))
}

// firstNames names deployments, each once, the first three.
func firstNames(list []*fleet.Deployment) string {
	var names []string
	for _, d := range list {
		name := quoted(d)
		switch {
		case slices.Contains(names, name):
		case len(names) == examplesKept:
			return strings.Join(names, ", ") + ", …"
		default:
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}
