package fleet

import (
	"slices"

	"github.com/iotedge-tools/edgeproxy/manifest/fleet"
)

// Verdict says what becomes of the proxy of a device.
type Verdict uint8

// The verdicts.
const (
	None    Verdict = iota // it has no proxy, and had none
	Keeps                  // it keeps its proxy
	Changes                // it gets another proxy
	Gains                  // it gets a proxy and had none that works
	Loses                  // it has no proxy that works
	NoBase                 // it gets no base deployment, so that nothing changes on it
	Unknown                // it depends on something that is not documented, or not in the input

	verdicts = iota
)

var verdictNames = [verdicts]string{"none", "keeps", "changes", "gains", "loses", "no-base", "unknown"}

// String is the verdict as reports have it.
func (v Verdict) String() string { return verdictNames[v] }

// verdictFor is the verdict for a device that has one manifest now and another then. Without
// new deployments both are the same one.
func verdictFor(now, then *state) Verdict {
	switch {
	case then.proxy == noBase:
		return NoBase
	case then.proxy == broken:
		return Loses
	case then.proxy == unread || now.proxy == unread:
		return Unknown
	case then.proxy == pending:
		if now.proxy == pending && now.address == then.address {
			return Keeps
		}
		return Unknown
	case then.proxy == works && now.proxy == works && sameProxy(now, then):
		return Keeps
	case then.proxy == works && now.proxy == works:
		return Changes
	case then.proxy == works && now.proxy == pending:
		return Unknown
	case then.proxy == works:
		return Gains
	case now.proxy == noBase:
		return Unknown // the device may have the proxy of its config.toml, and would lose it
	}
	if image, ok := now.firstStartImage(); ok {
		if then.keepsFirstStart(image) {
			return None
		}
		return Unknown // likewise
	}
	if now.proxy == absent {
		return None
	}
	return Loses
}

// sameProxy reports whether edgeAgent and edgeHub have the same proxies, as far as both
// states say.
func sameProxy(a, b *state) bool {
	return a.address == b.address && (a.hub == b.hub || a.hub == "" || b.hub == "")
}

// firstStartImage is the image of the container of the first start if a device may still
// run it: its twin says so, or its deployment has not made it create edgeAgent anew.
func (s *state) firstStartImage() (image string, ok bool) {
	if s.proxy == firstStart {
		return s.image, true
	}
	if s.proxy != absent || s.agent == nil {
		return "", false
	}
	image = s.agent.module.Image()
	return image, s.keepsFirstStart(image)
}

// keepsFirstStart reports whether a device keeps the container of its first start, with an
// image, under this manifest.
func (s *state) keepsFirstStart(image string) bool {
	return s.agent != nil && s.agent.keepsFirstStart(image)
}

// judgement is the verdict for all devices with the same choices.
type judgement struct {
	verdict   Verdict
	now, then *state              // with the highest base, for display
	base      *fleet.Deployment   // then; nil if there is none
	certain   bool                // base is
	layers    []*fleet.Deployment // those that make the verdict Unknown, because they set system modules
}

// judge judges the devices with the same choices. If several bases are possible, or it is
// not known what a layer does, the verdict is that of all possibilities, or Unknown.
func (p *Plan) judge(c *fleet.Choices, agent *agent) judgement {
	j := judgement{}
	first, system := true, systemLayers(c)
	for _, now := range c.Now.Bases {
		for _, then := range basesThen(c, now) {
			a, b, v := compare(agent, p.state(c.Now, now), p.state(c.Then, then))
			if first {
				j, first = judgement{v, a, b, then, true, nil}, false
			}
			layers := doubtful(system, now, then, func() bool {
				_, _, other := compare(agent, p.systemState(c.Now, now), p.systemState(c.Then, then))
				return v == other
			})
			j.layers = append(j.layers, layers...)
			if v != j.verdict || len(layers) > 0 {
				j.verdict = Unknown
			}
			j.certain = j.certain && then == j.base
		}
	}
	return j
}

// compare says what a device has now, what it has then, and what that means, from what the
// manifests say.
func compare(a *agent, manifestNow, manifestThen *state) (now, then *state, v Verdict) {
	now, then = a.now(manifestNow), manifestThen
	switch v = verdictFor(now, then); {
	case len(then.refused) > 0 && (v == Gains || v == Changes):
		if v = verdictIfKept(now); v == None && len(now.refused) > 0 {
			v = Unknown // the device has kept an earlier manifest, perhaps with a proxy
		}
		return now, now.keptInsteadOf(then), v
	case len(now.refused) > 0 && manifestThen != manifestNow && v == None:
		return now, then, Unknown // here, too
	}
	return now, then, v
}

// basesThen lists the possible bases with the new deployments for a device whose base now
// is a given one, nil for none, from the highest rank to the lowest.
func basesThen(c *fleet.Choices, now *fleet.Deployment) []*fleet.Deployment {
	if c.Now == c.Then {
		return []*fleet.Deployment{now}
	}
	aboveNow := func(d *fleet.Deployment) bool { return d != nil && (now == nil || surelyAbove(d, now)) }
	unmatched := map[string]bool{} // conditions of bases above that one: if it is the base, the device does not match them
	for _, b := range c.Now.Bases {
		if aboveNow(b) {
			unmatched[b.Text] = true
		}
	}
	var possible []*fleet.Deployment
	var sure *fleet.Deployment // the highest one that the device surely matches
	for _, b := range c.Then.Bases {
		switch {
		case b == nil, sure != nil && surelyAbove(sure, b), unmatched[b.Text], !b.New && aboveNow(b):
			continue
		case now != nil && !now.Gone && b != now && (!b.New || surelyAbove(now, b)):
			continue // the base now is still there, and ranks higher
		}
		possible = append(possible, b)
		if sure == nil && (slices.Contains(c.Then.Matched, b) || now != nil && b.Text == now.Text) {
			sure = b
		}
	}
	if sure == nil {
		possible = append(possible, nil)
	}
	return possible
}

func surelyAbove(a, b *fleet.Deployment) bool {
	above, known := a.Beats(b)
	return above && known
}
