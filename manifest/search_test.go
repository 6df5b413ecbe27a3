package manifest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// TestTwins: a twin of edgeAgent is found wherever it stands, with the id of its
// device where the document says it.
func TestTwins(t *testing.T) {
	const desired = `{"schemaVersion":"1.1","systemModules":{"edgeAgent":{}}}`
	const twin = `{"properties":{"desired":` + desired + `,"reported":{"systemModules":{"edgeAgent":{}}}}}`
	const module = `{"identity":{"authentication":{"symmetricKey":{"primaryKey":"c2VjcmV0"}}},"twin":` + twin + `}`
	named := func(id string) string { return `{"deviceId":"` + id + `","moduleId":"$edgeAgent",` + twin[1:] }
	for _, c := range []struct {
		name, src string
		want      []string // device, pointer to the desired properties
	}{
		{"a twin", twin, []string{` /properties/desired`}},
		{"as the service has it", named("a"), []string{`a /properties/desired`}},
		{"without moduleId", `{"deviceId":"a",` + twin[1:], []string{`a /properties/desired`}},
		{"under twin", `{"twin":` + twin + `}`, []string{` /twin/properties/desired`}},
		{"under twin with an id", `{"deviceId":"a","twin":` + twin + `}`, []string{`a /twin/properties/desired`}},
		{"a list", `[` + named("a") + `,` + named("b") + `]`, []string{`a /0/properties/desired`, `b /1/properties/desired`}},
		{"the value of an answer", `{"value":[` + named("a") + `]}`, []string{`a /value/0/properties/desired`}},
		{"under the module's name", `{"$edgeAgent":` + twin + `}`, []string{` /$edgeAgent/properties/desired`}},
		{"modules of a device", `{"deviceId":"a","modules":{"$edgeAgent":` + twin + `,"$edgeHub":` + twin + `}}`,
			[]string{`a /modules/$edgeAgent/properties/desired`, `a /modules/$edgeHub/properties/desired`}},
		{"an answer of a query", `[{"deviceId":"a","desired":` + desired + `}]`, []string{`a /0/desired`}},
		{"capital letters", `{"DeviceId":"a","Properties":{"Desired":` + desired + `}}`, []string{`a /Properties/Desired`}},
		{"a bulk export", `{"id":"a","moduleId":"$edgeAgent",` + twin[1:], []string{`a /properties/desired`}},
		{"state of a hub", `{"arm":{},"devices":{"a":{"identity":{"capabilities":{"iotEdge":true}},"modules":{"$edgeAgent":` + module + `}},"b":{"modules":{"$edgeAgent":` + module + `}}}}`,
			[]string{`a /devices/a/modules/$edgeAgent/twin/properties/desired`, `b /devices/b/modules/$edgeAgent/twin/properties/desired`}},
		{"the agent's part of a manifest", `{"properties.desired":` + desired + `}`, []string{` /properties.desired`}},
		{"the agent's part under a name", `{"parts":{"agent":{"properties.desired":` + desired + `},"hub":{"properties.desired":{"routes":{}}}}}`, []string{` /parts/agent/properties.desired`}},
		{"desired properties alone", desired, []string{` `}},
		{"only reported", `{"properties":{"reported":` + desired + `}}`, nil},
		{"a device's own twin", `{"deviceId":"a","properties":{"desired":{"interval":5}}}`, nil},
		{"a schema", `{"properties":{"desired":{"type":"object","properties":{"systemModules":{"type":"object"}}}}}`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, d := range parse(t, c.src).Deployments() {
				if d.Shape != manifest.Twin || d.Kind != manifest.Base || d.System(manifest.EdgeAgent) == nil || d.ID != "" {
					t.Errorf("not a twin: %v %v %q", d.Shape, d.Kind, d.ID)
				}
				got = append(got, d.Device+" "+d.AgentDesired().Pointer())
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got  %q\nwant %q", got, c.want)
			}
		})
	}
}

// TestDeploymentIDs: the id of a deployment is its own, or its key in a map.
func TestDeploymentIDs(t *testing.T) {
	const content = `{"modulesContent":{"$edgeAgent":{"properties.desired":{"systemModules":{"edgeAgent":{}}}}}}`
	for src, want := range map[string]string{
		`{"edgeDeployments":{"a":{"id":"a","content":` + content + `},"b":{"content":` + content + `}}}`:                                               `"a" "b"`,
		`{"configurations":{"edgeDeployments":{"a":{"id":"A","content":` + content + `}},"admConfigurations":{"c":{"content":{"deviceContent":{}}}}}}`: `"A"`,
		`{"a":{"content":` + content + `},"b":` + content + `}`:                                                                                        `"a" "b"`,
		`{"deployments":{"a":{"content":` + content + `}}}`:                                                                                            `"a"`,
		`{"a":{"content":` + content + `},"version":"1"}`:                                                                                              `""`,
		`{"resources":[{"name":"x","properties":{"content":` + content + `}}]}`:                                                                        `""`,
		`{"properties":{"content":` + content + `}}`:                                                                                                   `""`,
		`[{"x":{"id":"a","content":` + content + `}},{"x":{"id":"b","content":` + content + `}}]`:                                                      `"a" "b"`,
	} {
		var got []string
		for _, d := range parse(t, src).Deployments() {
			got = append(got, fmt.Sprintf("%q", d.ID))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %s, want %s", src, strings.Join(got, " "), want)
		}
	}
}

// TestLostNames: a modules content is found by what became of the key $edgeAgent.
func TestLostNames(t *testing.T) {
	const desired = `{"properties.desired":{"systemModules":{"edgeAgent":{}}}}`
	for _, key := range []string{"edgeAgent", "", "$edgeagent", "$$edgeAgent", `\\$edgeAgent`, `\u0024\u0024edgeAgent`, "agent"} {
		for form, src := range map[string]string{
			"":                       `{"` + key + `":` + desired + `,"edgeHub":{"properties.desired":{}}}`,
			"/modulesContent":        `{"modulesContent":{"` + key + `":` + desired + `}}`,
			"/a/0/b":                 `{"a":[{"b":{"` + key + `":` + desired + `}}]}`,
			"/content/moduleContent": `{"content":{"moduleContent":{"` + key + `":` + desired + `}}}`,
		} {
			if key == "agent" && form != "/modulesContent" && form != "/content/moduleContent" {
				continue // a name like any other
			}
			if found := parse(t, src).Deployments(); len(found) != 1 || found[0].Content.Pointer() != form || found[0].Agent().Exists() {
				t.Errorf("%s: %d deployments", src, len(found))
			}
		}
		if key == "agent" {
			continue
		}
		src := `{"` + key + `":{"properties.desired.modules.m":{}}}`
		if found := parse(t, src).Deployments(); len(found) != 1 {
			t.Errorf("%s: %d deployments", src, len(found))
		}
	}
	for src, want := range map[string]int{
		`{"x":{"modulesContent":{"m":{"properties.desired":{}}}}}`:                            1,
		`{"x":{"modulesContent":{"m":{"properties":{}}}}}`:                                    0,
		`{"content":{"deviceContent":{"properties.desired.x":1},"modulesContent":{}}}`:        0,
		`{"content":{"moduleContent":{"properties.desired.x":1},"modulesContent":{}}}`:        0,
		`{"content":{"deviceContent":{},"modulesContent":{}}}`:                                1,
		`{"content":{"moduleContent":null,"modulesContent":{"m":{"properties.desired":{}}}}}`: 1,
	} {
		if found := parse(t, src).Deployments(); len(found) != want {
			t.Errorf("%s: %d deployments, want %d", src, len(found), want)
		}
	}
}
