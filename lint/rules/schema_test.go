package rules_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/iotedge-tools/edgeproxy/lint"
)

// schemaBase is a base deployment with the given members of the module m and
// of $edgeHub's desired properties.
func schemaBase(module, hub string) string {
	return fmt.Sprintf(`{"modulesContent": {"$edgeAgent": {"properties.desired": {"schemaVersion": "1.1", "runtime": {"type": "docker"},
"systemModules": {"edgeAgent": {"type": "docker", "settings": {"image": "a"}, "env": {"https_proxy": {"value": "http://p:1"}}}},
"modules": {"m": {%s}}}}, "$edgeHub": {"properties.desired": {%s}}}}`, module, hub)
}

const (
	schemaModule = `"type": "docker", "status": "running", "settings": {"image": "m"}`
	schemaHub    = `"schemaVersion": "1.1", "routes": {}, "storeAndForwardConfiguration": {}`
)

// schemaCredentials is schemaBase with the given members of registryCredentials.
func schemaCredentials(members string) string {
	return strings.Replace(schemaBase(schemaModule, schemaHub), `"runtime": {"type": "docker"}`,
		`"runtime": {"type": "docker", "settings": {"registryCredentials": {`+members+`}}}`, 1)
}

// schemaFindings are the findings of EP005, each as "text that it points to: message".
func schemaFindings(t *testing.T, src string, opts lint.Options) []string {
	t.Helper()
	var found []string
	for _, f := range lint.Source([]byte(src), opts) {
		switch f.Rule {
		case "EP005":
			checkFinding(t, f, src)
			found = append(found, src[f.Span.Start:f.Span.End]+": "+f.Message)
		case "EP001":
			t.Fatalf("%s in %s", f.Message, src)
		}
	}
	return found
}

func TestSchemaFindings(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      []string
	}{
		{"none", schemaBase(schemaModule, schemaHub), nil},
		{"missing in a module", schemaBase(``, schemaHub), []string{`"m": module "m" has no "settings", "status", "type"`}},
		{"missing below a module", schemaBase(`"type": "docker", "status": "running", "settings": {}`, schemaHub), []string{
			`"settings": "settings" of module "m" has no "image"`}},
		{"word", schemaBase(strings.Replace(schemaModule, "running", "runing", 1), schemaHub), []string{
			`"runing": "status" of module "m" is "runing": expected "running" or "stopped"`}},
		{"kind", schemaBase(schemaModule+`, "env": {"A": null, "B": {"value": {"C": 1}}}`, schemaHub), []string{
			`null: "env.A" of module "m" is null: expected an object`,
			`"value": "env.B.value" of module "m" is an object: expected a string, a number or a boolean`}},
		{"blank credentials", schemaCredentials(`"a": {"address": "", "username": " ", "password": ""}, "b": {"address": "x", "username": "", "password": "p"}`), []string{
			`"a": "runtime.settings.registryCredentials.a" of $edgeAgent is a credential with blank address, username and password: expected some text in each`,
			`"": "runtime.settings.registryCredentials.b.username" of $edgeAgent is empty: expected some text`}},
		{"a credential without a name", schemaCredentials(`"address": "x", "username": "u", "password": "p"`), []string{
			`"registryCredentials": "runtime.settings.registryCredentials" of $edgeAgent is a credential itself: expected each credential under a name of its own: {"NAME": {"address": …}}`}},
		{"edgeHub's properties", schemaBase(schemaModule, `"schemaVersion": "1.1", "routes": {"r": ""}`), []string{
			`"properties.desired": $edgeHub has no "storeAndForwardConfiguration"`,
			`"": "routes.r" of $edgeHub is empty: expected some text`}},
		{"edgeHub's properties are empty", schemaBase(schemaModule, ``), []string{
			`"properties.desired": $edgeHub has no "schemaVersion", "storeAndForwardConfiguration"`}},
		{"a module's own properties", strings.Replace(schemaBase(schemaModule, schemaHub), `"$edgeHub"`, `"m": {"properties.desired": 1}, "$edgeHub"`, 1), []string{
			`1: m is a number: expected an object`}},
		{"edgeAgent", strings.Replace(schemaBase(schemaModule, schemaHub), `"type": "docker", "settings": {"image": "a"}`, `"type": 1, "settings": {"image": "a"}`, 1), []string{
			`1: "type" of edgeAgent is 1: expected "docker"`}},
		{"document", `{"id": "a", "labels": 5, "content": ` + schemaBase(schemaModule, schemaHub) + `}`, []string{
			`5: "labels" of the document is a number: expected an object`}},
		{"no key", `[{"id": "a", "content": {"modulesContent": {"$edgeAgent": {"properties.desired.modules": {"m": 1}}}}}]`, []string{
			`1: module "m" is a number: expected an object`}},
		{"second of two", `[{"id": "a", "content": ` + schemaBase(schemaModule, schemaHub) + `}, {"id": "b", "content": ` + schemaBase(`"type": "docker"`, schemaHub) + `}]`, []string{
			`"m": module "m" has no "settings", "status"`}},
		{"placeholders of a template", `{"$schema-template": "4.0.0", ` + schemaBase(`"type": "${T}", "status": ${S}, "settings": ${SETTINGS}, "env": "$(ENV)"`, schemaHub)[1:], nil},
		{"placeholder of a deployment", schemaBase(strings.Replace(schemaModule, "running", "#{STATUS}#", 1), schemaHub), []string{
			`"#{STATUS}#": "status" of module "m" is "#{STATUS}#": expected "running" or "stopped"`}},
		{"null of a layer", `{"modulesContent": {"$edgeAgent": {"properties.desired.modules.m": null}}}`, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, schemaFindings(t, c.src, lint.Options{})); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestSchemaLeavesToOthers: what another rule says, the schema does not say
// again, unless that rule is off.
func TestSchemaLeavesToOthers(t *testing.T) {
	inModule := func(members string) string { return schemaBase(members, schemaHub) }
	for _, c := range []struct{ rule, src string }{
		{"EP006", strings.Replace(inModule(schemaModule), `"schemaVersion": "1.1", "runtime"`, `"schemaVersion": "1.2", "runtime"`, 1)},
		{"EP006", strings.Replace(inModule(schemaModule), `"schemaVersion": "1.1", "runtime"`, `"runtime"`, 1)},
		{"EP006", schemaBase(schemaModule, strings.Replace(schemaHub, `"1.1"`, `1`, 1))},
		{"EP104", `{"modulesContent": {"$edgeAgent": {"properties.desired": {"schemaVersion": "1.1", "runtime": {"type": "docker"}, "systemModules": []}}}}`},
		{"EP108", inModule(schemaModule + `, "env": {"A": "x"}`)},
		{"EP501", `{"modulesContent": {"$edgeAgent": {"properties.desired.systemModules.edgeHub": {}}}}`},
		{"EP504", inModule(strings.Replace(schemaModule, `"m"`, `"m", "createOptions": []`, 1))},
		{"EP504", inModule(strings.Replace(schemaModule, `"m"`, `"m", "createOptions": "{", "createOptions01": 1`, 1))},
		{"EP505", inModule(strings.Replace(schemaModule, `"m"`, `""`, 1))},
		{"EP505", inModule(strings.Replace(schemaModule, `"m"`, `"m:1@sha256:0"`, 1))},
	} {
		t.Run(c.rule, func(t *testing.T) {
			found := lint.Source([]byte(c.src), lint.Options{})
			if !slices.ContainsFunc(found, func(f lint.Finding) bool { return f.Rule == c.rule }) {
				t.Errorf("%s finds nothing in %s", c.rule, c.src)
			}
			if found := schemaFindings(t, c.src, lint.Options{}); found != nil {
				t.Errorf("found beside %s: %q", c.rule, found)
			}
			if found := schemaFindings(t, c.src, lint.Options{Severities: map[string]lint.Severity{c.rule: lint.Off}}); len(found) != 1 {
				t.Errorf("found without %s: %q", c.rule, found)
			}
		})
	}
}

// TestSchemaTellsNoSecret puts a secret wherever a value is refused.
func TestSchemaTellsNoSecret(t *testing.T) {
	values := []string{`"s3cret"`, `"http://user:s3cret@proxy.example.com:3128"`, `["s3cret"]`, `{"x": "s3cret"}`}
	src := schemaBase(schemaModule, schemaHub)
	for _, value := range values {
		for _, c := range []string{
			strings.Replace(src, `"runtime": {"type": "docker"}`, `"runtime": {"type": "docker", "settings": {"registryCredentials": {"r": {"address": "", "username": [], "password": `+value+`}}}}`, 1),
			strings.Replace(src, `"runtime": {"type": "docker"}`, `"runtime": {"type": "docker", "settings": {"registryCredentials": `+value+`}}`, 1),
			strings.Replace(src, `{"value": "http://p:1"}`, `{"value": `+value+`}`, 1),
			strings.Replace(src, `{"value": "http://p:1"}`, value, 1),
			schemaBase(schemaModule+`, "env": `+value, schemaHub),
			schemaBase(schemaModule+`, "version": `+value, schemaHub),
			schemaBase(strings.Replace(schemaModule, `"m"`, value, 1), schemaHub),
			schemaBase(schemaModule, strings.Replace(schemaHub, `{}`, `{"r": `+value+`}`, 1)),
		} {
			for _, off := range []lint.Severity{lint.Error, lint.Off} {
				for _, found := range lint.Source([]byte(c), lint.Options{Severities: map[string]lint.Severity{"EP108": off, "EP505": off}}) {
					if found.Rule == "EP005" && strings.Contains(found.Message+found.Help, "s3cret") {
						t.Errorf("%s in %s", found.Message, c)
					}
				}
			}
		}
	}
}

// TestLayerHint: somebody who wrote the modules of a layered deployment below
// "properties.desired" is told how a layered deployment has them. Other gaps get no such hint.
func TestLayerHint(t *testing.T) {
	const hint = `"properties.desired.modules.NAME"`
	for text, want := range map[string]bool{
		`{"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {}}}}}`:                         true,
		`{"modulesContent": {"$edgeAgent": {"properties.desired": {}}}}`:                                      false,
		`{"modulesContent": {"$edgeAgent": {"properties.desired": {"modules": {}, "systemModules": {}}}}}`:    false,
		`{"modulesContent": {"$edgeAgent": {"properties.desired": {"schemaVersion": "1.1", "modules": {}}}}}`: true,
		`{"modulesContent": {"$edgeAgent": {"properties.desired": {"runtime": {}, "modules": {}}}}}`:          false,
	} {
		found, said := 0, false
		for _, f := range lint.Source([]byte(text), lint.Options{}) {
			if f.Rule == "EP005" {
				found++
				said = said || strings.Contains(f.Help, hint)
			}
		}
		if found == 0 || said != want {
			t.Errorf("%s: %d findings of EP005, hint %t", text, found, said)
		}
	}
}
