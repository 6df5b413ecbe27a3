package structure

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/tidwall/gjson"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/schemas"
)

// base is a deployment with one module, whose text is given.
func base(module string) string {
	return `{"modulesContent": {"$edgeAgent": {"properties.desired": {"schemaVersion": "1.1", "runtime": {"type": "docker"},
		"systemModules": {"edgeAgent": {"type": "docker", "settings": {"image": "agent"}}}, "modules": {"m": ` + module + `}}}}}`
}

// good are the members that a module needs.
const good = `"type": "docker", "status": "running", "settings": {"image": "m"}`

func parse(t *testing.T, text string) *manifest.Document {
	t.Helper()
	doc, err := manifest.Parse([]byte(text))
	if err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return doc
}

// inText writes faults as "pointer: what".
func inText(faults []Fault) []string {
	var found []string
	for _, f := range faults {
		what := f.Is + " / " + f.Want
		if len(f.Missing) > 0 {
			what = "needs " + strings.Join(f.Missing, ", ")
		}
		found = append(found, f.Node.Pointer()+": "+what)
	}
	return found
}

func TestFaults(t *testing.T) {
	const m = "/modulesContent/$edgeAgent/properties.desired/modules/m"
	const oneTag = "the name of an image with at most one tag or digest"
	for _, c := range []struct {
		name, module string
		want         []string
	}{
		{"none", `{` + good + `}`, nil},
		{"none, but the validator must say so", `{` + good + `, "restartPolicy": "On-Failure", "startupOrder": "7"}`, nil},
		{"last of two keys counts", `{"type": 1, ` + good + `, "env": [], "env": {}}`, nil},
		{"last of two keys is wrong", `{` + good + `, "type": 1}`, []string{m + `/type: 1 / "docker"`}},
		{"missing", `{}`, []string{m + ": needs settings, status, type"}},
		{"missing and wrong", `{"status": "x", "settings": {}}`, []string{
			m + ": needs type", m + `/status: "x" / "running" or "stopped"`, m + "/settings: needs image"}},
		{"kind", `[]`, []string{m + ": an array / an object"}},
		{"kinds", `{` + good + `, "version": {}}`, []string{m + "/version: an object / a string, a number or a boolean"}},
		{"kind is no text", `{` + good + `, "env": {"A": {"value": ["secret"]}}}`, []string{
			m + "/env/A/value: an array / a string, a number or a boolean"}},
		{"word", `{` + good + `, "restartPolicy": "on-failured"}`, []string{
			m + `/restartPolicy: "on-failured" / "never", "on-failure", "on-unhealthy" or "always"`}},
		{"word is null", `{` + good + `, "imagePullPolicy": null}`, []string{m + `/imagePullPolicy: null / "on-create" or "never"`}},
		{"word is long", `{` + good + `, "restartPolicy": "` + strings.Repeat("x", 40) + `"}`, []string{
			m + `/restartPolicy: a string / "never", "on-failure", "on-unhealthy" or "always"`}},
		{"word is a proxy", `{` + good + `, "restartPolicy": "http://u:secret@p:3128"}`, []string{
			m + `/restartPolicy: "http://***@p:3128" / "never", "on-failure", "on-unhealthy" or "always"`}},
		{"number too low", `{` + good + `, "startupOrder": -1}`, []string{m + "/startupOrder: -1 / at least 0"}},
		{"number too high", `{` + good + `, "startupOrder": 4294967296}`, []string{m + "/startupOrder: 4294967296 / at most 4294967295"}},
		{"number with a fraction", `{` + good + `, "startupOrder": 1.5}`, []string{m + "/startupOrder: 1.5 / a whole number"}},
		{"number is a text", `{` + good + `, "startupOrder": "first"}`, []string{m + `/startupOrder: "first" / a whole number`}},
		{"number beyond all limits", `{` + good + `, "startupOrder": 1e999999999}`, []string{m + "/startupOrder: 1e999999999 / at most 4294967295"}},
		{"number of many digits", `{` + good + `, "startupOrder": ` + strings.Repeat("9", 100_000) + `}`, []string{
			m + "/startupOrder: a number / at most 4294967295"}},
		{"names in another case", `{"Type": "docker", "STATUS": "running", "Settings": {"Image": "a", "createoptions": "{}"}, "Env": {"A": {"VALUE": "1"}}}`, nil},
		{"word under a name in another case", `{` + good + `, "RestartPolicy": "sometimes"}`, []string{
			m + `/RestartPolicy: "sometimes" / "never", "on-failure", "on-unhealthy" or "always"`}},
		{"settings in another case", `{"type": "docker", "status": "running", "SETTINGS": {"iage": "a"}}`, []string{m + "/SETTINGS: needs image"}},
		{"env in another case", `{` + good + `, "ENV": {"Value": null, "Env": {"Value": {}}}}`, []string{
			m + "/ENV/Value: null / an object", m + "/ENV/Env/Value: an object / a string, a number or a boolean"}},
		{"last of two cases counts", `{` + good + `, "Env": [], "env": {}}`, nil},
		{"image", `{"type": "docker", "status": "running", "settings": {"image": "a:b@c:d"}}`, []string{
			m + "/settings/image: a string of another form / " + oneTag}},
		{"image is blank", `{"type": "docker", "status": "running", "settings": {"image": " "}}`, []string{
			m + "/settings/image: blank / " + oneTag}},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := parse(t, base(c.module))
			if diff := cmp.Diff(c.want, inText(Faults(doc, doc.Deployments()[0]))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestForms tries something wrong in each form.
func TestForms(t *testing.T) {
	const agent = `{"schemaVersion": "1.1", "runtime": {"type": "docker"}, "systemModules": {}, "modules": {"m": 1}}`
	const content = `{"$edgeAgent": {"properties.desired": ` + agent + `}}`
	const layer = `{"$edgeAgent": {"properties.desired.modules.m": 1, "properties.desired.systemModules.edgeHub": {}}}`
	const agentModule = "/$edgeAgent/properties.desired/modules/m: a number / an object"
	const layers = "/$edgeAgent/properties.desired.modules.m: a number / an object"
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"modules content", `{"modulesContent": ` + content + `}`, []string{"/modulesContent" + agentModule}},
		{"legacy", `{"moduleContent": ` + content + `}`, []string{"/moduleContent" + agentModule}},
		{"content", `{"content": {"modulesContent": ` + content + `}}`, []string{"/content/modulesContent" + agentModule}},
		{"bare map", content, []string{agentModule}},
		{"twin", `{"properties": {"desired": ` + agent + `}}`, []string{"/properties/desired/modules/m: a number / an object"}},
		{"IoT Central", `{"deploymentManifest": {"modulesContent": ` + content + `}}`, []string{"/deploymentManifest/modulesContent" + agentModule}},
		{"layer in IoT Central", `{"deploymentManifest": {"modulesContent": ` + layer + `}}`, []string{"/deploymentManifest/modulesContent" + layers}},
		{"configuration", `{"id": "a", "priority": "x", "content": {"modulesContent": ` + content + `}}`, []string{
			`/priority: "x" / a whole number`, "/content/modulesContent" + agentModule}},
		{"configurations", `[{"id": 1, "content": {"modulesContent": ` + content + `}}]`, []string{
			"/0/id: a number / a string", "/0/content/modulesContent" + agentModule}},
		{"layer", `{"content": {"modulesContent": ` + layer + `}}`, []string{
			"/content/modulesContent" + layers,
			"/content/modulesContent/$edgeAgent/properties.desired.systemModules.edgeHub:  / "}},
		{"template", `{"$schema-template": "4.0.0", "modulesContent": ` + content + `}`, []string{"/modulesContent" + agentModule}},
		{"template of a layer", `{"$schema-template": "4.0.0", "modulesContent": ` + layer + `}`, []string{"/modulesContent" + layers}},
		{"template of a twin", `{"$schema-template": "4.0.0", "properties": {"desired": ` + agent + `}}`, []string{
			"/properties/desired/modules/m: a number / an object"}},
		{"template of a configuration", `{"$schema-template": "4.0.0", "id": "a", "priority": "${P}", "content": {"modulesContent": ` + content + `}}`, []string{
			"/content/modulesContent" + agentModule}},
		{"template of IoT Central", `{"$schema-template": "4.0.0", "deploymentManifest": {"modulesContent": ` + content + `}}`, []string{
			"/deploymentManifest/modulesContent" + agentModule}},
		{"content without modules content", `{"content": ` + content + `}`, []string{"/content: needs modulesContent"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := parse(t, c.text)
			if diff := cmp.Diff(c.want, inText(Faults(doc, doc.Deployments()[0]))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestPatterns holds the words for patterns to the schemas: there are words
// for every one that is not the second form of a value that may have several.
func TestPatterns(t *testing.T) {
	var walk func(where string, at gjson.Result)
	walk = func(where string, at gjson.Result) {
		if p := at.Get("pattern"); p.Type == gjson.String && !strings.Contains(where, "/anyOf/") && !strings.Contains(where, "/if/") && !strings.HasSuffix(where, "/placeholder") {
			if !slices.Contains([]string{notBlank, imageForm}, p.Str) {
				t.Errorf("no words for the pattern %s at %s", p.Str, where)
			}
		}
		at.ForEach(func(key, value gjson.Result) bool {
			if value.IsObject() || value.IsArray() {
				walk(where+"/"+key.String(), value)
			}
			return true
		})
	}
	for _, name := range []string{"deployment", "layered", "template", "configuration"} {
		text, err := schemas.Read(name)
		if err != nil {
			t.Fatal(err)
		}
		walk(name, gjson.ParseBytes(text))
	}
}

// TestManyFaults: the time grows with the document and not with its square.
func TestManyFaults(t *testing.T) {
	var modules []string
	for i := range 5000 {
		modules = append(modules, fmt.Sprintf(`"m%d": {}`, i))
	}
	doc := parse(t, strings.Replace(base("0"), `"m": 0`, strings.Join(modules, ","), 1))
	faults := Faults(doc, doc.Deployments()[0])
	if len(faults) != 5000 {
		t.Errorf("%d faults, expected 5000", len(faults))
	}
	if !slices.IsSortedFunc(faults, func(a, b Fault) int { return a.Node.Span().Start - b.Node.Span().Start }) {
		t.Error("the faults are not in the order of the document")
	}
}
