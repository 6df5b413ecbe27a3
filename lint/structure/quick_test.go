package structure

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// seeds are documents of every form, as full as people write them.
func seeds() []string {
	systemModules := `{
		"edgeAgent": {"type": "docker", "imagePullPolicy": "on-create", "settings": {"image": "r.example.com:5000/agent:1.5", "createOptions": "{}"},
			"env": {"https_proxy": {"value": "http://proxy.example.com:3128"}, "n": {"value": 1}, "none": {}}},
		"edgeHub": {"type": "docker", "status": "running", "restartPolicy": "always", "startupOrder": 0, "settings": {"image": "hub:1.5"}}
	}`
	module := `{"type": "docker", "status": "running", "restartPolicy": "on-failure", "version": "1.0",
		"settings": {"image": "m@sha256:00", "createOptions": "{", "createOptions01": "}", "digest": null}, "env": null}`
	agent := `{"schemaVersion": "1.1", "runtime": {"type": "docker", "settings": {"minDockerVersion": "v1.25", "loggingOptions": "",
		"registryCredentials": {"r": {"address": "r.example.com", "username": "u", "password": "p"}}}},
		"systemModules": ` + systemModules + `, "modules": {"m": ` + module + `}, "integrity": {}}`
	hub := `{"schemaVersion": "1.1", "routes": {"a": "FROM /messages/* INTO $upstream", "b": {"route": "FROM /* INTO $upstream", "priority": 9, "timeToLiveSecs": 7200}},
		"storeAndForwardConfiguration": {"timeToLiveSecs": 7200, "storeLimits": {"maxBytes": -1}}, "integrity": {}}`
	base := `{"$edgeAgent": {"properties.desired": ` + agent + `}, "$edgeHub": {"properties.desired": ` + hub + `}, "m": {"properties.desired": {"x": 1}}}`
	layered := `{"$edgeAgent": {"properties.desired.modules.m": ` + module + `}, "$edgeHub": {"properties.desired.routes.a": "FROM /* INTO $upstream"}, "m": {"properties.desired.x": 1}}`
	hub10 := strings.Replace(hub, `"1.1", "routes": {`, `"1.0", "routes": {"0": "FROM /* INTO $upstream"}, "x": {`, 1)
	fill := strings.NewReplacer(`"1.5"`, `"${TAG}"`, `"running"`, `"${STATUS}"`, `"1.1"`, `"${VERSION}"`, `"{}"`, `{"Env": ["A=b"]}`, `7200`, `${TTL}`)
	return []string{
		`{"$schema": "x", "modulesContent": ` + base + `}`,
		`{"content": {"modulesContent": {"$edgeAgent": {"properties.desired": ` + agent + `}, "$edgeHub": {"properties.desired": ` + hub10 + `}}}}`,
		base,
		`{"moduleContent": ` + base + `}`,
		`[{"id": "a", "schemaVersion": null, "labels": {"l": "x"}, "content": {"modulesContent": ` + base + `, "deviceContent": null}, "targetCondition": "*", "priority": 10,
			"metrics": {"queries": {"q": "SELECT"}, "results": {"q": 1}}, "systemMetrics": null, "etag": null, "createdTimeUtc": "x", "lastUpdatedTimeUtc": null}]`,
		`{"properties": {"desired": ` + agent + `}}`,
		`{"deploymentManifest": {"modulesContent": ` + base + `}}`,
		`{"content": {"modulesContent": ` + layered + `}}`,
		fill.Replace(`{"$schema-template": "4.0.0", "modulesContent": ` + base + `}`),
		fill.Replace(`{"content": {"modulesContent": ` + layered + `}}`),
	}
}

// values and keys are what the tests put into the seeds: what the schemas take
// for one reason or another, and what they nearly take.
var (
	values = strings.Split("null true 1 0 -1 1.5 1e2 10 2147483648 4294967295 99999999999999999999 "+
		`"" " " "\n" "\u0020" "x" "\/" "running" "Running" "docker" "always" "on-create" "1.0" "1.0.1" "1.1" "1.4" "50" `+
		`"${X}" "1.0${X}" "1.0.${X}" "1\u002e0.${X}" "1.1${X}" "$" "$1" "$x" "\u0024{X}" "<X>" "{{X}}" "_" ${X} `+
		`"a:b:c" "a:b@c:d" "a@c:d" "r\/a:1" "/" "a/" ":" ":a" "a:" "[" "{" "FROM" `+
		`[] [1] ["A=b"] [[]] {} {"":1} {"a":1} {"a":""} {"a":null} {"a":{}} {"a":[]} {"value":1} {"value":{}} {"Env":{}} {"Env":[1]} {"Env":"x"} `+
		`{"route":"FROM"} {"route":""} {"a":{"route":"FROM"}} {"schemaVersion":"1.0"} {"image":"m"} `+
		`{"type":"docker","status":"running","settings":{"image":"m"}}`, " ")
	keys = strings.Fields(`x Type t\u0079pe type status settings image env value Env createOptions createOptions00 createOptions01 createOptions99 createOptions100
		schemaVersion runtime systemModules modules integrity edgeAgent edgeHub routes route priority timeToLiveSecs storeAndForwardConfiguration storeLimits maxBytes
		minDockerVersion loggingOptions registryCredentials address username password
		content modulesContent moduleContent deviceContent $edgeAgent $edgeHub $schema $schema-template id labels metrics queries
		properties.desired properties.desired. properties.desired.x properties.desired.modules properties.desired.modules. properties.desired.modules.a
		properties.desired.modules.a.env properties.desired.modules.a.env.B properties.desired.modules.a.env.B.value properties.desired.modules.a.status properties.desired.modules.a.settings
		properties.desired.modules.a.settings.image properties.desired.modules.a.settings.createOptions properties.desired.modules.a.b.c properties.desired.systemModules
		properties.desired.systemModules.edgeAgent properties.desired.routes properties.desired.routes.a properties.desired.routes.a.b
		properties.desired.storeAndForwardConfiguration properties.desired.runtime.settings.registryCredentials.r`)
)

// nodes lists the values of a document down to a depth.
func nodes(n manifest.Node, depth int) []manifest.Node {
	all := []manifest.Node{n}
	if depth > 0 {
		for c := range n.Children() {
			all = append(all, nodes(c, depth-1)...)
		}
	}
	return all
}

// mutations is how many things mutate can do to a value.
func mutations() int { return 2*len(values) + len(keys) + 1 }

// mutate replaces a value, doubles it with another value under the same key,
// renames it, or makes it the last member of its object to be void.
func mutate(src []byte, n manifest.Node, how int) string {
	span, key := n.Span(), n.KeySpan()
	before, after := string(src[:span.Start]), string(src[span.End:])
	hasKey := key.Len() > 0
	switch rename := how - 2*len(values); {
	case how < len(values):
		return before + values[how] + after
	case !hasKey:
		return string(src)
	case rename < 0:
		return before + string(src[span.Start:span.End]) + "," + string(src[key.Start:key.End]) + ":" + values[how-len(values)] + after
	case rename < len(keys):
		return string(src[:key.Start]) + `"` + keys[rename] + `"` + string(src[key.End:])
	}
	return before + "{}," + string(src[key.Start:key.End]) + ":" + string(src[span.Start:span.End]) + after
}

// agree holds the quick check to its promise and reports how many deployments
// of the document it accepted.
func agree(t *testing.T, doc *manifest.Document) (accepted int) {
	t.Helper()
	template := doc.Template()
	for _, d := range doc.Deployments() {
		f, n := formOf(d, template)
		w := walk{doc, doc.Bytes(), template}
		if !f.shape.accepts(w, n) {
			continue
		}
		accepted++
		if err := f.schema().validator.Validate(instance(n)); err != nil {
			t.Errorf("accepted, but: %v\n%s", err, doc.Bytes())
		}
	}
	return accepted
}

// TestQuickCheck changes every value of every seed in every way, but does not
// go down again into what seeds have in common. With -short, as for the race
// detector, each value is changed in a few of the ways, other ones each time.
func TestQuickCheck(t *testing.T) {
	step := 1
	if testing.Short() {
		step = 9
	}
	for i, seed := range seeds() {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			doc, err := manifest.Parse([]byte(seed))
			if err != nil {
				t.Fatal(err)
			}
			if agree(t, doc) != 1 {
				t.Error("the quick check does not accept the seed")
			}
			depth := manifest.MaxDepth
			if shared := []int{2, 3, 4, 5, 6}; slices.Contains(shared, i) {
				depth = 4
			}
			for k, n := range nodes(doc.Root(), depth) {
				for how := k % step; how < mutations(); how += step {
					changed, err := manifest.Parse([]byte(mutate([]byte(seed), n, how)))
					if err == nil {
						agree(t, changed)
					}
				}
			}
		})
	}
}

// FuzzQuickCheck goes on from there: any text, with any number of changes.
func FuzzQuickCheck(f *testing.F) {
	for _, seed := range seeds() {
		f.Add([]byte(seed), []byte{})
		f.Add([]byte(seed), []byte{0, 40, 0, 1, 0, 60, 0, 130})
	}
	f.Fuzz(func(t *testing.T, src, changes []byte) {
		doc, err := manifest.Parse(src)
		for err == nil && len(changes) >= 4 && len(src) < 1<<16 {
			all := nodes(doc.Root(), manifest.MaxDepth)
			n := all[(int(changes[0])<<8|int(changes[1]))%len(all)]
			src = []byte(mutate(src, n, (int(changes[2])<<8|int(changes[3]))%mutations()))
			changes = changes[4:]
			doc, err = manifest.Parse(src)
		}
		if err == nil {
			agree(t, doc)
		}
	})
}

// TestQuickCheckAllocatesNothing is what makes it worth having.
func TestQuickCheckAllocatesNothing(t *testing.T) {
	for i, seed := range seeds() {
		doc, err := manifest.Parse([]byte(seed))
		if err != nil {
			t.Fatal(err)
		}
		template := doc.Template()
		d := doc.Deployments()[0]
		if n := testing.AllocsPerRun(10, func() {
			f, n := formOf(d, template)
			w := walk{doc, doc.Bytes(), template}
			f.shape.accepts(w, n)
		}); n > 0 {
			t.Errorf("seed %d: %v allocations", i, n)
		}
	}
}
