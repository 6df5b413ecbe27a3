package rules_test

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
)

// TestOtherNotation: what people take for JSON is called by its name.
func TestOtherNotation(t *testing.T) {
	const syntax = "no tool can deploy this file"
	for src, want := range map[string]string{
		"{'modulesContent': {}}":                                  "double quotes only",
		`{"modulesContent": 'x'}`:                                 "double quotes only",
		"modulesContent:\n  $edgeAgent: {}\n":                     "YAML",
		"---\nmodulesContent: {}\n":                               "YAML",
		"\n# the plant's manifest\n\n# v2\n$edgeAgent:\n  x: 1\n": "YAML",
		"- id: plant\n  content: {}\n":                            "YAML",
		"# the plant's manifest\n{\"modulesContent\": {}}\n":      "begin with #",
		"{\n  # the agent\n  \"modulesContent\": {}\n}\n":         "begin with #",
		`{"modulesContent": {} "x": 1}`:                           syntax,
		"{\"modulesContent\": {}}\n---\n":                         syntax,
		`{"modulesContent": modules: 1}`:                          syntax,
		"modulesContent":                                          syntax,
		"{“modulesContent”: {}}":                                  "typographic",
		`{"modulesContent": „x“}`:                                 "typographic",
		"{\n  \"image\": \"agent:1.5”,\n  \"x\": 1\n}":            "typographic",
		"{\n  \"image\": \"agent:1.5”\r\n}":                       "typographic",
		"{\n  \"note\": \"say “yes” twice,\n}":                    syntax,
		"":                              syntax,
		"http://proxy.example.com:3128": syntax,
	} {
		found := only(lint.Source([]byte(src), lint.Options{}), "EP001")
		if len(found) != 1 || !strings.Contains(found[0].Help, want) {
			t.Errorf("%q: got %+v, want a help with %q", src, found, want)
		}
	}
}
