package schemas_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/schemas"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

const base = "https://github.com/iotedge-tools/edgeproxy/schemas/"

// noLoader refuses to fetch anything.
type noLoader struct{}

func (noLoader) Load(url string) (any, error) { return nil, fmt.Errorf("%s would be fetched", url) }

// newCompiler returns a compiler that knows the schema with the given name.
func newCompiler(t *testing.T, name string) *jsonschema.Compiler {
	t.Helper()
	text, err := schemas.Read(name)
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.UseLoader(noLoader{})
	compiler.AssertFormat()
	if err := compiler.AddResource(base+name+".json", decode(t, string(text))); err != nil {
		t.Fatal(err)
	}
	return compiler
}

// compile compiles the schema with the given name, or the part of it that a
// fragment such as "deployment#/definitions/modulesContent" names.
func compile(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	name, fragment, _ := strings.Cut(name, "#")
	schema, err := newCompiler(t, name).Compile(base + name + ".json#" + fragment)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func decode(t *testing.T, text string) any {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(text)))
	if err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return doc
}

// complaints lists what the schema has to say about doc, as "pointer: message",
// sorted and without repetitions.
func complaints(t *testing.T, schema *jsonschema.Schema, doc any) []string {
	t.Helper()
	err := schema.Validate(doc)
	record(t, schema.Location, doc, err == nil)
	if err == nil {
		return nil
	}
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		t.Fatal(err)
	}
	found := leaves(invalid)
	slices.Sort(found)
	return slices.Compact(found)
}

// leaves walks to the causes. Of the forms that a value may have, only the
// first one's complaint counts, as the package comment promises.
func leaves(err *jsonschema.ValidationError) []string {
	causes := err.Causes
	switch err.ErrorKind.(type) {
	case *kind.AnyOf:
		causes = causes[:1]
	case *kind.PropertyNames:
		causes = nil // a name has no place of its own
	}
	if len(causes) == 0 {
		return []string{pointer(err.InstanceLocation) + ": " + message(err)}
	}
	var found []string
	for _, cause := range causes {
		found = append(found, leaves(cause)...)
	}
	return found
}

func pointer(location []string) string {
	var b strings.Builder
	for _, part := range location {
		b.WriteString("/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(part))
	}
	return b.String()
}

// message tells apart what tests care about, without the validator's wording.
func message(err *jsonschema.ValidationError) string {
	switch k := err.ErrorKind.(type) {
	case *kind.Required:
		return "needs " + strings.Join(k.Missing, ", ")
	case *kind.AdditionalProperties:
		return "unknown " + strings.Join(k.Properties, ", ")
	case *kind.FalseSchema:
		return "not allowed"
	}
	return strings.Join(err.ErrorKind.KeywordPath(), "/")
}

// edit is one change of a document: the value at a pointer is set, or removed
// if value is empty.
type edit struct{ pointer, value string }

// edited returns doc with the edits made. Objects on the way are created.
func edited(t *testing.T, doc any, edits ...edit) any {
	t.Helper()
	for _, e := range edits {
		if e.pointer == "" {
			doc = decode(t, e.value)
			continue
		}
		parts := strings.Split(e.pointer[1:], "/")
		at := doc
		for _, part := range parts[:len(parts)-1] {
			switch v := at.(type) {
			case map[string]any:
				if v[part] == nil {
					v[part] = map[string]any{}
				}
				at = v[part]
			case []any:
				i, err := strconv.Atoi(part)
				if err != nil {
					t.Fatal(err)
				}
				at = v[i]
			}
		}
		members, ok := at.(map[string]any)
		if !ok {
			t.Fatalf("%s: no object there", e.pointer)
		}
		if last := parts[len(parts)-1]; e.value == "" {
			delete(members, last)
		} else {
			members[last] = decode(t, e.value)
		}
	}
	return doc
}
