package structure

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/google/jsonschema-go/jsonschema"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// explainer says what a schema refuses in a value, and where. The validator gives only
// one sentence, about the first fault that it meets.
//
// The explainer walks over the schema and the value together, and knows the keywords
// that the schemas of this project use. TestKeywords finds any other keyword, and
// TestValidatorsAgree compares the verdicts with those of two validators.
type explainer struct {
	definitions map[string]*jsonschema.Schema
	patterns    sync.Map // the regular expressions of the schema, by their text
}

// faults adds the faults that the schema finds to those found before, in no certain
// order.
func (e *explainer) faults(found []Fault, s *jsonschema.Schema, n manifest.Node) []Fault {
	if s.Ref != "" { // draft-07: keywords beside $ref do not count
		return e.faults(found, e.definitions[strings.TrimPrefix(s.Ref, "#/definitions/")], n)
	}
	if refusesAll(s) {
		return append(found, Fault{Node: n})
	}
	found = e.ofValue(found, s, n)
	for _, all := range s.AllOf {
		found = e.faults(found, all, n)
	}
	if len(s.AnyOf) > 0 && !slices.ContainsFunc(s.AnyOf, func(form *jsonschema.Schema) bool { return e.accepts(form, n) }) {
		// Of the forms that a value may have, only the first one's complaint
		// counts, as package schemas promises.
		found = e.faults(found, s.AnyOf[0], n)
	}
	if s.Not != nil && e.accepts(s.Not, n) {
		found = append(found, Fault{Node: n, Is: n.Kind().String(), Want: "a value that the schema allows (not)"})
	}
	if s.If != nil && s.Then != nil && e.accepts(s.If, n) {
		found = e.faults(found, s.Then, n)
	}
	switch n.Kind() {
	case manifest.Object:
		found = e.ofMembers(found, s, n)
	case manifest.Array:
		if s.Items != nil {
			for item := range n.Children() {
				found = e.faults(found, s.Items, item)
			}
		}
	}
	return found
}

func (e *explainer) accepts(s *jsonschema.Schema, n manifest.Node) bool {
	return len(e.faults(nil, s, n)) == 0
}

// refusesAll reports whether a schema is false, which the library keeps as
// "not anything".
func refusesAll(s *jsonschema.Schema) bool {
	return s.Not != nil && s.Not.Type == "" && s.Not.Types == nil && s.Not.Ref == "" && s.Not.Pattern == "" && s.Not.PropertyNames == nil
}

// ofValue adds what is wrong with the value itself.
func (e *explainer) ofValue(found []Fault, s *jsonschema.Schema, n manifest.Node) []Fault {
	refuse := func(is, want string) { found = append(found, Fault{Node: n, Is: is, Want: want}) }
	kinds := s.Types
	if s.Type != "" {
		kinds = []string{s.Type}
	}
	if len(kinds) > 0 && !slices.ContainsFunc(kinds, func(kind string) bool { return isKind(n, kind) }) {
		is := n.Kind().String()
		if slices.Contains(kinds, "integer") {
			is = inWords(n)
		}
		refuse(is, kindsInWords(kinds))
	}
	if s.Enum != nil && !slices.ContainsFunc(s.Enum, func(word any) bool { return hasText(n) && word == textOf(n) }) {
		refuse(inWords(n), quoteAll(s.Enum))
	}
	if n.Kind() == manifest.Number {
		switch value := exactly(n); {
		case s.Minimum != nil && value.Cmp(new(big.Rat).SetFloat64(*s.Minimum)) < 0:
			refuse(inWords(n), "at least "+inDigits(*s.Minimum))
		case s.Maximum != nil && value.Cmp(new(big.Rat).SetFloat64(*s.Maximum)) > 0:
			refuse(inWords(n), "at most "+inDigits(*s.Maximum))
		}
	}
	if s.Pattern != "" && hasText(n) && !e.matches(s.Pattern, textOf(n)) {
		refuse(patternInWords(n, s.Pattern))
	}
	return found
}

// ofMembers adds what an object lacks, and what is wrong with its members.
// If a key stands twice, the last one counts, as on the device.
func (e *explainer) ofMembers(found []Fault, s *jsonschema.Schema, n manifest.Node) []Fault {
	if len(s.Required) == 0 && s.Properties == nil && s.PatternProperties == nil && s.AdditionalProperties == nil && s.PropertyNames == nil {
		return found
	}
	members := make(map[string]manifest.Node, n.Len())
	for c := range n.Children() {
		members[nameOf(c)] = c
	}
	for key, c := range members {
		found = e.ofMember(found, s, key, c)
		if s.PropertyNames != nil && !e.acceptsName(s.PropertyNames, key) {
			found = append(found, Fault{Node: n, Is: "an object", Want: "no member of that name"})
		}
	}
	var missing []string
	for _, key := range s.Required {
		if _, ok := members[key]; !ok {
			missing = append(missing, key)
		}
	}
	if missing != nil {
		found = append(found, Fault{Node: n, Missing: missing})
	}
	return found
}

func (e *explainer) ofMember(found []Fault, s *jsonschema.Schema, key string, value manifest.Node) []Fault {
	property, known := s.Properties[key]
	if known {
		found = e.faults(found, property, value)
	}
	for pattern, property := range s.PatternProperties {
		if e.matches(pattern, key) {
			known = true
			found = e.faults(found, property, value)
		}
	}
	if !known && s.AdditionalProperties != nil {
		found = e.faults(found, s.AdditionalProperties, value)
	}
	return found
}

// acceptsName holds a member's name to the only form of propertyNames that the
// schemas use: {"not": {"pattern": …}}.
func (e *explainer) acceptsName(s *jsonschema.Schema, name string) bool {
	return s.Not == nil || !e.matches(s.Not.Pattern, name)
}

func (e *explainer) matches(pattern, text string) bool {
	compiled, ok := e.patterns.Load(pattern)
	if !ok {
		compiled, _ = e.patterns.LoadOrStore(pattern, regexp.MustCompile(pattern)) // the validator has compiled it before
	}
	return compiled.(*regexp.Regexp).MatchString(text)
}

// isKind reports whether a value is of the kind that a schema names.
func isKind(n manifest.Node, kind string) bool {
	switch n.Kind() {
	case manifest.Object:
		return kind == "object"
	case manifest.Array:
		return kind == "array"
	case manifest.String, manifest.Placeholder:
		return kind == "string"
	case manifest.Bool:
		return kind == "boolean"
	case manifest.Number:
		return kind == "number" || kind == "integer" && exactly(n).IsInt()
	}
	return kind == "null"
}

// hasText reports whether a value reaches the validator as a text.
func hasText(n manifest.Node) bool { return isText&(1<<n.Kind()) != 0 }

// textOf is a text as the validator reads it.
func textOf(n manifest.Node) string {
	if n.Kind() == manifest.Placeholder {
		return placeholderText
	}
	return n.Text()
}

// exactly is a number as the validator computes with it.
func exactly(n manifest.Node) *big.Rat {
	switch value := number(n.Text()).(type) {
	case int64:
		return new(big.Rat).SetInt64(value)
	case float64:
		return new(big.Rat).SetFloat64(value)
	default:
		panic(fmt.Sprintf("a number is %T", value)) // function number returns no other type
	}
}

// inDigits is a bound of the schema, which is a whole number.
func inDigits(bound float64) string { return new(big.Rat).SetFloat64(bound).RatString() }
