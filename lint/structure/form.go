package structure

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/schemas"
)

// form is a schema, or a definition in one, together with its shape in the quick
// check.
type form struct {
	shape  shape
	schema func() *schema // compiled at the first call
}

// schema is a compiled schema: a validator, which judges, and what explains its
// verdict.
type schema struct {
	root      *jsonschema.Schema
	validator *jsonschema.Resolved
	explain   *explainer
}

// The forms of deployments. They never change, except that each compiles its schema
// when the first document needs it.
var (
	baseForm          = newForm("deployment", "", &baseRoot)
	baseContentForm   = newForm("deployment", "/definitions/modulesContent", &content)
	agentForm         = newForm("deployment", "/definitions/agentDesired", &agentDesired)
	layeredForm       = newForm("layered", "", &root)
	layeredContent    = newForm("layered", "/definitions/modulesContent", &content)
	templateForm      = newForm("template", "", &root)
	templateContent   = newForm("template", "/definitions/modulesContent", &content)
	templateAgentForm = newForm("template", "/definitions/agentDesired", &agentDesired)
	configurationForm = newForm("configuration", "/definitions/configuration", &configuration)
)

// formOf is the form that a deployment must have, and the value that must have it. A
// template may hold placeholders whatever its kind is, and only the schema of templates
// knows them.
func formOf(d *manifest.Deployment, template bool) (*form, manifest.Node) {
	choose := func(plain, filledIn *form) *form {
		if template {
			return filledIn
		}
		return plain
	}
	layered := d.Kind == manifest.Layered
	switch {
	case d.Shape == manifest.Twin:
		return choose(agentForm, templateAgentForm), d.AgentDesired()
	case (d.Shape == manifest.Central || !d.Agent().Exists()) && layered:
		return choose(layeredContent, templateContent), d.Content
	case d.Shape == manifest.Central:
		return choose(baseContentForm, templateContent), d.Content
	case d.Shape == manifest.Configuration:
		return choose(configurationForm, templateForm), d.Root
	case layered:
		return choose(layeredForm, templateForm), d.Root
	}
	return choose(baseForm, templateForm), d.Root
}

func newForm(name, definition string, s shape) *form {
	return &form{s, sync.OnceValue(func() *schema { return compile(name, definition) })}
}

// compile compiles a schema of ours or a definition in it. Nothing is ever
// fetched: a schema refers to nothing but itself.
func compile(name, definition string) *schema {
	s, err := tryCompile(name, definition)
	if err != nil {
		panic(fmt.Sprintf("schema %s: %v", name, err)) // the schemas are built in, and tested
	}
	return s
}

func tryCompile(name, definition string) (*schema, error) {
	text, err := schemas.Read(name)
	if err != nil {
		return nil, err
	}
	var root jsonschema.Schema
	if err := json.Unmarshal(text, &root); err != nil {
		return nil, err
	}
	top := &root
	if definition != "" {
		top = &jsonschema.Schema{
			Schema:      root.Schema,
			Definitions: root.Definitions,
			AllOf:       []*jsonschema.Schema{{Ref: "#" + definition}},
		}
		if root.Definitions[strings.TrimPrefix(definition, "/definitions/")] == nil {
			return nil, fmt.Errorf("there is no definition %s", definition)
		}
	}
	validator, err := top.Resolve(nil)
	if err != nil {
		return nil, err
	}
	return &schema{top, validator, &explainer{definitions: root.Definitions}}, nil
}
