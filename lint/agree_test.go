package lint_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

const agreed = "http://proxy.example.com:3128"

// members are what a module may say about its proxy, in many ways, right and wrong.
var members = []string{
	``,
	`"env": {}`,
	`"env": null`,
	`"env": {"LEVEL": {"value": "info"}}`,
	`"env": {"https_proxy": {"value": "` + agreed + `"}}`,
	`"env": {"https_proxy": {"value": "` + agreed + `"}, "UpstreamProtocol": {"value": "AmqpWs"}}`,
	`"env": {"https_proxy": {"value": "` + agreed + `"}, "UpstreamProtocol": {"value": "mqttws"}, "no_proxy": {"value": "edgeHub"}}`,
	`"env": {"https_proxy": {"value": "http://user:pw@proxy.example.com:3128"}, "UpstreamProtocol": {"value": "Mqtt"}}`,
	`"env": {"https_proxy": {"value": "http://old.example.com:3128"}, "no_proxy": {"value": ""}}`,
	`"env": {"https_proxy": {"value": "old.example.com"}, "UpstreamProtocol": {"value": "amqp_ws"}}`,
	`"env": {"https_proxy": {"value": ""}, "UpstreamProtocol": {"value": "Amqp"}}`,
	`"env": {"https_proxy": {"value": null}, "UpstreamProtocol": {"value": " "}}`,
	`"env": {"https_proxy": {}, "UpstreamProtocol": {}}`,
	`"env": {"https_proxy": "` + agreed + `", "UpstreamProtocol": "Mqtt"}`,
	`"env": {"HTTPS_PROXY": {"value": "` + agreed + `"}, "UPSTREAMPROTOCOL": {"value": "MQTT "}}`,
	`"env": {"HTTPS_PROXY": {"value": "http://old.example.com:3128"}, "https_proxy": {"value": "` + agreed + `"}, "upstreamProtocol": {"value": "Mqtt"}, "UpstreamProtocol": {"value": "AmqpWs"}}`,
	`"env": {"http_proxy": {"value": "` + agreed + `"}, "https-proxy": {"value": "` + agreed + `"}}`,
	`"env": {"https_proxy": {"value": "${PROXY_URL}"}, "UpstreamProtocol": {"value": "${PROTOCOL}"}}`,
	`"env": {"https_proxy": {"value": "https://proxy.example.com"}, "no_proxy": {"value": "10.0.0.0/8,*"}}`,
	`"env": {"https_proxy": {"value": "http://localhost:3128"}}`,
	`"env": ${ENV}`,
	`"https_proxy": {"value": "http://old.example.com:3128"}, "UpstreamProtocol": "Mqtt"`,
	`"settings": {"env": {"https_proxy": {"value": "` + agreed + `"}}}`,
	`"settings": {"createOptions": "{\"Env\":[\"https_proxy=http://old.example.com:3128\"]}"}`,
	`"settings": {"createOptions": "{\"Env\":[\"UpstreamProtocol=Amqp\"]}"}, "env": {"https_proxy": {"value": "` + agreed + `"}}`,
	`"settings": {"image": "loraedge/lorawannetworksrvmodule:2.2.1"}`,
}

// agreeing are documents with a third of all pairs of members on edgeAgent and
// edgeHub, and others on a module that is chosen and one that nobody chose; in
// layers the latter two only.
func agreeing() []string {
	var docs []string
	for i, agent := range members {
		camera := members[(i*7+3)%len(members)]
		docs = append(docs, fmt.Sprintf(`{"modulesContent": {"$edgeAgent": {"properties.desired.modules.camera": {%s}, "properties.desired.modules.sensor": {%s}}}}`, camera, agent))
		for j := i % 3; j < len(members); j += 3 {
			hub := members[j]
			camera, sensor := members[(i+2*j)%len(members)], members[(3*i+j)%len(members)]
			docs = append(docs, fmt.Sprintf("{\n  \"modulesContent\": {\n    \"$edgeAgent\": {\"properties.desired\": {\"systemModules\": {\n"+
				"      \"edgeAgent\": {%s},\n      \"edgeHub\": {%s}\n    }, \"modules\": {\n      \"camera\": {%s},\n      \"sensor\": {%s}\n    }}}\n  }\n}\n", agent, hub, camera, sensor))
		}
	}
	return docs
}

// TestFixAndApplyAgree: with one proxy and the same modules, a document that Fix
// has mended leaves nothing to do for Apply, and one that Apply has edited
// leaves nothing to do for Fix but in modules that nobody chose.
func TestFixAndApplyAgree(t *testing.T) {
	refused, applied := 0, 0
	for _, e := range []lint.Expect{
		{URL: proxyURL(agreed), Modules: []string{"cam*", "none-such"}},
		{URL: proxyURL("${PROXY_URL}"), Need: check.NeedAll, UpstreamProtocol: manifest.MqttWs},
	} {
		opts := lint.Options{Expect: e}
		proxy, targets, ok := opts.Apply()
		if !ok {
			t.Fatal("the proxy is known, and there is nothing to apply")
		}
		for _, src := range agreeing() {
			doc := mustParse(t, src)
			fixed := mustFix(t, doc, opts)
			res, err := mustParse(t, string(fixed.Bytes)).Apply(proxy, targets)
			switch {
			case err != nil:
				refused++
				if len(fixed.Left) == 0 {
					t.Errorf("apply refuses what fix has left without a finding: %v\n%s", err, fixed.Bytes)
				}
			case len(res.Changes) > 0:
				t.Errorf("after fix apply wants %v\n%s", res.Changes, fixed.Bytes)
			}
			if res, err = doc.Apply(proxy, targets); err != nil {
				continue
			}
			applied++
			for _, c := range mustFix(t, mustParse(t, string(res.Bytes())), opts).Changes {
				if chosen := c.Module == "camera" && len(e.Modules) > 0; chosen || c.Module == manifest.EdgeAgent || c.Module == manifest.EdgeHub {
					t.Errorf("after apply fix wants %v\n%s", c, res.Bytes())
				}
			}
		}
	}
	if refused < 10 || applied < 200 {
		t.Errorf("%d documents were refused and %d were not: the test looks at too few", refused, applied)
	}
}

// TestFixAndApplyWriteTheSame: where nothing is set, both write the same variables in
// the same order.
func TestFixAndApplyWriteTheSame(t *testing.T) {
	src := `{"modulesContent": {"$edgeAgent": {"properties.desired": {"systemModules": {"edgeAgent": {}, "edgeHub": {}}, "modules": {"camera": {}, "sensor": {}}}}}}`
	for _, e := range []lint.Expect{
		{Modules: []string{"camera"}},
		{Modules: []string{"*"}, UpstreamProtocol: manifest.MqttWs, NoProxy: "edgeHub,localhost"},
		{Modules: []string{"camera"}, NoProxy: manifest.KeepNoProxy},
	} {
		e.URL = proxyURL(agreed)
		opts := lint.Options{Expect: e}
		proxy, targets, _ := opts.Apply()
		res, err := mustParse(t, src).Apply(proxy, targets)
		if err != nil {
			t.Fatal(err)
		}
		if fixed := mustFix(t, mustParse(t, src), opts); string(fixed.Bytes) != string(res.Bytes()) {
			t.Errorf("%+v: fix writes\n%s\napply writes\n%s", e, fixed.Bytes, res.Bytes())
		}
	}
}

// TestFixListsItsChanges: Changes are the variables that differ, however they
// came to: as apply lists its own, in modules that nobody chose, too.
func TestFixListsItsChanges(t *testing.T) {
	src := `{"modulesContent": {"$edgeAgent": {"properties.desired": {"systemModules": {
		"edgeAgent": {"env": {"https_proxy": "http://user:hunter2@proxy.example.com:3128", "LEVEL": {"value": "info"}}},
		"edgeHub": {"env": {"https_proxy": {"value": "http://old.example.com:3128"}}}
	}, "modules": {"lns": {"settings": {"image": "loraedge/lorawannetworksrvmodule:2.2.1"}}}}}}}`
	var got []string
	fixed := mustFix(t, mustParse(t, src), lint.Options{Expect: lint.Expect{URL: proxyURL("http://user:hunter2@proxy.example.com:3128")}})
	for _, c := range fixed.Changes {
		got = append(got, c.String())
	}
	want := `edgeAgent: add https_proxy = "http://***@proxy.example.com:3128"
edgeAgent: add UpstreamProtocol = "AmqpWs"
edgeHub: change https_proxy from "http://old.example.com:3128" to "http://***@proxy.example.com:3128"
edgeHub: add UpstreamProtocol = "AmqpWs"
lns: add https_proxy = "http://***@proxy.example.com:3128"
lns: add no_proxy = "localhost,127.0.0.1,edgeHub,edgeAgent,169.254.169.254"`
	if strings.Join(got, "\n") != want {
		t.Errorf("changes\n%s\nexpected\n%s", strings.Join(got, "\n"), want)
	}
}

// TestFixHeedsChoices: a rule that is off, and a finding that somebody has
// accepted, ask for nothing.
func TestFixHeedsChoices(t *testing.T) {
	const inherits = `{"modulesContent": {"$edgeAgent": {"properties.desired": {"systemModules": {
		"edgeAgent": {"env": {"https_proxy": {"value": "` + agreed + `"}, "UpstreamProtocol": {"value": "AmqpWs"}}},
		"edgeHub": {"env": {"https_proxy": {"value": "http://old.example.com:3128"}}}
	}, "modules": {"camera": {"env": {"https_proxy": {"value": "` + agreed + `"}}}}}}}}`
	accept := func(found []lint.Finding) {
		for i := range found {
			if found[i].Rule == "EP209" {
				found[i].Suppressed = &lint.Suppression{By: check.ByIgnore, Reason: "edgeHub moves next month"}
			}
		}
	}
	off := func(ids ...string) map[string]lint.Severity {
		set := map[string]lint.Severity{}
		for _, id := range ids {
			set[id] = lint.Off
		}
		return set
	}
	all := "edgeHub https_proxy, edgeHub UpstreamProtocol, camera UpstreamProtocol, camera no_proxy"
	for name, tt := range map[string]struct {
		opts lint.Options
		want string
	}{
		"all on":            {lint.Options{}, all},
		"accepted":          {lint.Options{Suppress: accept}, ""},
		"EP209 off":         {lint.Options{Severities: off("EP209")}, "edgeHub UpstreamProtocol, camera UpstreamProtocol, camera no_proxy"},
		"EP305 off":         {lint.Options{Severities: off("EP305")}, "edgeHub https_proxy, camera no_proxy"},
		"EP402 off":         {lint.Options{Severities: off("EP402")}, "edgeHub https_proxy, edgeHub UpstreamProtocol, camera UpstreamProtocol"},
		"EP401 off":         {lint.Options{Severities: off("EP401")}, "edgeHub https_proxy, edgeHub UpstreamProtocol"},
		"EP101 off":         {lint.Options{Severities: off("EP101")}, "edgeHub https_proxy"},
		"only one rule run": {lint.Options{Rules: lint.DefaultRules()[:3]}, ""},
		"no proxy here":     {lint.Options{Expect: lint.Expect{Need: check.NeedNone}}, ""},
	} {
		opts := tt.opts
		opts.Expect.URL, opts.Expect.Modules = proxyURL(agreed), []string{"camera"}
		var got []string
		for _, c := range mustFix(t, mustParse(t, inherits), opts).Changes {
			got = append(got, c.Module+" "+c.Variable)
		}
		if strings.Join(got, ", ") != tt.want {
			t.Errorf("%s: changed %s, expected %s", name, strings.Join(got, ", "), tt.want)
		}
	}
}

func mustParse(t *testing.T, src string) *manifest.Document {
	t.Helper()
	doc, err := manifest.Parse([]byte(src))
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	return doc
}

func mustFix(t *testing.T, doc *manifest.Document, opts lint.Options) *lint.Fixed {
	t.Helper()
	fixed, err := opts.Fix(doc, lint.Run(doc, opts))
	if err != nil {
		t.Fatalf("%v\n%s", err, doc.Bytes())
	}
	again := mustParse(t, string(fixed.Bytes))
	if second, err := opts.Fix(again, lint.Run(again, opts)); err != nil || second.Changed {
		t.Fatalf("a second fix changes something (%v)\n%s", err, fixed.Bytes)
	}
	return fixed
}
