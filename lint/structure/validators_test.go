package structure

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/tidwall/gjson"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/schemas"
)

// second is a second opinion: another validator, which passes all of the suite
// of draft-07 but costs every program that links it some milliseconds at start.
type second map[*form]*jsonschema.Schema

func newSecond(t testing.TB) second {
	t.Helper()
	compiled := second{}
	for f, place := range map[*form][2]string{
		baseForm:          {"deployment", ""},
		baseContentForm:   {"deployment", "/definitions/modulesContent"},
		agentForm:         {"deployment", "/definitions/agentDesired"},
		layeredForm:       {"layered", ""},
		layeredContent:    {"layered", "/definitions/modulesContent"},
		templateForm:      {"template", ""},
		templateContent:   {"template", "/definitions/modulesContent"},
		templateAgentForm: {"template", "/definitions/agentDesired"},
		configurationForm: {"configuration", "/definitions/configuration"},
	} {
		text, err := schemas.Read(place[0])
		if err != nil {
			t.Fatal(err)
		}
		decoded, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		compiler := jsonschema.NewCompiler()
		compiler.UseLoader(noLoader{})
		if err := compiler.AddResource(place[0], decoded); err != nil {
			t.Fatal(err)
		}
		if compiled[f], err = compiler.Compile(place[0] + "#" + place[1]); err != nil {
			t.Fatal(err)
		}
	}
	return compiled
}

type noLoader struct{}

func (noLoader) Load(url string) (any, error) { return nil, fmt.Errorf("%s is not built in", url) }

// agree holds the verdict on each deployment of a document to that of the
// validators. It reports how many deployments were refused.
func (s second) agree(t *testing.T, doc *manifest.Document) (refused int) {
	t.Helper()
	for _, d := range doc.Deployments() {
		f, n := formOf(d, doc.Template())
		first := f.schema().validator.Validate(instance(n))
		other := s[f].Validate(instance(n))
		explained := f.schema().explain.faults(nil, f.schema().root, n)
		if (first == nil) != (other == nil) || (first == nil) != (len(explained) == 0) {
			t.Errorf("one validator says %v\nthe other one says %v\nexplained: %q\n%s", first, other, inText(explained), doc.Bytes())
		}
		if first != nil {
			refused++
		}
	}
	return refused
}

// TestValidatorsAgree tries the mutations of TestQuickCheck. All of them would
// take a minute: each value is changed in some of the ways.
func TestValidatorsAgree(t *testing.T) {
	step := 13
	if testing.Short() {
		step = 97
	}
	other := newSecond(t)
	refused := 0
	for i, seed := range seeds() {
		doc, err := manifest.Parse([]byte(seed))
		if err != nil {
			t.Fatal(err)
		}
		for k, n := range nodes(doc.Root(), manifest.MaxDepth) {
			for how := (k + i) % step; how < mutations(); how += step {
				if changed, err := manifest.Parse([]byte(mutate([]byte(seed), n, how))); err == nil {
					refused += other.agree(t, changed)
				}
			}
		}
	}
	if refused < 500 {
		t.Errorf("only %d deployments were refused", refused)
	}
}

// FuzzValidatorsAgree goes on from there.
func FuzzValidatorsAgree(f *testing.F) {
	other := newSecond(f)
	for _, seed := range seeds() {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		if doc, err := manifest.Parse(src); err == nil && len(src) < 1<<16 {
			other.agree(t, doc)
		}
	})
}

// TestKeywords: the schemas of deployments use no keyword that the explainer
// does not know.
func TestKeywords(t *testing.T) {
	known := map[string]bool{}
	for _, k := range strings.Fields(`$schema $id $ref $comment title description examples default readOnly definitions
		type enum minimum maximum pattern allOf anyOf not if then
		required properties patternProperties additionalProperties propertyNames items`) {
		known[k] = true
	}
	var walk func(where string, s gjson.Result)
	walk = func(where string, s gjson.Result) {
		s.ForEach(func(key, value gjson.Result) bool {
			at := where + "/" + key.Str
			switch {
			case s.IsArray():
				walk(where, value)
			case !known[key.Str]:
				t.Errorf("the explainer does not know the keyword %s", at)
			case key.Str == "propertyNames" && !value.Get("not.pattern").Exists():
				t.Errorf("the explainer knows another form of %s only", at)
			case key.Str == "properties" || key.Str == "patternProperties" || key.Str == "definitions":
				value.ForEach(func(name, inner gjson.Result) bool {
					if inner.IsObject() { // it may be false
						walk(at+"/"+name.Str, inner)
					}
					return true
				})
			case key.Str != "default" && value.IsObject() || value.IsArray() && (key.Str == "allOf" || key.Str == "anyOf"):
				walk(at, value)
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
