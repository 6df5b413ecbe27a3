package fleet_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/fleet"
)

// refusedFor makes a manifest one that edgeAgent refuses, by what the finding says.
var refusedFor = map[string]*strings.Replacer{
	`EP005: $edgeAgent has no "runtime"`:                        strings.NewReplacer(`"runtime"`, `"runtim"`),
	`EP005: "status" of edgeHub is "runing"`:                    strings.NewReplacer(`"running"`, `"runing"`),
	`EP006: schemaVersion of $edgeAgent is "1.2"`:               strings.NewReplacer(`"schemaVersion":"1.1"`, `"schemaVersion":"1.2"`),
	`EP504: createOptions of module "edgeHub" is a number`:      strings.NewReplacer(`"image":"example.azurecr.io/hub:1.5"`, `"image":"example.azurecr.io/hub:1.5","createOptions":5`),
	`EP505: image of module "edgeHub"`:                          strings.NewReplacer(`hub:1.5"`, `hub:1.5@sha256:`+strings.Repeat("0", 64)+`"`),
	`EP509: HostConfig in createOptions of edgeHub is a string`: strings.NewReplacer(`"image":"example.azurecr.io/hub:1.5"`, `"image":"example.azurecr.io/hub:1.5","createOptions":"{\"HostConfig\":\"x\"}"`),
}

// TestRefusedCandidate: edgeAgent keeps the configuration that it has if it refuses a
// manifest. So a proxy that only the refused manifest sets is no gain and no change.
func TestRefusedCandidate(t *testing.T) {
	works, none := deployment("now", "*", 1, 1, proxyA, "AmqpWs"), deployment("now", "*", 1, 1, "", "")
	same, other := deployment("n", "*", 2, 1, proxyA, "AmqpWs"), deployment("n", "*", 2, 1, proxyB, "AmqpWs")
	bare := deployment("n", "*", 2, 1, "", "")
	for fault, broken := range refusedFor {
		for _, test := range []struct {
			name      string
			now, then string
			accepted  fleet.Verdict
			want      fleet.Verdict
		}{
			{"gains", none, other, fleet.Gains, fleet.None},
			{"changes", works, other, fleet.Changes, fleet.Keeps},
			{"keeps", works, same, fleet.Keeps, fleet.Keeps},
			{"loses", works, bare, fleet.Loses, fleet.Loses},
			{"gains without a base", "", other, fleet.Gains, fleet.Unknown},
		} {
			now := slices.DeleteFunc([]string{test.now}, func(s string) bool { return s == "" })
			p, _ := plan(t, now, []string{test.then}, device, 1)
			if r := p.Report(); r.Verdicts[test.accepted] != 1 {
				t.Errorf("%s, without the fault: verdicts %v, want %v", test.name, r.Verdicts, test.accepted)
			}
			p, each := plan(t, now, []string{broken.Replace(test.then)}, device, 1)
			r := p.Report()
			if r.Verdicts[test.want] != 1 {
				t.Errorf("%s, %s: verdicts %v, want %v", test.name, fault, r.Verdicts, test.want)
			}
			if test.accepted == fleet.Changes && !strings.Contains(each, `"then":{"base":"n","proxy":"`+proxyA) {
				t.Errorf("%s, %s: device %s: want the proxy that it keeps", test.name, fault, each)
			}
			if said := strings.Join(slices.Concat(r.Notes, whyOf(r)), "\n"); !strings.Contains(said, "edgeAgent refuses the manifest") || !strings.Contains(said, fault) {
				t.Errorf("%s, %s: the report says %q", test.name, fault, said)
			}
		}
	}
}

// whyOf lists the reasons of a report.
func whyOf(r *fleet.Report) []string {
	var all []string
	for _, l := range r.Losses {
		all = append(all, l.Why...)
	}
	for _, d := range r.Unknown {
		all = append(all, d.Why...)
	}
	return all
}

// TestRefusedNow: what a device has that refused its present manifest is not in the input,
// unless its twin says so.
func TestRefusedNow(t *testing.T) {
	const fault = `EP006: schemaVersion of $edgeAgent is "1.2"`
	const image = "example.azurecr.io/agent:1.5"
	refused := func(proxy string) string {
		return refusedFor[fault].Replace(deployment("now", "*", 1, 1, proxy, "AmqpWs"))
	}
	for name, test := range map[string]struct {
		now, then, twin string
		want            fleet.Verdict
	}{
		"nothing new":                      {refused(proxyA), "", "", fleet.Keeps},
		"the earlier one may have a proxy": {refused(""), deployment("n", "*", 2, 1, "", ""), "", fleet.Unknown},
		"the next is refused, too":         {refused(""), refusedFor[fault].Replace(deployment("n", "*", 2, 1, "", "")), "", fleet.Unknown},
		"so is one with a proxy":           {refused(""), refusedFor[fault].Replace(deployment("n", "*", 2, 1, proxyA, "AmqpWs")), "", fleet.Unknown},
		"a proxy, whatever it had":         {refused(""), deployment("n", "*", 2, 1, proxyA, "AmqpWs"), "", fleet.Gains},
		"reports a proxy":                  {refused(""), deployment("n", "*", 2, 1, "", ""), agentTwin("", proxyA, image), fleet.Loses},
		"reports another proxy":            {refused(proxyB), "", agentTwin(proxyB, proxyA, image), fleet.Keeps},
	} {
		p, _ := plan(t, []string{test.now}, slices.DeleteFunc([]string{test.then}, func(s string) bool { return s == "" }), "", 1)
		inputs := []fleet.Input{{Name: "devices", R: strings.NewReader(device)}, {Name: "twins", R: strings.NewReader(test.twin)}}
		if err := p.Read(t.Context(), inputs...); err != nil {
			t.Fatal(err)
		}
		r := p.Report()
		if r.Verdicts[test.want] != 1 {
			t.Errorf("%s: verdicts %v, want %v", name, r.Verdicts, test.want)
		}
		if said := strings.Join(whyOf(r), "\n"); test.want == fleet.Unknown && !strings.Contains(said, fault) {
			t.Errorf("%s: why %q", name, said)
		}
	}
}

// TestRefusedWithLayers: a note about a manifest that edgeAgent refuses names the layer, too,
// because that may hold the fault.
func TestRefusedWithLayers(t *testing.T) {
	const layer = `{"id":"layer","targetCondition":"*","priority":2,"createdTimeUtc":"2026-01-01T00:00:01Z","content":{"modulesContent":{"$edgeAgent":{"properties.desired.modules.blob.env.A.value":"b"}}}}`
	p, _ := plan(t, []string{deployment("base", "*", 1, 1, proxyA, "AmqpWs"), layer}, nil, device, 1)
	if said := strings.Join(p.Report().Notes, "\n"); !strings.Contains(said, `refuses the manifest of "base" with its layers, the lowest of which is "layer"`) {
		t.Errorf("the notes are %q", said)
	}
}

// TestNoDeployments: an input without deployments looks like a hub on which no device has
// any, and may be a list that failed.
func TestNoDeployments(t *testing.T) {
	p, _ := plan(t, nil, nil, device, 1)
	if said := strings.Join(p.Report().Notes, "\n"); !strings.Contains(said, "the input holds no deployment") {
		t.Errorf("the notes are %q", said)
	}
}

// TestHiddenEnv: createOptions that only the device can read may clear the proxy.
func TestHiddenEnv(t *testing.T) {
	works := deployment("now", "*", 1, 1, proxyA, "AmqpWs")
	hidden := strings.ReplaceAll(deployment("n", "*", 2, 1, proxyA, "AmqpWs"), `"image":"example.azurecr.io/agent:1.5"`, `"image":"example.azurecr.io/agent:1.5","createOptions":"{'Env':['https_proxy=']}"`)
	for _, candidates := range [][]string{{hidden}, nil} {
		now := []string{works}
		if candidates == nil {
			now = append(now, hidden)
		}
		p, _ := plan(t, now, candidates, device, 1)
		r := p.Report()
		if r.Verdicts[fleet.Unknown] != 1 || !strings.Contains(strings.Join(whyOf(r), "\n"), "createOptions may clear the proxy") {
			t.Errorf("verdicts %v, why %q", r.Verdicts, whyOf(r))
		}
	}
}
