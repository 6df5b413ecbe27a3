package schemas_test

import (
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
)

func TestConfig(t *testing.T) {
	schema := compile(t, "config")
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"all of it", `
proxy:
  required: true
  url: http://proxy.example.com:3128
  upstream-protocol: AmqpWs
  modules: ["blob*"]
rules: { EP203: off, EP301: warning }
ignore:
  - { rule: EP101, path: "lab/**", pointer: "", reason: "no proxy in the lab", until: 2027-06-30 }
overrides:
  - { paths: ["sites/plant-b/**"], proxy: { url: http://10.0.0.8:3128 }, rules: { EP203: error } }
`, nil},
		{"empty", ``, nil},
		{"empty sections", "proxy:\nrules:\nignore:\noverrides:\n", nil},
		{"placeholder", "proxy: { url: '${PROXY_URL}' }", nil},
		{"protocol in other case", "proxy: { upstream-protocol: amqpws }", nil},
		{"groups of rules", "rules: { EP2: warning, EP203: off }", nil},
		{"names of rules", "rules: { hub-proxy-missing: off }\nignore: [{ rule: agent-proxy-missing, reason: x, pointer: /a~1b }]", nil},

		{"a list", "- a", []string{": type"}},
		{"unknown section", "proxies: {}", []string{": unknown proxies"}},
		{"unknown keys", "proxy: { URL: x }\nignore: [{ rule: EP101, reason: x, file: y }]\noverrides: [{ paths: [a], ignore: [] }]", []string{
			"/ignore/0: unknown file", "/overrides/0: unknown ignore", "/proxy: unknown URL"}},
		{"wrong types", "proxy: { required: maybe, url: 1, modules: blob }\nrules: []\nignore: {}", []string{
			"/ignore: type", "/proxy/modules: type", "/proxy/required: type", "/proxy/url: type", "/rules: type"}},
		{"protocol", "proxy: { upstream-protocol: AmqpWs2 }", []string{"/proxy/upstream-protocol: enum"}},
		{"protocol without proxy", "proxy: { upstream-protocol: Mqtt }", []string{"/proxy/upstream-protocol: enum"}},
		{"blank proxy", "proxy: { url: ' ' }", []string{"/proxy/url: pattern"}},
		{"severity", "rules: { EP101: fatal, EP102: true, ep103: off }", []string{
			"/rules/EP101: enum", "/rules/EP102: enum", "/rules: propertyNames"}},
		{"no reason", "ignore: [{ rule: EP101 }, { reason: x }]", []string{"/ignore/0: needs reason", "/ignore/1: needs rule"}},
		{"blank reason", "ignore: [{ rule: EP101, reason: ' ' }]", []string{"/ignore/0/reason: pattern"}},
		{"rule, pointer and day", "ignore: [{ rule: ep101, reason: x, pointer: modulesContent, until: 30.6.2027 }]", []string{
			"/ignore/0/pointer: pattern", "/ignore/0/rule: pattern", "/ignore/0/until: format"}},
		{"no such day", "ignore: [{ rule: EP101, reason: x, pointer: /a~b, until: 2027-02-30 }]", []string{
			"/ignore/0/pointer: pattern", "/ignore/0/until: format"}},
		{"no paths", "overrides: [{ proxy: {} }, { paths: [] }, { paths: [''] }]", []string{
			"/overrides/0: needs paths", "/overrides/1/paths: minItems", "/overrides/2/paths/0: minLength"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, err := yaml.YAMLToJSON([]byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if len(text) == 0 { // the file is empty
				text = []byte("null")
			}
			if diff := cmp.Diff(c.want, complaints(t, schema, decode(t, string(text)))); diff != "" {
				t.Error(diff)
			}
		})
	}
}
