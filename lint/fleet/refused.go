package fleet

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/manifest/fleet"
)

// edgeAgent refuses some manifests as a whole, and keeps the configuration that it has. A
// verdict by which a device would get a proxy or another one is then that of a device that
// keeps what it has. A loss stays one: the proxy goes as soon as the faults are mended.

// keptInsteadOf is the state that a device keeps if edgeAgent refuses a manifest.
func (s *state) keptInsteadOf(manifest *state) *state {
	kept := *s
	kept.refused = manifest.refused
	return &kept
}

// verdictIfKept is the verdict for a device that keeps what it has, because edgeAgent refuses
// a manifest with a proxy.
func verdictIfKept(now *state) Verdict {
	switch now.proxy {
	case works:
		return Keeps
	case absent, firstStart:
		return None
	}
	return Unknown
}

// refusal says that edgeAgent refuses a manifest, what that means, and why it does. Only the
// first faults are listed.
func refusal(faults []string, meaning string) []string {
	list := []string{"edgeAgent refuses the manifest: " + meaning}
	for i, f := range faults {
		if i == examplesKept {
			return append(list, fmt.Sprintf("and %d more: see \"edgeproxy lint\"", len(faults)-i))
		}
		list = append(list, f)
	}
	return list
}

// lossRefused says what happens to a loss if edgeAgent refuses the manifest.
func (s *state) lossRefused() []string {
	if len(s.refused) == 0 {
		return nil
	}
	return refusal(s.refused, "the proxy is lost as soon as these faults are mended")
}

// whyRefused lists the reasons of a verdict that come from a manifest that edgeAgent refuses.
func (g *group) whyRefused() []string {
	switch {
	case len(g.then.refused) > 0 && (len(g.now.refused) == 0 || g.now.proxy != absent):
		return refusal(g.then.refused, "the devices keep what they have")
	case len(g.now.refused) > 0 && g.then.proxy == absent:
		return refusal(g.now.refused, "the devices, which have got it, keep what they had before, and whether that has a proxy is not in the input; twins of $edgeAgent beside the devices say what they run")
	}
	return nil
}

// notesOfRefused tells of deployments that change nothing on devices, because edgeAgent
// refuses the manifest.
func notesOfRefused(groups []*group) []string {
	var refused pairs
	fault := map[[2]*fleet.Deployment]string{}
	for _, g := range groups {
		if len(g.then.refused) > 0 && g.base != nil && g.verdict != Unknown && g.verdict != Loses {
			key := [2]*fleet.Deployment{g.base}
			if layers := g.choices.Then.Layers(g.base); len(layers) > 0 {
				key[1] = layers[0]
			}
			refused.add(key[0], key[1], g)
			fault[key] = g.then.refused[0]
		}
	}
	var notes []string
	for _, x := range refused.list {
		made := quoted(x.a)
		if x.b != nil {
			made += " with its layers, the lowest of which is " + quoted(x.b)
		}
		notes = append(notes, fmt.Sprintf("edgeAgent refuses the manifest of %s, and keeps what it has, on %s: %s", made, devices(x.devices, x.examples), fault[[2]*fleet.Deployment{x.a, x.b}]))
	}
	return notes
}
