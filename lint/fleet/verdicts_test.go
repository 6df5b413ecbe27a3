package fleet_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/fleet"
)

// withAgent is a deployment whose edgeAgent has an image, and further members.
func withAgent(id string, priority int, image, members string) string {
	d := deployment(id, "*", priority, 1, "", "")
	return strings.Replace(d, `"example.azurecr.io/agent:1.5"}`, fmt.Sprintf(`"example.azurecr.io/agent%s"}%s`, image, members), 1)
}

const device = `{"deviceId":"d","tags":{},"properties":{"reported":{}}}`

// TestFirstStartVerdicts: a manifest that sets nothing for edgeAgent leaves the container of
// the first start alone, and with it a proxy of config.toml. A manifest that makes the device
// create edgeAgent anew takes that proxy.
func TestFirstStartVerdicts(t *testing.T) {
	const protocol = `,"env":{"UpstreamProtocol":{"value":"AmqpWs"}}`
	for name, test := range map[string]struct {
		now, then string
		want      fleet.Verdict
	}{
		"the same":                           {withAgent("a", 1, ":1.5", ""), withAgent("n", 2, ":1.5", ""), fleet.None},
		"an empty env":                       {withAgent("a", 1, ":1.5", ""), withAgent("n", 2, ":1.5", `,"env":{}`), fleet.None},
		"another image":                      {withAgent("a", 1, ":1.5", ""), withAgent("n", 2, ":1.6", ""), fleet.Unknown},
		"a variable more":                    {withAgent("a", 1, ":1.5", ""), withAgent("n", 2, ":1.5", protocol), fleet.Unknown},
		"had a variable: it was anew before": {withAgent("a", 1, ":1.5", protocol), withAgent("n", 2, ":1.6", ""), fleet.None},
		"had no tag: it was anew before":     {withAgent("a", 1, "", ""), withAgent("n", 2, ":1.6", ""), fleet.None},
		"gets the proxy":                     {withAgent("a", 1, ":1.5", ""), deployment("n", "*", 2, 1, proxyA, "AmqpWs"), fleet.Gains},
	} {
		p, _ := plan(t, []string{test.now}, []string{test.then}, device, 1)
		r := p.Report()
		if r.Verdicts[test.want] != 1 {
			t.Errorf("%s: verdicts %v, want %v", name, r.Verdicts, test.want)
		}
		if test.want == fleet.Unknown && !strings.Contains(r.Unknown[0].Why[0], `"edgeproxy device check" on a device says`) {
			t.Errorf("%s: why %q", name, r.Unknown[0].Why)
		}
	}
}

// TestSystemLayers: it is not documented what IoT Hub does with system modules that a layer
// sets. The verdict is known if it is the same either way.
func TestSystemLayers(t *testing.T) {
	layer := func(target string, priority int, key, value string) string {
		return fmt.Sprintf(`{"id":"l","targetCondition":%q,"priority":%d,"content":{"modulesContent":{"$edgeAgent":{%q:%s}}}}`, target, priority, "properties.desired."+key, value)
	}
	base, bare := deployment("a", "*", 5, 1, proxyA, "AmqpWs"), deployment("a", "*", 5, 1, "", "")
	address := `{"value":"` + proxyA + `"}`
	for name, test := range map[string]struct {
		base, layer string
		want        fleet.Verdict
	}{
		"takes env":                      {base, layer("*", 6, "systemModules.edgeAgent.env", "{}"), fleet.Unknown},
		"takes the proxy":                {base, layer("*", 6, "systemModules.edgeAgent.env.https_proxy", "null"), fleet.Unknown},
		"takes all":                      {base, layer("*", 6, "systemModules", "{}"), fleet.Unknown},
		"in another case":                {base, layer("*", 6, "SystemModules.edgeAgent.env", "{}"), fleet.Unknown},
		"takes env of edgeHub":           {base, layer("*", 6, "systemModules.edgeHub.env", "{}"), fleet.Unknown},
		"sets the same":                  {base, layer("*", 6, "systemModules.edgeAgent.env.https_proxy", address), fleet.Keeps},
		"sets the image":                 {base, layer("*", 6, "systemModules.edgeAgent.settings.image", `"example.azurecr.io/agent:1.6"`), fleet.Keeps},
		"sets half of a proxy":           {bare, layer("*", 6, "systemModules.edgeAgent.env.https_proxy", address), fleet.Unknown},
		"does nothing: the base's rank":  {base, layer("*", 5, "systemModules.edgeAgent.env", "{}"), fleet.Keeps},
		"does not match":                 {base, layer("tags.a='x'", 6, "systemModules.edgeAgent.env", "{}"), fleet.Keeps},
		"may match":                      {base, layer("NOT tags.a='x'", 6, "systemModules.edgeAgent.env", "{}"), fleet.Unknown},
		"may match, and sets no system":  {base, layer("NOT tags.a='x'", 6, "modules.m.env", "{}"), fleet.Keeps},
		"another key with the same head": {base, layer("*", 6, "systemModulesOfOurs", "{}"), fleet.Keeps},
	} {
		for _, isNew := range []bool{false, true} {
			now, then := []string{test.base, test.layer}, []string(nil)
			if isNew {
				now, then = now[:1], now[1:]
			}
			p, _ := plan(t, now, then, device, 1)
			r := p.Report()
			if r.Verdicts[test.want] != 1 {
				t.Errorf("%s (new: %v): verdicts %v, want %v", name, isNew, r.Verdicts, test.want)
			}
			if test.want == fleet.Unknown && !slices.ContainsFunc(r.Unknown[0].Why, func(why string) bool { return strings.HasSuffix(why, `that concerns "l"`) }) {
				t.Errorf("%s (new: %v): why %q", name, isNew, r.Unknown[0].Why)
			}
		}
	}
}

// TestHubProxy: the proxy of edgeHub counts, too.
func TestHubProxy(t *testing.T) {
	base := deployment("a", "*", 1, 1, proxyA, "AmqpWs")
	at := strings.LastIndex(base, proxyA)
	other := strings.Replace(base[:at]+proxyB+base[at+len(proxyA):], `"id":"a"`, `"id":"n"`, 1)
	p, _ := plan(t, []string{base}, []string{other}, device, 1)
	r := p.Report()
	if r.Verdicts[fleet.Changes] != 1 || len(r.Notes) != 1 || r.Notes[0] != "edgeHub alone gets another proxy, edgeAgent keeps its own: 1 device" {
		t.Errorf("verdicts %v, notes %q", r.Verdicts, r.Notes)
	}
}

// TestUpdatedDeployment: a candidate with the ID and the content of a deployment is its
// update, and keeps its time of creation, unless a tool deletes the deployment and creates
// it anew: of two times that rank differently nothing is known. With another content it is
// a new deployment.
func TestUpdatedDeployment(t *testing.T) {
	old, later := deployment("old", "tags.a='x'", 5, 1, "", ""), deployment("later", "*", 5, 2, proxyA, "AmqpWs")
	for name, test := range map[string]struct {
		candidate string
		want      fleet.Verdict
		notes     int
	}{
		"wider, of the same age":  {deployment("old", "*", 5, 9, "", ""), fleet.Unknown, 0},
		"other white space":       {strings.ReplaceAll(deployment("old", "*", 5, 9, "", ""), "\n", " "), fleet.Unknown, 0},
		"wider, of lower rank":    {deployment("old", "*", 4, 9, "", ""), fleet.Keeps, 0},
		"higher":                  {deployment("old", "*", 6, 9, "", ""), fleet.Loses, 0},
		"other content, so later": {deployment("old", "*", 5, 9, proxyB, "AmqpWs"), fleet.Changes, 1},
		"another ID, so later":    {deployment("n", "*", 5, 9, "", ""), fleet.Loses, 0},
	} {
		p, _ := plan(t, []string{old, later}, []string{test.candidate}, device, 1)
		if r := p.Report(); r.Verdicts[test.want] != 1 || len(r.Notes) != test.notes {
			t.Errorf("%s: verdicts %v, notes %q, want %v", name, r.Verdicts, r.Notes, test.want)
		}
	}
}

// TestUnknownRanks: where it is not known which of two deployments was created last, and one
// of them is updated or replaced, each possible base leads to a verdict of its own.
func TestUnknownRanks(t *testing.T) {
	undated := func(d string) string { return strings.Replace(d, "createdTimeUtc", "created", 1) }
	const maybe, no = "properties.reported.r='x'", "tags.a='no'"
	for name, test := range map[string]struct {
		now       []string
		candidate string
		devices   string
		want      fleet.Verdict
	}{
		"an update beside one of unknown age": {
			[]string{undated(deployment("a", "*", 1, 1, proxyA, "AmqpWs")), deployment("b", no, 1, 3, "", "")},
			deployment("b", "*", 1, 3, "", ""), device, fleet.Unknown,
		},
		"an update beside one of unknown age that may match": {
			[]string{undated(deployment("a", maybe, 1, 1, proxyA, "Amqp")), deployment("b", no, 1, 3, proxyB, "AmqpWs")},
			deployment("b", "*", 1, 3, proxyB, "AmqpWs"), `{"deviceId":"d","tags":{}}`, fleet.Unknown,
		},
		"one of two of unknown order goes": {
			[]string{undated(deployment("a", "*", 1, 1, proxyA, "AmqpWs")), deployment("b", "*", 1, 3, proxyB, "AmqpWs")},
			undated(deployment("a", no, 1, 1, "", "")), device, fleet.Unknown,
		},
		"one above two of unknown order goes": {
			[]string{deployment("a", "*", 2, 1, proxyA, "AmqpWs"), undated(deployment("b", "*", 1, 1, proxyA, "AmqpWs")), deployment("c", "*", 1, 3, "", "")},
			deployment("a", no, 2, 1, proxyA, "AmqpWs"), device, fleet.Unknown,
		},
		"an update with the same condition, which is unclear": {
			[]string{deployment("a", maybe, 1, 1, proxyB, "AmqpWs"), deployment("b", "*", 1, 3, proxyA, "AmqpWs")},
			deployment("a", maybe, 0, 1, proxyB, "AmqpWs"), `{"deviceId":"d","tags":{}}`, fleet.Keeps,
		},
		"an update with the condition of one that does not match": {
			[]string{deployment("a", "*", 1, 1, proxyA, "AmqpWs")},
			deployment("n", no, 2, 0, "", ""), device, fleet.Keeps,
		},
	} {
		p, _ := plan(t, test.now, []string{test.candidate}, test.devices, 1)
		if r := p.Report(); r.Verdicts[test.want] != 1 {
			t.Errorf("%s: verdicts %v, want %v", name, r.Verdicts, test.want)
		}
	}
}

// TestMixedInput: the lines of a bulk export hold devices and modules in any order.
func TestMixedInput(t *testing.T) {
	twin, camera := `{"id":"d","moduleId":"$edgeAgent","properties":{"desired":{}}}`+"\n", `{"id":"d","moduleId":"camera"}`+"\n"
	base := deployment("a", "*", 1, 1, proxyA, "AmqpWs")
	p, _ := plan(t, []string{base}, nil, camera+twin+device+"\n", 4)
	if r := p.Report(); r.Devices != 1 || r.Verdicts[fleet.Keeps] != 1 || len(r.Notes) != 2 {
		t.Errorf("verdicts %v, notes %q", r.Verdicts, r.Notes)
	}
	p, _ = plan(t, []string{base}, nil, "", 4)
	many := strings.Repeat(twin, 20_000) // more than are read at a time
	err := p.Read(t.Context(), fleet.Input{Name: "twins.jsonl", R: strings.NewReader(many + device)})
	if err == nil || !strings.HasPrefix(err.Error(), "twins.jsonl: line 20001: a device stands among twins of modules") {
		t.Errorf("error %v", err)
	}
}

// TestCandidateSetsNothing: a slip in the key that holds all of a candidate is not passed
// over.
func TestCandidateSetsNothing(t *testing.T) {
	base := deployment("a", "*", 1, 1, proxyA, "AmqpWs")
	slip := strings.Replace(deployment("n", "*", 2, 1, "", ""), `"properties.desired"`, `"Properties.Desired"`, 1)
	p, _ := plan(t, []string{base}, []string{slip}, device, 1)
	r := p.Report()
	if len(r.Files) != 1 || r.Files[0].Findings[0].Rule != "EP004" || r.Worst() != check.Error {
		t.Errorf("findings %v", r.Files)
	}
}
