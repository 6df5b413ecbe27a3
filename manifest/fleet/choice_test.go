package fleet_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/fleet"
)

// config is a deployment as the tests make it.
type config struct {
	id       string
	layered  bool
	priority int
	created  int               // 0 for a time that is not known
	wants    map[string]string // tag to value; all must be equal
	content  map[string]any    // modulesContent
	isNew    bool
}

func (c config) document() string {
	var conditions []string
	for tag, value := range c.wants {
		conditions = append(conditions, fmt.Sprintf("tags.%s='%s'", tag, value))
	}
	slices.Sort(conditions)
	target := strings.Join(conditions, " AND ")
	doc := map[string]any{"id": c.id, "priority": c.priority, "targetCondition": cmp.Or(target, "*"), "content": map[string]any{"modulesContent": c.content}}
	if c.created > 0 {
		doc["createdTimeUtc"] = fmt.Sprintf("2026-01-01T00:00:%02dZ", c.created)
	}
	text, err := json.Marshal(doc)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// load makes the hub of some deployments.
func load(t *testing.T, configs []config) (*fleet.Hub, map[string]*fleet.Deployment) {
	t.Helper()
	var all []*fleet.Deployment
	byID := map[string]*fleet.Deployment{}
	for _, c := range configs {
		doc, err := manifest.Parse([]byte(c.document()))
		if err != nil {
			t.Fatal(err)
		}
		d, err := fleet.New(doc.Deployments()[0], fleet.Given{})
		if err != nil {
			t.Fatalf("%v in %s", err, c.document())
		}
		d.New = c.isNew
		all, byID[c.id] = append(all, d), d
	}
	return fleet.NewHub(all), byID
}

// device reads a device with tags. A tag with the value "?" is not in the input.
func device(t *testing.T, x *fleet.Extractor, tags map[string]string) *fleet.Device {
	t.Helper()
	var names, row []string
	for name, value := range tags {
		if value != "?" {
			names, row = append(names, "tags."+name), append(row, value)
		}
	}
	src := strings.Join(append([]string{"deviceId"}, names...), ",") + "\n" + strings.Join(append([]string{"d"}, row...), ",") + "\n"
	records, err := fleet.NewSource(strings.NewReader(src)).Next()
	if err != nil {
		t.Fatal(err)
	}
	d, err := x.Device(records, 0)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// plainBase is the base of a device by the rules, written down plainly: of the matching
// ones the highest priority, then the latest.
func plainBase(configs []config, tags map[string]string) string {
	best, found := config{}, false
	for _, c := range configs {
		if c.layered || !plainMatch(c, tags) {
			continue
		}
		if !found || c.priority > best.priority || c.priority == best.priority && c.created > best.created {
			best, found = c, true
		}
	}
	return best.id
}

func plainMatch(c config, tags map[string]string) bool {
	for tag, value := range c.wants {
		if tags[tag] != value {
			return false
		}
	}
	return true
}

func randomHub(r *rand.Rand) []config {
	var configs []config
	for i := range 1 + r.IntN(8) {
		c := config{id: fmt.Sprint("c", i), layered: r.IntN(3) == 0, priority: r.IntN(4), created: 1 + i, wants: map[string]string{}}
		for _, tag := range []string{"a", "b", "c"} {
			if r.IntN(2) == 0 {
				c.wants[tag] = string('x' + rune(r.IntN(2)))
			}
		}
		c.content = randomContent(r, c.layered)
		configs = append(configs, c)
	}
	r.Shuffle(len(configs), func(i, j int) { configs[i], configs[j] = configs[j], configs[i] })
	return configs
}

// TestChoose compares the base and the layers with the plain rules, also where tags are not
// in the input: each base that some value of them leads to must be listed.
func TestChoose(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	uncertain := 0
	for range 2000 {
		configs := randomHub(r)
		hub, _ := load(t, configs)
		tags, known := map[string]string{}, map[string]string{}
		for _, tag := range []string{"a", "b", "c"} {
			tags[tag] = string('x' + rune(r.IntN(3)))
			if known[tag] = tags[tag]; r.IntN(4) == 0 {
				known[tag] = "?"
			}
		}
		choice := hub.Chooser().Choose(device(t, hub.Extractor(), known)).Now
		want := plainBase(configs, tags)
		var listed []string
		for _, b := range choice.Bases {
			if b == nil {
				listed = append(listed, "")
			} else {
				listed = append(listed, b.ID)
			}
		}
		if !slices.Contains(listed, want) {
			t.Fatalf("%v with tags %v (known %v): bases %q, want %q among them", configs, tags, known, listed, want)
		}
		if _, certain := choice.Base(); !certain {
			uncertain++
			continue
		}
		var layers []string
		for _, l := range choice.Stack(choice.Bases[0])[min(1, len(choice.Stack(choice.Bases[0]))):] {
			layers = append(layers, l.ID)
		}
		if len(choice.Unclear) == 0 && !slices.Equal(layers, plainLayers(configs, tags, want)) {
			t.Fatalf("%v with tags %v: layers %q on %q, want %q", configs, tags, layers, want, plainLayers(configs, tags, want))
		}
	}
	if uncertain < 200 {
		t.Errorf("%d uncertain choices: the test sees too few", uncertain)
	}
}

// plainLayers are the layers above a base, from the lowest to the highest.
func plainLayers(configs []config, tags map[string]string, base string) []string {
	at := slices.IndexFunc(configs, func(c config) bool { return c.id == base })
	if at < 0 {
		return nil
	}
	var layers []config
	for _, c := range configs {
		if c.layered && c.priority > configs[at].priority && plainMatch(c, tags) {
			layers = append(layers, c)
		}
	}
	slices.SortFunc(layers, func(a, b config) int {
		return cmp.Or(cmp.Compare(a.priority, b.priority), cmp.Compare(a.created, b.created))
	})
	var ids []string
	for _, c := range layers {
		ids = append(ids, c.id)
	}
	return ids
}

func TestTies(t *testing.T) {
	for _, test := range []struct {
		name    string
		configs []config
		want    string
	}{
		{"later wins", []config{{id: "old", created: 1}, {id: "new", created: 2}}, "[new]"},
		{"unknown times", []config{{id: "a"}, {id: "b"}}, "[a b] tie"},
		{"one unknown time", []config{{id: "a", created: 5}, {id: "b"}}, "[a b] tie"},
		{"the same time", []config{{id: "a", created: 5}, {id: "b", created: 5}}, "[a b] tie"},
		{"priority before time", []config{{id: "a", priority: 2}, {id: "b", priority: 1}}, "[a]"},
		{"a candidate is the latest", []config{{id: "a", created: 9}, {id: "b", isNew: true}}, "[b]"},
	} {
		for i := range test.configs {
			test.configs[i].content = randomContent(rand.New(rand.NewPCG(1, 1)), false)
		}
		hub, _ := load(t, test.configs)
		choice := hub.Chooser().Choose(device(t, hub.Extractor(), nil)).Then
		var ids []string
		for _, b := range choice.Bases {
			ids = append(ids, b.ID)
		}
		got := fmt.Sprint(ids)
		if choice.Tie {
			got += " tie"
		}
		if got != test.want {
			t.Errorf("%s: bases %s, want %s", test.name, got, test.want)
		}
	}
}

// randomContent makes a modules content.
func randomContent(r *rand.Rand, layered bool) map[string]any {
	number := func() any { return map[string]any{"v": float64(r.IntN(100))} }
	agent, hub, camera := map[string]any{}, map[string]any{}, map[string]any{}
	if !layered {
		agent["properties.desired"] = map[string]any{"systemModules": map[string]any{"edgeAgent": number()}, "modules": map[string]any{"m0": number(), "m1": number()}}
		hub["properties.desired"] = map[string]any{"routes": map[string]any{"r0": "x"}}
		camera["properties.desired"] = map[string]any{"lens": number()}
		return map[string]any{"$edgeAgent": agent, "$edgeHub": hub, "camera": camera}
	}
	for _, m := range []string{"m0", "m2"} {
		if r.IntN(2) == 0 {
			agent["properties.desired.modules."+m] = number()
		}
	}
	if r.IntN(3) == 0 {
		agent["properties.desired.modules.m1.env.X"] = number()
	}
	if r.IntN(3) == 0 {
		agent["properties.desired.systemModules.edgeAgent.env"] = number()
	}
	if r.IntN(2) == 0 {
		hub["properties.desired.routes.r1"] = fmt.Sprint(r.IntN(10))
	}
	switch r.IntN(3) {
	case 0:
		camera["properties.desired"] = map[string]any{"zoom": number()}
	case 1:
		camera["properties.desired.lens"] = number()
	}
	return map[string]any{"$edgeAgent": agent, "$edgeHub": hub, "camera": camera}
}

// plainMerge merges decoded contents by the rules, written down plainly.
func plainMerge(stack []config) map[string]any {
	out := map[string]any{}
	for i, c := range stack {
		for module, parts := range c.content {
			for key, value := range parts.(map[string]any) {
				if i > 0 && module == "$edgeAgent" && strings.HasPrefix(key, "properties.desired.systemModules") {
					continue
				}
				path := append([]string{module, "properties.desired"}, strings.Split(strings.TrimPrefix(strings.TrimPrefix(key, "properties.desired"), "."), ".")...)
				if key == "properties.desired" {
					path = path[:2]
				}
				at := out
				for _, k := range path[:len(path)-1] {
					next, ok := at[k].(map[string]any)
					if !ok {
						next = map[string]any{}
						at[k] = next
					}
					at = next
				}
				at[path[len(path)-1]] = copied(value)
			}
		}
	}
	return out
}

func copied(v any) (out any) {
	text, _ := json.Marshal(v)
	json.Unmarshal(text, &out)
	return out
}

func TestMerge(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 500 {
		stack := []config{{id: "base", content: randomContent(r, false)}}
		for i := range r.IntN(4) {
			stack = append(stack, config{id: fmt.Sprint("layer", i), layered: true, priority: i + 1, content: randomContent(r, true)})
		}
		_, byID := load(t, stack)
		var deployments []*fleet.Deployment
		for _, c := range stack {
			deployments = append(deployments, byID[c.id])
		}
		e := fleet.Merge(deployments)
		var got map[string]map[string]any
		if err := json.Unmarshal(e.Bytes, &got); err != nil {
			t.Fatalf("%v in %s", err, e.Bytes)
		}
		if want := plainMerge(stack); !reflect.DeepEqual(got["modulesContent"], want) {
			t.Fatalf("merged %s\nwant %v", e.Bytes, want)
		}
		if at := strings.Index(string(e.Bytes), `"edgeAgent"`); e.Origin(at).ID != "base" {
			t.Errorf("edgeAgent comes from %s", e.Origin(at).ID)
		}
	}
}

func TestMergeOrigins(t *testing.T) {
	stack := []config{
		{id: "base", content: map[string]any{"$edgeAgent": map[string]any{"properties.desired": map[string]any{"systemModules": map[string]any{}, "modules": map[string]any{"m": map[string]any{"a": "one"}}}}}},
		{id: "low", layered: true, content: map[string]any{"$edgeAgent": map[string]any{"properties.desired.modules.n": map[string]any{"b": "two"}}}},
		{id: "high", layered: true, content: map[string]any{"$edgeAgent": map[string]any{"properties.desired.modules.n.env.X": "three", "properties.desired.systemModules.edgeAgent.env": "four"}}},
	}
	_, byID := load(t, stack)
	e := fleet.Merge([]*fleet.Deployment{byID["base"], byID["low"], byID["high"]})
	for text, from := range map[string]string{"one": "base", "two": "low", "three": "high"} {
		if got := e.Origin(strings.Index(string(e.Bytes), text)).ID; got != from {
			t.Errorf("%q comes from %s, want %s, in %s", text, got, from, e.Bytes)
		}
	}
	if strings.Contains(string(e.Bytes), "four") || len(e.Notes) != 2 {
		t.Errorf("notes %q, manifest %s", e.Notes, e.Bytes)
	}
}
