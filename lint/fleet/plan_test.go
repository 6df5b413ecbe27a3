package fleet_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/fleet"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// deployment writes a Configuration document with a proxy for edgeAgent and edgeHub; "" for
// none.
func deployment(id, target string, priority, created int, proxy, protocol string) string {
	env := ""
	if proxy != "" {
		env = fmt.Sprintf(`,"env":{"https_proxy":{"value":%q},"UpstreamProtocol":{"value":%q}}`, proxy, protocol)
	}
	return fmt.Sprintf(`{"id":%q,"targetCondition":%q,"priority":%d,"createdTimeUtc":"2026-01-01T00:00:%02dZ","content":{"modulesContent":{"$edgeAgent":{"properties.desired":{
"schemaVersion":"1.1","runtime":{"type":"docker","settings":{}},"systemModules":{
"edgeAgent":{"type":"docker","settings":{"image":"example.azurecr.io/agent:1.5"}%s},
"edgeHub":{"type":"docker","status":"running","restartPolicy":"always","settings":{"image":"example.azurecr.io/hub:1.5"}%s}},"modules":{}}}}}}`, id, target, priority, created, env, env)
}

const proxyA, proxyB = "http://10.1.0.4:3128", "http://10.2.0.4:3128"

// plan makes a plan of existing and new deployments for devices, one a line.
func plan(t *testing.T, now, candidates []string, devices string, workers int) (*fleet.Plan, string) {
	t.Helper()
	p := &fleet.Plan{Workers: workers}
	for i, src := range append(append([]string{}, now...), candidates...) {
		doc, err := manifest.Parse([]byte(src))
		if err != nil {
			t.Fatal(err)
		}
		p.Files = append(p.Files, fleet.File{Name: fmt.Sprintf("%d.json", i), Doc: doc, New: i >= len(now)})
	}
	if err := p.Load(); err != nil {
		t.Fatal(err)
	}
	var each bytes.Buffer
	if err := p.Read(t.Context(), fleet.Input{Name: "devices", R: strings.NewReader(devices), Each: &each}); err != nil {
		t.Fatal(err)
	}
	return p, each.String()
}

func TestVerdicts(t *testing.T) {
	const d = `{"deviceId":"d","tags":{"a":"x"},"properties":{"desired":{}}}` // reported properties are not in the input
	works := deployment("works", "tags.a='x'", 1, 1, proxyA, "AmqpWs")
	none := deployment("none", "tags.a='x'", 1, 1, "", "")
	broken := deployment("broken", "tags.a='x'", 1, 1, proxyA, "Amqp")
	unread := "properties.reported.r='x'"
	for _, test := range []struct {
		name      string
		now, then []string
		want      fleet.Verdict
	}{
		{"keeps", []string{works}, nil, fleet.Keeps},
		{"none", []string{none}, nil, fleet.None},
		{"broken now", []string{broken}, nil, fleet.Loses},
		{"no base", []string{deployment("y", "tags.a='y'", 1, 1, proxyA, "AmqpWs")}, nil, fleet.NoBase},
		{"nobody", []string{deployment("y", "", 1, 1, proxyA, "AmqpWs")}, nil, fleet.NoBase},
		{"loses", []string{works}, []string{deployment("n", "*", 2, 0, "", "")}, fleet.Loses},
		{"broken then", []string{works}, []string{deployment("n", "*", 2, 0, "proxy", "AmqpWs")}, fleet.Loses},
		{"a lower priority changes nothing", []string{works}, []string{deployment("n", "*", 0, 0, "", "")}, fleet.Keeps},
		{"the same priority is later", []string{works}, []string{deployment("n", "*", 1, 0, "", "")}, fleet.Loses},
		{"keeps in a new one", []string{works}, []string{deployment("n", "*", 2, 0, proxyA, "MqttWs")}, fleet.Keeps},
		{"changes", []string{works}, []string{deployment("n", "*", 2, 0, proxyB, "AmqpWs")}, fleet.Changes},
		{"gains", []string{none}, []string{deployment("n", "*", 2, 0, proxyB, "AmqpWs")}, fleet.Gains},
		{"mended", []string{broken}, []string{deployment("n", "*", 2, 0, proxyA, "AmqpWs")}, fleet.Gains},
		{"none as before", []string{none}, []string{deployment("n", "*", 2, 0, "", "")}, fleet.None},
		{"first deployment without a proxy", nil, []string{deployment("n", "*", 2, 0, "", "")}, fleet.Unknown},
		{"first deployment with a proxy", nil, []string{deployment("n", "*", 2, 0, proxyA, "AmqpWs")}, fleet.Gains},
		{"replaced by another condition", []string{works}, []string{deployment("works", "tags.a='y'", 1, 0, proxyA, "AmqpWs")}, fleet.NoBase},
		{"replaced, and the next one has none", []string{works, deployment("low", "*", 0, 1, "", "")}, []string{deployment("works", "tags.a='y'", 1, 0, proxyA, "AmqpWs")}, fleet.Loses},
		{"unread condition, same proxy either way", []string{works, deployment("u", unread, 5, 1, proxyA, "AmqpWs")}, nil, fleet.Keeps},
		{"unread condition, one has none", []string{works, deployment("u", unread, 5, 1, "", "")}, nil, fleet.Unknown},
		{"unread condition below", []string{works, deployment("u", unread, 0, 1, "", "")}, nil, fleet.Keeps},
		{"unread candidate that keeps", []string{works}, []string{deployment("n", unread, 5, 0, proxyA, "AmqpWs")}, fleet.Keeps},
		{"unread candidate that loses", []string{works}, []string{deployment("n", unread, 5, 0, "", "")}, fleet.Unknown},
		{"unread now, sure then", []string{works, deployment("u", unread, 5, 1, proxyA, "AmqpWs")}, []string{deployment("n", "*", 9, 0, "", "")}, fleet.Loses},
		{"unread either way, unchanged by a low candidate", []string{works, deployment("u", unread, 5, 1, proxyB, "AmqpWs")}, []string{deployment("n", "*", 0, 0, "", "")}, fleet.Keeps},
		{"a tie of the same proxy", []string{works, deployment("tie", "*", 1, 1, proxyA, "AmqpWs")}, nil, fleet.Keeps},
		{"a tie with none", []string{works, deployment("tie", "*", 1, 1, "", "")}, nil, fleet.Unknown},
		{"a faulty condition above", []string{works, deployment("f", "tags.a==", 5, 1, "", "")}, nil, fleet.Unknown},
		{"a faulty condition below", []string{works, deployment("f", "tags.a==", 0, 1, "", "")}, nil, fleet.Keeps},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, each := plan(t, test.now, test.then, d, 1)
			r := p.Report()
			if r.Verdicts[test.want] != 1 || !strings.Contains(each, fmt.Sprintf(`"verdict":%q`, test.want)) {
				t.Errorf("verdicts %v (%s), want %v", r.Verdicts, each, test.want)
			}
			if (test.want == fleet.Unknown) != (len(r.Unknown) == 1 && len(r.Unknown[0].Why) > 0) || (test.want == fleet.Loses) != (len(r.Losses) == 1) {
				t.Errorf("losses %v, unknown %v", r.Losses, r.Unknown)
			}
		})
	}
}

// TestOrder: the report and the list of devices are the same for any number of workers.
func TestOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	var devices strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&devices, `{"deviceId":"d%d","tags":{"a":"%d","b":"%d"},"properties":{"reported":{}},"pad":"%0200d"}`+"\n", i, r.IntN(4), r.IntN(3), i)
	}
	now := []string{deployment("a0", "tags.a='0'", 1, 1, proxyA, "AmqpWs"), deployment("a1", "tags.a='1'", 1, 2, proxyB, "AmqpWs"), deployment("b1", "tags.b='1'", 2, 3, "", ""), deployment("b2", "tags.b='2'", 1, 4, proxyA, "Amqp")}
	var want, wantEach string
	for _, workers := range []int{1, 2, 7} {
		p, each := plan(t, now, []string{deployment("n", "tags.a!='3'", 3, 0, proxyB, "AmqpWs")}, devices.String(), workers)
		var out bytes.Buffer
		if err := p.Report().Text(&out, report.Options{}); err != nil {
			t.Fatal(err)
		}
		if err := p.Report().JSON(&out); err != nil {
			t.Fatal(err)
		}
		if want == "" {
			want, wantEach = out.String(), each
		}
		if out.String() != want || each != wantEach {
			t.Errorf("%d workers give another report than one", workers)
		}
	}
	if n := strings.Count(wantEach, "\n"); n != 5000 || !strings.HasPrefix(wantEach, `{"device":"d0",`) {
		t.Errorf("%d lines: %.100s", n, wantEach)
	}
}

// TestFindings: what deployments do to devices is found.
func TestFindings(t *testing.T) {
	layer := func(id string, priority int) string {
		return fmt.Sprintf(`{"id":%q,"targetCondition":"*","priority":%d,"content":{"modulesContent":{"$edgeAgent":{"properties.desired.modules.m":{"type":"docker","status":"running","restartPolicy":"always","settings":{"image":"example.azurecr.io/m:1"}}}}}}`, id, priority)
	}
	base := func(id string, priority, created int) string {
		return deployment(id, "*", priority, created, proxyA, "AmqpWs")
	}
	for name, test := range map[string]struct {
		deployments []string
		want        string
	}{
		"clean":                            {[]string{base("a", 1, 1), layer("l", 2)}, ""},
		"layer at the base's priority":     {[]string{base("a", 2, 1), layer("l", 2)}, "EP705"},
		"layer below":                      {[]string{base("a", 3, 1), layer("l", 2)}, "EP705"},
		"layer alone":                      {[]string{layer("l", 2)}, "EP706"},
		"two layers of one key":            {[]string{base("a", 1, 1), layer("l", 2), layer("k", 2)}, "EP704"},
		"two bases":                        {[]string{base("a", 1, 1), base("b", 1, 2)}, "EP707 EP704"},
		"bases of one priority below":      {[]string{base("a", 1, 1), base("b", 1, 2), base("c", 2, 1)}, "EP707 EP707"},
		"shadowed":                         {[]string{base("a", 1, 1), base("b", 2, 1)}, "EP707"},
		"a condition that nobody can read": {[]string{base("a", 1, 1), strings.Replace(layer("l", 2), `"*"`, `"tags.a=='x'"`, 1)}, "EP701"},
		"an empty condition":               {[]string{base("a", 1, 1), strings.Replace(layer("l", 2), `"*"`, `""`, 1)}, "EP702"},
	} {
		p, _ := plan(t, test.deployments, nil, `{"deviceId":"d","tags":{},"properties":{"reported":{}}}`, 1)
		var rules []string
		for _, f := range p.Report().Files {
			for _, d := range f.Findings {
				rules = append(rules, d.Rule)
			}
		}
		if got := strings.Join(rules, " "); got != test.want {
			t.Errorf("%s: findings %q, want %q", name, got, test.want)
		}
	}
}

// agentTwin writes the twin of $edgeAgent of the device d. Empty proxies stand for none,
// image is the one that it reports. Its createOptions hold the labels of its container.
func agentTwin(desired, reported, image string) string {
	env := func(proxy string) string {
		if proxy == "" {
			return ""
		}
		return fmt.Sprintf(`,"env":{"https_proxy":{"value":%q},"UpstreamProtocol":{"value":"AmqpWs"}}`, proxy)
	}
	labels := `{"Labels":{"net.azure-devices.edge.create-options":"{}","net.azure-devices.edge.env":"{}","net.azure-devices.edge.owner":"Microsoft.Azure.Devices.Edge.Agent"}}`
	if reported != "" {
		labels = strings.Replace(labels, `env":"{}"`, `env":"{\"A\":{\"value\":\"b\"}}"`, 1)
	}
	return fmt.Sprintf(`{"deviceId":"d","moduleId":"$edgeAgent","properties":{"desired":{"systemModules":{"edgeAgent":{"type":"docker","settings":{"image":"example.azurecr.io/agent:1.5"}%s}}},
"reported":{"systemModules":{"edgeAgent":{"settings":{"createOptions":%q,"image":%q},"lastStartTimeUtc":"2026-01-01T00:00:00Z"%s}}}}}`, env(desired), labels, image, env(reported))
}

// desiredOnly is a twin of $edgeAgent that has reported nothing, as in an export of the
// hub's state.
func desiredOnly(proxy string) string {
	twin, _, _ := strings.Cut(agentTwin(proxy, "", ""), ",\n\"reported\"")
	return twin + "}}"
}

// TestAgentTwins: what edgeAgent reports counts as what the device has now.
func TestAgentTwins(t *testing.T) {
	const d = `{"deviceId":"d","tags":{},"properties":{"reported":{}}}`
	const image, other = "example.azurecr.io/agent:1.5", "example.azurecr.io/agent:1.4"
	works, none := deployment("works", "*", 1, 1, proxyA, "AmqpWs"), deployment("none", "*", 1, 1, "", "")
	newer := strings.Replace(deployment("newer", "*", 2, 1, "", ""), image, "example.azurecr.io/agent:1.6", 1)
	for _, test := range []struct {
		name      string
		now, then []string
		twin      string
		want      fleet.Verdict
		bomb      int
	}{
		{"reports the proxy", []string{works}, nil, agentTwin(proxyA, proxyA, image), fleet.Keeps, 0},
		{"reports another proxy than the deployment sets", []string{works}, nil, agentTwin(proxyA, proxyB, image), fleet.Changes, 0},
		{"has a proxy, and the deployment sets none", []string{none}, nil, agentTwin("", proxyA, image), fleet.Loses, 0},
		{"has none yet", []string{works}, nil, agentTwin(proxyA, "", image), fleet.Gains, 0},
		{"first start", []string{none}, nil, agentTwin("", "", image), fleet.None, 1},
		{"first start with another image: it will be created anew", []string{none}, nil, agentTwin("", "", other), fleet.Unknown, 0},
		{"first start, and a deployment with a proxy on its way", []string{works}, []string{newer}, agentTwin(proxyA, "", image), fleet.Unknown, 0},
		{"first start of an image without a tag", []string{none}, nil, agentTwin("", "", "example.azurecr.io/agent"), fleet.Unknown, 0},
		{"created anew, with another variable", []string{none}, []string{newer}, strings.Replace(agentTwin("", proxyA, image), `"https_proxy"`, `"x"`, 1), fleet.None, 0},
		{"created anew, with createOptions", []string{none}, []string{newer}, strings.Replace(agentTwin("", "", other), `create-options\":\"{}`, `create-options\":\"{\\\"HostConfig\\\":{}}`, 1), fleet.None, 0},
		{"first start, and a new deployment that keeps it", []string{none}, []string{deployment("n", "*", 2, 0, "", "")}, agentTwin("", "", image), fleet.None, 1},
		{"first start, and a new deployment with another image", []string{none}, []string{newer}, agentTwin("", "", image), fleet.Unknown, 0},
		{"first start, and a new deployment with a proxy", []string{none}, []string{deployment("n", "*", 2, 0, proxyA, "AmqpWs")}, agentTwin("", "", image), fleet.Gains, 0},
		{"desired by a deployment that is not in the input", []string{none}, []string{deployment("n", "*", 2, 0, "", "")}, desiredOnly(proxyA), fleet.Loses, 0},
		{"set by hand without a proxy, and created anew", nil, []string{newer}, desiredOnly(""), fleet.Unknown, 0},
		{"set by hand without a proxy, and kept", nil, []string{deployment("n", "*", 2, 0, "", "")}, desiredOnly(""), fleet.None, 0},
		{"set by hand, without a deployment", nil, []string{deployment("n", "*", 2, 0, "", "")}, agentTwin(proxyA, proxyA, image), fleet.Loses, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, _ := plan(t, test.now, test.then, "", 1)
			inputs := []fleet.Input{{Name: "devices", R: strings.NewReader(d)}, {Name: "agents", R: strings.NewReader(test.twin)}}
			if err := p.Read(t.Context(), inputs...); err != nil {
				t.Fatal(err)
			}
			if r := p.Report(); r.Verdicts[test.want] != 1 || r.FirstStart.Devices != test.bomb {
				t.Errorf("verdicts %v, %d at their first start: want %v, %d", r.Verdicts, r.FirstStart.Devices, test.want, test.bomb)
			}
		})
	}
}

// TestStateExport: the desired properties of $edgeAgent in an export of a hub's state say
// what a device without a deployment has.
func TestStateExport(t *testing.T) {
	twin := `{"properties":{"desired":{"systemModules":{"edgeAgent":{"type":"docker","settings":{"image":"a:1"},"env":{"https_proxy":{"value":"` + proxyA + `"}}}}}}}`
	devices := `{"configurations":{},"devices":{"d":{"identity":{"capabilities":{"iotEdge":true}},"twin":{"tags":{}},"modules":{"$edgeAgent":{"twin":` + twin + `}}},
"e":{"identity":{"capabilities":{"iotEdge":true}},"twin":{"tags":{}}}}}`
	p, each := plan(t, nil, []string{deployment("n", "*", 2, 0, "", "")}, devices, 1)
	if r := p.Report(); r.Verdicts[fleet.Loses] != 1 || r.Verdicts[fleet.Unknown] != 1 || !strings.Contains(each, `"device":"d","base":null,"layers":[],"now":{"proxy":"`+proxyA) {
		t.Errorf("verdicts %v, devices %s", r.Verdicts, each)
	}
}
