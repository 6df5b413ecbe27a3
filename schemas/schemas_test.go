package schemas_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/iotedge-tools/edgeproxy/schemas"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/tidwall/gjson"
)

func TestNames(t *testing.T) {
	want := []string{"config", "configuration", "deployment", "layered", "report", "sites", "template"}
	if diff := cmp.Diff(want, schemas.Names()); diff != "" {
		t.Error(diff)
	}
}

func TestReadUnknown(t *testing.T) {
	for _, name := range []string{"", "deployments", "deployment.json", "source/shared", "../schemas/config"} {
		_, err := schemas.Read(name)
		if err == nil {
			t.Errorf("Read(%q) finds something", name)
			continue
		}
		if !strings.Contains(err.Error(), "config, configuration, deployment, layered, report, sites, template") {
			t.Errorf("Read(%q): %q does not list the schemas", name, err)
		}
	}
}

// TestSchemas compiles every schema, which holds it to the metaschema of its
// draft and resolves its references, and tries it on its own examples.
func TestSchemas(t *testing.T) {
	for _, name := range schemas.Names() {
		t.Run(name, func(t *testing.T) {
			schema := compile(t, name)
			if schema.DraftVersion != 7 {
				t.Errorf("draft %d, want 7", schema.DraftVersion)
			}
			text, _ := schemas.Read(name)
			if got := gjson.GetBytes(text, "$id").Str; got != base+name+".json" {
				t.Errorf("$id is %q", got)
			}
			if schema.Title == "" || schema.Description == "" {
				t.Error("the schema has no title or no description")
			}
			if len(schema.Examples) == 0 {
				t.Error("the schema has no examples")
			}
			for i, example := range schema.Examples {
				for _, c := range complaints(t, schema, example) {
					t.Errorf("example %d: %s", i, c)
				}
			}
		})
	}
}

// TestDefinitions tries every example and default that a definition gives,
// and looks for a title wherever an editor shows one.
func TestDefinitions(t *testing.T) {
	for _, name := range schemas.Names() {
		text, _ := schemas.Read(name)
		compiler := newCompiler(t, name)
		gjson.GetBytes(text, "definitions").ForEach(func(definition, body gjson.Result) bool {
			schema, err := compiler.Compile(base + name + ".json#/definitions/" + definition.Str)
			if err != nil {
				t.Fatal(err)
			}
			tryExamples(t, name+" "+definition.Str, schema)
			body.Get("properties").ForEach(func(member, property gjson.Result) bool {
				if !shown(text, property) {
					t.Errorf("%s: %s in %s has no title", name, member.Str, definition.Str)
				}
				return true
			})
			return true
		})
	}
}

func tryExamples(t *testing.T, where string, schema *jsonschema.Schema) {
	t.Helper()
	examples := schema.Examples
	if schema.Default != nil {
		examples = append(examples[:len(examples):len(examples)], *schema.Default)
	}
	for _, example := range examples {
		for _, c := range complaints(t, schema, example) {
			t.Errorf("%s: example %v: %s", where, example, c)
		}
	}
	for name, property := range schema.Properties {
		tryExamples(t, where+" "+name, property)
	}
}

// shown reports whether an editor has a title to show for a property. One that
// says nothing of the value's type only adds to another definition.
func shown(text []byte, property gjson.Result) bool {
	if ref, ok := strings.CutPrefix(property.Get("$ref").Str, "#/"); ok {
		property = gjson.GetBytes(text, strings.ReplaceAll(ref, "/", "."))
	}
	return property.Get("title").Exists() || !property.Get("type").Exists()
}
