package rules

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// azRich are twins in which every member stands that the az CLI's schemas know.
var azRich = map[string]string{
	"agent": `{"properties.desired": {"schemaVersion": "1.1",
		"runtime": {"type": "docker", "settings": {"minDockerVersion": "v1.25", "loggingOptions": "",
			"registryCredentials": {"r": {"address": "example.azurecr.io", "username": "u", "password": "p"}}}},
		"systemModules": {
			"edgeAgent": {"type": "docker", "imagePullPolicy": "never", "settings": {"image": "a", "createOptions": "{}"}, "env": {"A": {"value": "x"}}},
			"edgeHub": {"type": "docker", "imagePullPolicy": "on-create", "status": "running", "restartPolicy": "always", "startupOrder": 0,
				"settings": {"image": "h", "createOptions": "{}"}, "env": {"A": {"value": 1}}}},
		"modules": {"m": {"version": "1.0", "type": "docker", "imagePullPolicy": "never", "status": "stopped", "restartPolicy": "on-failure", "startupOrder": 4294967295,
			"settings": {"image": "m", "createOptions": "{}"}, "env": {"A": {"value": true}}}}}}`,
	"hub":                        `{"properties.desired": {"schemaVersion": "1.1", "routes": {"r": "FROM /* INTO $upstream"}, "storeAndForwardConfiguration": {"timeToLiveSecs": 7200}}}`,
	"hub with routes as objects": `{"properties.desired": {"schemaVersion": "1.1", "routes": {"r": {"route": "FROM /* INTO $upstream", "priority": 9, "timeToLiveSecs": 0}}}}`,
	"hub with a broker": `{"properties.desired": {"schemaVersion": "1.2", "routes": {}, "mqttBroker": {
		"bridges": [{"endpoint": "$upstream", "settings": [{"direction": "in", "topic": "t", "inPrefix": "", "outPrefix": ""}]}],
		"authorizations": [{"identities": ["{{iot:identity}}"], "allow": [{"operations": ["mqtt:connect"], "resources": ["r"]}], "deny": []}]}}}`,
}

// Values and names that are put in the place of those in azRich.
var (
	azValues = []string{`null`, `true`, `0`, `-1`, `10`, `1.5`, `4294967296`, `99999999999999999999`, `""`, `" "`, `"x"`, `"a b"`, `"a\nb"`, `"docker"`, `"running"`,
		`"never"`, `"on-create"`, `"out"`, `[]`, `[0]`, `{}`, `{"route": "x", "y": 1}`, `{"value": null}`, `{"x": {"value": "y"}}`}
	azNames = []string{"", "x", "X_-9", "a+b", "a#b", "a$b", "a.b", "a b", "m/x", "ä", "createOptions", "createoptions01", "createOptions1x", "CreateOptions",
		"status", "version", "startupOrder", "imagePullPolicy", "digest", "storeLimits", "modules", "properties.desired", "properties.desired.routes.r"}
)

// TestAzSchema holds the verdict on thousands of twins to that of a validator
// with the az CLI's schemas.
func TestAzSchema(t *testing.T) {
	for module, versions := range map[string]azSchema{"agent": azAgentSchema, "hub": azHubSchema} {
		for version, form := range versions {
			t.Run(module+" "+version, func(t *testing.T) {
				schema := compileAz(t, "testdata/az/"+module+"-"+version+".json")
				refused, all := 0, 0
				for name, rich := range azRich {
					if name[:3] != module[:3] {
						continue
					}
					for _, twin := range azMutations(t, rich) {
						if all++; agreesAz(t, form(), schema, twin) {
							refused++
						}
					}
				}
				if refused == 0 || refused == all {
					t.Errorf("%d of %d twins are refused: expected some, not all", refused, all)
				}
			})
		}
	}
}

func compileAz(t *testing.T, file string) *jsonschema.Schema {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource(file, decoded); err != nil {
		t.Fatal(err)
	}
	return compiler.MustCompile(file)
}

// agreesAz compares both verdicts on a twin, and reports whether it is refused.
func agreesAz(t *testing.T, form *azForm, schema *jsonschema.Schema, twin []byte) bool {
	t.Helper()
	doc, err := manifest.Parse(twin)
	if err != nil {
		t.Fatal(err)
	}
	instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(twin))
	if err != nil {
		t.Fatal(err)
	}
	faults, invalid := form.faults(doc, doc.Root()), schema.Validate(instance)
	if (len(faults) == 0) != (invalid == nil) {
		t.Errorf("faults %+v, but the schema says %v of\n%s", faults, invalid, twin)
	}
	return invalid != nil
}

// azMutations are a twin and all that come of it if one value or one name
// changes, or one member goes or comes.
func azMutations(t *testing.T, twin string) [][]byte {
	t.Helper()
	var root any
	if err := json.Unmarshal([]byte(twin), &root); err != nil {
		t.Fatal(err)
	}
	all := [][]byte{[]byte(twin)}
	keep := func() {
		text, err := json.Marshal(root)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, text)
	}
	var walk func(n any, set func(any))
	walk = func(n any, set func(any)) {
		for _, value := range azValues {
			set(json.RawMessage(value))
			keep()
		}
		set(n)
		switch n := n.(type) {
		case []any:
			for i := range n {
				walk(n[i], func(v any) { n[i] = v })
			}
		case map[string]any:
			for _, key := range slices.Sorted(maps.Keys(n)) {
				old := n[key]
				delete(n, key)
				keep()
				for _, name := range azNames {
					if _, taken := n[name]; !taken && name != key {
						n[name] = old
						keep()
						delete(n, name)
					}
				}
				n[key] = old
				walk(old, func(v any) { n[key] = v })
			}
			for _, name := range azNames {
				if _, taken := n[name]; !taken {
					n[name] = "x"
					keep()
					delete(n, name)
				}
			}
		}
	}
	walk(root, func(v any) { root = v })
	return all
}
