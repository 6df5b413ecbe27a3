package manifest

import (
	"slices"
	"strings"
	"testing"
)

// plainModule is a module with all that a plain one may have.
const plainModule = `{"type": "docker", "status": "running", "restartPolicy": "on-failure", "imagePullPolicy": "never", "startupOrder": 20, "version": "1.0",
	"settings": {"image": "r.example.com:5000/a/b:1.0", "createOptions": "{}"}, "env": {"A": {"value": "x"}, "b-2": {"value": 1}, "C": {"value": true}}}`

// deploymentOf is a deployment with one module.
func deploymentOf(module string) string {
	return `{"modulesContent": {"$edgeAgent": {"properties.desired": {"systemModules": {}, "modules": {"m": ` + module + `}}}}}`
}

// TestPlain changes a plain module in one place: it either stays plain or not.
func TestPlain(t *testing.T) {
	long := strings.Repeat("x", 5000)
	for _, c := range []struct {
		was, is string
		plain   bool
	}{
		{"", "", true},
		{`"imagePullPolicy": "never", `, ``, true},
		{`:1.0"`, `"`, true},
		{`"r.example.com:5000/a/b:1.0"`, `"$upstream:443/a${X}:1.0-${TAG}"`, true},
		{`"value": "x"`, `"value": "\u0041\\"`, true},
		{`, "env": {`, `, "env": {}, "x": {`, false},
		{`"type"`, `"Type"`, false},
		{`"type"`, `"t\u0079pe"`, false},
		{`"status": "running", `, ``, false},
		{`"running"`, `"Running"`, false},
		{`"running"`, `"running", "status": "running"`, false},
		{`"on-failure"`, `"${POLICY}"`, false},
		{`20`, `-1`, false},
		{`20`, `1e3`, false},
		{`20`, `1000000000`, false},
		{`"1.0",`, `1,`, false},
		{`"1.0",`, `"` + long + `",`, false},
		{`"createOptions"`, `"createOptions01"`, false},
		{`"{}"`, `{}`, false},
		{`"{}"`, `null`, false},
		{`"{}"`, `"{}", "digest": ""`, false},
		{`"{}"`, `"{}", "createOptions": "{}"`, false},
		{`"image"`, `"Image"`, false},
		{`b:1.0"`, `"`, false},
		{`b:1.0"`, `b:"`, false},
		{`b:1.0"`, `b:1:0"`, false},
		{`b:1.0"`, `b:\u0031"`, false},
		{`"r.example`, `" r.example`, false},
		{`"A": {`, `"": {`, false},
		{`"A": {`, `"A.B": {`, false},
		{`"A": {`, `"A=B": {`, false},
		{`"A": {`, `"C": {`, false},
		{`"A": {`, `"\u0041": {`, false},
		{`"A": {`, `"` + long + `": {`, false},
		{`"value": "x"`, ``, false},
		{`"value": "x"`, `"Value": "x"`, false},
		{`"value": "x"`, `"value": "x", "x": 1`, false},
		{`"value": "x"`, `"value": null`, false},
		{`"value": "x"`, `"value": {}`, false},
		{`"value": "x"`, `"value": 1.5`, false},
		{`"value": "x"`, `"value": 1234567890123456`, false},
		{`{"value": "x"}`, `"x"`, false},
		{`{"value": "x"}`, `["x"]`, false},
		{plainModule, `null`, false},
		{plainModule, `[` + plainModule + `]`, false},
	} {
		module := strings.Replace(plainModule, c.was, c.is, 1)
		if module == plainModule && c.was != "" {
			t.Errorf("%s does not stand in the module", c.was)
		}
		doc, err := Parse([]byte(deploymentOf(module)))
		if err != nil {
			t.Fatal(err)
		}
		m := doc.Deployments()[0].Module("m")
		if m.Plain() != c.plain || doc.IsPlainModule(m.Node) != c.plain {
			t.Errorf("%s in the place of %s: plain is %t", c.is, c.was, m.Plain())
		}
	}
}

// TestPlainLayered: what a layered deployment adds to a module by keys of their own is
// not looked at, so that the module is not plain.
func TestPlainLayered(t *testing.T) {
	for _, more := range []string{"", `, "properties.desired.modules.m.env": {"X": {"value": "y"}}`, `, "properties.desired.modules.m.env.X": {"value": "y"}`} {
		doc, err := Parse([]byte(`{"modulesContent": {"$edgeAgent": {"properties.desired.modules.m": ` + plainModule + more + `}}}`))
		if err != nil {
			t.Fatal(err)
		}
		if m := doc.Deployments()[0].Module("m"); m.Plain() != (more == "") {
			t.Errorf("with %q: plain is %t", more, m.Plain())
		}
	}
}

// TestOddObjects: they are all objects but those of plain modules.
func TestOddObjects(t *testing.T) {
	doc, err := Parse([]byte(strings.Replace(deploymentOf(plainModule), `"m": `, `"odd": {"env": {"a": {}}}, "m": `+plainModule+`, "n": `, 1)))
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for n := range doc.OddObjects() {
		keys = append(keys, n.Key())
	}
	if want := []string{"", "modulesContent", "$edgeAgent", "properties.desired", "systemModules", "modules", "odd", "env", "a"}; !slices.Equal(keys, want) {
		t.Errorf("%q, expected %q", keys, want)
	}
}
