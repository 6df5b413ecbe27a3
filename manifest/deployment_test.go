package manifest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

func TestDeployments(t *testing.T) {
	const (
		system   = `{"systemModules":{"edgeAgent":{},"edgeHub":{}}}`
		agent    = `{"properties.desired":` + system + `}`
		modules  = `{"$edgeAgent":` + agent + `}`
		layered  = `{"$edgeAgent":{"properties.desired.modules.m":{}}}`
		manifest = `{"modulesContent":` + modules + `}`
	)
	tests := []struct {
		name, src string
		want      []string // kind, shape, ID, root, content
	}{
		{"modulesContent", manifest, []string{"base modulesContent, root , content /modulesContent"}},
		{"template", `{"$schema-template":"4.0.0","modulesContent":` + modules + `}`, []string{"base modulesContent, root , content /modulesContent"}},
		{"content", `{"content":` + manifest + `}`, []string{"base content, root , content /content/modulesContent"}},
		{"layered", `{"content":{"modulesContent":` + layered + `}}`, []string{"layered content, root , content /content/modulesContent"}},
		{"layered without content", `{"modulesContent":` + layered + `}`, []string{"layered modulesContent, root , content /modulesContent"}},
		{"configuration", `{"id":"a","content":` + manifest + `,"priority":1}`, []string{`base configuration "a", root , content /content/modulesContent`}},
		{"configuration by its condition", `{"content":` + manifest + `,"targetCondition":"*"}`, []string{"base configuration, root , content /content/modulesContent"}},
		{"configurations", `[{"id":"a","content":` + manifest + `},{"id":"b","content":{"modulesContent":` + layered + `}},{"id":"c","content":{"deviceContent":{}}}]`,
			[]string{`base configuration "a", root /0, content /0/content/modulesContent`, `layered configuration "b", root /1, content /1/content/modulesContent`}},
		{"legacy", `{"moduleContent":` + modules + `}`, []string{"base moduleContent, root , content /moduleContent"}},
		{"bare map", modules, []string{"base bare map, root , content "}},
		{"bare map of the hub", `{"$edgeHub":{}}`, []string{"layered bare map, root , content "}},
		{"twin", `{"properties":{"desired":` + system + `,"reported":{}}}`, []string{"base edgeAgent twin, root , content "}},
		{"twin of another module", `{"properties":{"desired":{"x":1}}}`, nil},
		{"IoT Central", `{"deploymentManifest":` + manifest + `}`, []string{"base IoT Central, root , content /deploymentManifest/modulesContent"}},
		{"IoT Central, an array", `[{"@id":"x"},{"deploymentManifest":` + manifest + `}]`, []string{"base IoT Central, root /1, content /1/deploymentManifest/modulesContent"}},
		{"state of a hub", `{"edgeDeployments":[{"id":"a","content":` + manifest + `}]}`, []string{`base configuration "a", root /edgeDeployments/0, content /edgeDeployments/0/content/modulesContent`}},
		{"twin and configuration", `{"configuration":{"id":"a","content":` + manifest + `}}`, []string{`base configuration "a", root /configuration, content /configuration/content/modulesContent`}},
		{"the last of two", `{"modulesContent":{},"modulesContent":` + modules + `}`, []string{"base modulesContent, root , content /modulesContent"}},
		{"no agent", `{"modulesContent":{}}`, []string{"layered modulesContent, root , content /modulesContent"}},
		{"agent of a wrong kind", `{"modulesContent":{"$edgeAgent":1}}`, []string{"layered modulesContent, root , content /modulesContent"}},
		{"other JSON", `{"name":"x","content":"y","properties":[]}`, nil},
		{"modulesContent of a wrong kind", `{"modulesContent":[]}`, nil},
		{"legacy without an agent", `{"moduleContent":{"a":{}}}`, nil},
		{"a number", `1`, nil},
		{"arrays in arrays", `[[[` + manifest + `]],1,null]`, []string{"base modulesContent, root /0/0/0, content /0/0/0/modulesContent"}},
		{"two beside each other", `{"modulesContent":` + modules + `,"content":` + manifest + `}`,
			[]string{"base modulesContent, root , content /modulesContent", "base content, root , content /content/modulesContent"}},
		{"a layered one beside a bare map", `{"$edgeAgent":` + agent + `,"moduleContent":` + layered + `}`,
			[]string{"base bare map, root , content ", "layered moduleContent, root , content /moduleContent"}},
		{"a twin beside another", `{"modulesContent":` + modules + `,"properties":{"desired":` + system + `}}`,
			[]string{"base modulesContent, root , content /modulesContent", "base edgeAgent twin, root , content "}},
		{"in an unknown wrapper", `{"resources":[{"properties":{"content":` + manifest + `}}]}`,
			[]string{"base bare map, root /resources/0/properties/content/modulesContent, content /resources/0/properties/content/modulesContent"}},
		{"one inside another", `{"x":{"$edgeAgent":{"properties.desired":{"y":` + modules + `}},"$edgeHub":{"properties.desired":{}}}}`,
			[]string{"layered bare map, root /x, content /x", "base bare map, root /x/$edgeAgent/properties.desired/y, content /x/$edgeAgent/properties.desired/y"}},
		{"a schema is none", `{"properties":{"$edgeAgent":{"properties":{"properties.desired":{}}}}}`, nil},
		{"content in content", `{"content":{"content":` + manifest + `}}`, []string{"base content, root /content, content /content/content/modulesContent"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, d := range parse(t, tt.src).Deployments() {
				line := fmt.Sprintf("%s %s", d.Kind, d.Shape)
				if d.ID != "" {
					line += fmt.Sprintf(" %q", d.ID)
				}
				got = append(got, fmt.Sprintf("%s, root %s, content %s", line, d.Root.Pointer(), d.Content.Pointer()))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestModules(t *testing.T) {
	tests := []struct {
		name, agent string // the value of $edgeAgent
		want        string // the modules, with ! for system modules and the pointers of node and env
	}{
		{"base", `{"properties.desired":{"modules":{"b":{"env":{}},"a":{}},"systemModules":{"edgeHub":{},"edgeAgent":{}}}}`,
			"!edgeHub /properties.desired/systemModules/edgeHub -, !edgeAgent /properties.desired/systemModules/edgeAgent -, b /properties.desired/modules/b /properties.desired/modules/b/env, a /properties.desired/modules/a -"},
		{"names in other case", `{"properties.desired":{"SystemModules":{"EDGEAGENT":{}},"Modules":{"M":{}}}}`,
			"!edgeAgent /properties.desired/SystemModules/EDGEAGENT -, M /properties.desired/Modules/M -"},
		{"layered", `{"properties.desired.modules.a":{},"properties.desired.modules.b.env":{},"properties.desired.routes.c":"x"}`,
			"a /properties.desired.modules.a -, b - /properties.desired.modules.b.env"},
		{"module and its env", `{"properties.desired.modules.a":{"env":{}},"properties.desired.modules.a.env":{}}`,
			"a /properties.desired.modules.a /properties.desired.modules.a.env"},
		{"all modules", `{"properties.desired.modules":{"a":{}}}`, "a /properties.desired.modules/a -"},
		{"parts of modules", `{"properties.desired.modules.a.settings":{},"properties.desired.modules.a.env.X":{},"properties.desired.modules.":{}}`, "a - -"},
		{"wrong kinds", `{"properties.desired":{"systemModules":[{}],"modules":"x"},"properties.desired.modules":[{}]}`, ""},
		{"an array", `[{"properties.desired":{}}]`, ""},
		{"names like those of system modules", `{"properties.desired":{"systemModules":{"edgeAgent":{}},"modules":{"edgeAgent":{}," edgeAgent":{}}}}`,
			"!edgeAgent /properties.desired/systemModules/edgeAgent -, edgeAgent /properties.desired/modules/edgeAgent -,  edgeAgent /properties.desired/modules/ edgeAgent -"},
		{"twice", `{"properties.desired":{"modules":{"a":{"x":1},"b":{},"a":{"env":{}}}}}`,
			"a /properties.desired/modules/a /properties.desired/modules/a/env, b /properties.desired/modules/b -"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			pointer := func(n manifest.Node) string {
				if !n.Exists() {
					return "-"
				}
				return strings.TrimPrefix(n.Pointer(), "/modulesContent/$edgeAgent")
			}
			d := parse(t, `{"modulesContent":{"$edgeAgent":`+tt.agent+`}}`).Deployments()[0]
			for _, m := range d.Modules() {
				mark := ""
				if m.System {
					mark = "!"
				}
				got = append(got, mark+m.Name+" "+pointer(m.Node)+" "+pointer(m.Env()))
			}
			if strings.Join(got, ", ") != tt.want {
				t.Errorf("got  %s\nwant %s", strings.Join(got, ", "), tt.want)
			}
		})
	}
}

func TestDeploymentParts(t *testing.T) {
	d := parse(t, `{"$edgeAgent":{"properties.desired":{"systemModules":{"edgeAgent":{}}}},"$edgeHub":{"properties.desired":{"routes":{}}}}`).Deployments()[0]
	for got, want := range map[manifest.Node]string{
		d.Agent():         "/$edgeAgent",
		d.AgentDesired():  "/$edgeAgent/properties.desired",
		d.SystemModules(): "/$edgeAgent/properties.desired/systemModules",
		d.HubDesired():    "/$edgeHub/properties.desired",
	} {
		if got.Pointer() != want {
			t.Errorf("got %s, want %s", got.Pointer(), want)
		}
	}
	if d.Module("edgeAgent") != nil || d.Module("none") != nil || d.System("none") != nil || d.System("edgeAgent") == nil {
		t.Error("system modules and others are mixed up")
	}
}
