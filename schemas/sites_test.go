package schemas_test

import (
	"os"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/iotedge-tools/edgeproxy/lint/sitesfile"
)

// TestSites: what the schema refuses, the reader refuses, and the example of the README
// is right for both. The schema cannot know what stands in the environment.
func TestSites(t *testing.T) {
	schema := compile(t, "sites")
	example, err := os.ReadFile("../examples/sites.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for text, ok := range map[string]bool{
		string(example): true,
		"sites:\n  a: { proxy-url: none, upstream-protocol: Amqp, modules: , overrides: }": true,
		"defaults: { proxy-url: http://p:1 }\nsites:\n  a:\n  b.c_D-1: { modules: [] }":    true,
		"sites: plants.csv":                              true,
		"sites: plants.txt":                              false,
		"sites: {}":                                      false,
		"manifest: a.json":                               false,
		"sites: [a]":                                     false,
		"sites: { a/b: { proxy-url: none } }":            false,
		"sites: { .a: { proxy-url: none } }":             false,
		"sites: { a.: { proxy-url: none } }":             false,
		"sites: { a: { proxy: none } }":                  false,
		"sites: { a: { proxy-url: ' ' } }":               false,
		"sites: { a: { proxy-url: none, modules: x } }":  false,
		"sites: { a: { proxy-url: none, priority: 3 } }": false,
		"defaults: { overrides: { priority: 3 } }\nsites: { a: { proxy-url: none } }":                       false,
		"deployment: { id: x, target-condition: '*', priority: -1 }\nsites: { a: { proxy-url: none } }":     false,
		"deployment: { id: x, target-condition: '*', priority: '1' }\nsites: { a: { proxy-url: none } }":    false,
		"deployment: { id: x, target-condition: '*', labels: { a: 1 } }\nsites: { a: { proxy-url: none } }": false,
		"deployment: { id: x, target-condition: '*', labels: { a: b } }\nsites: { a: { proxy-url: none } }": true,
	} {
		json, err := yaml.YAMLToJSON([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		said := complaints(t, schema, decode(t, string(json)))
		if (len(said) == 0) != ok {
			t.Errorf("%s\nthe schema says %q", text, said)
		}
		in := sitesfile.Input{
			Getenv: func(string) string { return "http://proxy.example.com:3128" },
			Open:   func(path string) (string, []byte, error) { return path, []byte("site,proxy-url\na,none\n"), nil },
		}
		if _, err := sitesfile.Read("sites.yaml", []byte(strings.ReplaceAll(text, "-${BUILD}", "")), in); (err == nil) != ok {
			t.Errorf("%s\nthe reader says %v", text, err)
		}
	}
}
