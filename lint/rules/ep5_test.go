package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// ep5Settings is a base deployment with one module that has the given members
// of settings.
func ep5Settings(settings string) string {
	return ep4Base(ep4Proxy, ep4Proxy, `"m": {"type": "docker", "status": "running", "restartPolicy": "always", "settings": {`+settings+`}}`)
}

func TestLayeredSystemModule(t *testing.T) {
	tests := []struct {
		name, src string
		want      []string
	}{
		{"env", ep4Layered(`"properties.desired.systemModules.edgeHub.env": {}, "properties.desired.systemModules.edgeAgent.env.X": {"value": "y"}`), []string{"EP501 edgeHub.env", "EP501 edgeAgent.env.X"}},
		{"as a whole", ep4Layered(`"properties.desired.systemModules": {"edgeHub": {}}`), []string{"EP501 "}},
		{"beside the whole", strings.Replace(ep4Base("", "", ""), `"$edgeAgent": {`, `"$edgeAgent": {"properties.desired.systemModules.edgeAgent.env": {}, `, 1), []string{"EP501 edgeAgent.env"}},
		{"ordinary modules", ep4Layered(`"properties.desired.modules.systemModules": {}`), nil},
		{"base", ep4Base(ep4Proxy, ep4Proxy, ""), nil},
		{"another module's twin", `{"modulesContent": {"$edgeAgent": {"properties.desired.modules.m": {}}, "m": {"properties.desired.systemModules.x": 1}}}`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { ep4Want(t, "EP501", tt.src, lint.Options{}, tt.want) })
	}
}

func TestIntegrityStale(t *testing.T) {
	tests := []struct {
		name, src string
		want      []string
	}{
		{"hub", ep4Base("", "", "", `"$edgeHub": {"properties.desired": {"schemaVersion": "1.1", "Integrity": {}}}`), []string{"EP502 $edgeHub is signed"}},
		{"null", ep4Base("", "", "", `"$edgeHub": {"properties.desired": {"integrity": null}}`), []string{"EP503 null"}},
		{"a module's own", ep4Base("", "", "", `"m": {"properties.desired": {"integrity": {}}}`), nil},
		{"layered", ep4Layered(`"properties.desired.integrity": {}, "properties.desired.modules.m": {"integrity": 1}`), []string{"EP502 $edgeAgent"}},
		{"not twice with EP506", ep4Base("", "", "", `"$edgeHub": {"properties.desired": {"schemaVersion": "1.1", "routes": {}, "integrity": {}}}`), []string{"EP502 "}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { ep4Want(t, "EP50", tt.src, lint.Options{}, tt.want) })
	}
}

// nest is an object inside levels-1 others.
func nest(levels int) string {
	return strings.Repeat(`{"a": `, levels) + `1` + strings.Repeat(`}`, levels)
}

func TestTwinSize(t *testing.T) {
	twin := func(desired string) string { return ep4Base("", "", "", `"m": {"properties.desired": `+desired+`}`) }
	// texts is an object with keys of two bytes and values of 4,000.
	texts := func(n int, last string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `"%02d": %q, `, i, strings.Repeat("x", 4000))
		}
		return "{" + b.String() + `"z": ` + last + "}"
	}
	text := func(n int) string { return `"` + strings.Repeat("x", n) + `"` }
	tests := []struct {
		name, src string
		want      []string
	}{
		{"small", twin(`{"a": 1}`), nil},
		{"28,015 bytes", twin(texts(7, "1")), nil},
		{"just below 90%", twin(texts(7, text(29490-28014-1))), nil},
		{"90%", twin(texts(7, text(29491-28014-1))), []string{"EP503 desired properties of m hold 29491 bytes, near the limit of 32768"}},
		{"at the limit", twin(texts(8, text(32768-32016-1))), []string{"EP503 hold 32768 bytes, near"}},
		{"above", twin(texts(8, text(32768-32016))), []string{"EP503 hold 32769 bytes: expected at most 32768"}},
		{"control characters do not count", twin(`{"a": "` + strings.Repeat(`\n`, 5000) + `"}`), nil},
		{"value of 4 KB", twin(`{"a": ` + text(4096) + `}`), nil},
		{"longer value", twin(`{"a": ` + text(4097) + `}`), []string{`EP503 value of "a" holds 4097 bytes`}},
		{"in an array", twin(`{"a": [1, [` + text(4097) + `]]}`), []string{`EP503 value of "a"`}},
		{"UTF-8 counts", twin(`{"a": "` + strings.Repeat("ü", 2049) + `"}`), []string{"EP503 4098"}},
		{"key of 1 KB", twin(`{` + text(1024) + `: 1}`), nil},
		{"longer key", twin(`{` + text(1025) + `: 1}`), []string{"EP503 has 1025 bytes"}},
		{"dot", twin(`{"a.b": 1}`), []string{`EP503 key "a.b" holds '.'`}},
		{"dollar", twin(`{"x": {"$a": 1}}`), []string{`EP503 key "$a" holds '$'`}},
		{"hash in a list", twin(`{"a": [{"b#": 1}]}`), []string{`EP503 key "b#" holds '#'`}},
		{"hash below an object", twin(`{"a": {"b#": 1}}`), []string{`EP503 key "b#" holds '#'`}},
		{"a variable with a hash", ep4Base("", "", ep4Module("m", "a/b:1", `"A#B": {"value": "c"}`)), []string{`EP503 key "A#B"`}},
		{"the largest numbers", twin(`{"a": 4503599627370495, "b": -4503599627370495, "c": 4503599627370496.0, "d": 1e300, "e": [1, -0]}`), nil},
		{"a larger number", twin(`{"a": 4503599627370496}`), []string{`EP503 "a" is 4503599627370496: expected a whole number`}},
		{"a smaller number", twin(`{"a": {"b": [-4503599627370496]}}`), []string{`EP503 "b" is -4503599627370496`}},
		{"a number of many digits", twin(`{"a": 123456789012345678901234567890}`), []string{`EP503 "a"`}},
		{"the same in createOptions", ep5Settings(`"image": "a/b:1", "createOptions": "{\"a\":9999999999999999,\"b\":null}"`), nil},
		{"null", twin(`{"a": {"b": null}}`), []string{`EP503 "b" is null`}},
		{"null of a layer", ep4Layered(`"properties.desired.modules.m": null`), []string{`EP503 "properties.desired.modules.m" is null`}},
		{"null in a list", twin(`{"a": [null]}`), nil},
		{"null in an update of a twin", `{"properties": {"desired": {"systemModules": {}, "a": null}}}`, nil},
		{"blank", twin(`{"a b": 1}`), []string{`EP503 key "a b" holds a blank`}},
		{"control character", twin(`{"a\u0001": 1}`), []string{`EP503 holds '\x01'`}},
		{"placeholders", twin(`{"${A}": 1, "<YOUR NAME>": 1, "$REGISTRY_NAME": 1, "#{A.B}#": 1}`), nil},
		{"metadata", twin(`{"$metadata": {"$lastUpdated": 1}, "$version": 4}`), nil},
		{"route names", ep4Base("", "", "", `"$edgeHub": {"properties.desired": {"routes": {"a.b": "FROM /* INTO $upstream"}}}`), []string{"EP503 a.b"}},
		{"image names and texts are no keys", ep5Settings(`"image": "a.b.c/d e:1"`), []string{}},
		{"keys in createOptions are no keys", ep5Settings(`"image": "a/b:1", "createOptions": "{\"Labels\":{\"a.b\":\"c\"}}"`), nil},
		{"nor in a template's", ep5Settings(`"image": "a/b:1", "createOptions": {"Labels": {"a.b": ` + text(5000) + `}}`), nil},
		{"a template's text is split by the tool", strings.Replace(ep5Settings(`"image": "a/b:1", "createOptions": `+text(5000)), "{", `{"$schema-template": "1", `, 1), nil},
		{"a deployment's is not", ep5Settings(`"image": "a/b:1", "createOptions": ` + text(5000)), []string{`EP503 value of "createOptions"`}},
		{"ten levels", twin(nest(11)), nil},
		{"eleven levels", twin(nest(12)), []string{`EP503 "a" stands deeper`}},
		{"many more levels are one finding", twin(nest(40)), []string{"EP503 deeper"}},
		{"layered keys", ep4Layered(`"properties.desired.modules.m": {"env": {"A": {"value": "b"}}}, "properties.desired.routes.r": 1`), nil},
		{"layered depth", ep4Layered(`"properties.desired.modules.m": ` + nest(9)), nil},
		{"layered, too deep", ep4Layered(`"properties.desired.modules.m": ` + nest(10)), []string{"EP503 deeper"}},
		{"layered key of eleven names", ep4Layered(`"properties.desired.a` + strings.Repeat(".b", 10) + `": 1`), nil},
		{"layered key of twelve names", ep4Layered(`"properties.desired.a` + strings.Repeat(".b", 11) + `": 1`), []string{"EP503 deeper"}},
		{"layered key of 20,000 names", ep4Layered(`"properties.desired.a` + strings.Repeat(".b", 19999) + `": {"d": 1}`), []string{"EP503 deeper"}},
		{"layered name with a blank", ep4Layered(`"properties.desired.modules.my module": {}`), []string{"EP503 my module"}},
		{"parts of a twin that no deployment sets", ep4Base("", "", "", `"m": {"tags.site": "a", "properties.reported.x": 1, "properties.desired": {"tags": {"a": 1}}, "tagsy": 1}`), []string{
			`EP503 "tags.site" of m sets tags`, `EP503 "properties.reported.x" of m sets reported properties`}},
		{"slips in properties.desired", ep4Base("", "", "", `"a": {"properties.desired ": {}}, "b": {"Properties.Desired": {}}, "c": {"properties.desire": {}}, "d": {"properties": {"desired": {}}}, "e": {"properties.desired..f": 1}, "f": {"properties\u200b.desired": 1}`), []string{
			`EP503 "properties.desired " of a`, `EP503 "Properties.Desired" of b`, `EP503 "properties.desire" of c`, `EP503 "properties" of d`, `EP503 "properties.desired..f" of e`, `EP503 "properties\u200b.desired" of f`}},
		{"desired properties among the modules", `{"modulesContent": {"$edgeAgent": {}, "properties.desired": {"schemaVersion": "1.1"}, "properties.desired.modules.m": {"type": "docker"}}}`, []string{
			`EP503 "properties.desired" stands among the modules`, `EP503 "properties.desired.modules.m" stands among the modules`}},
		{"keys that are no slips", ep4Base("", "", "", `"a": {"properties.desired.f": 1, "properties.desired.f.g": 1}, "b": {"properties": 1, "desired": 1, "comment": "properties.desired"}, "c": {"properties.desired${X}": 1}`), nil},
		{"tags of a twin", `{"modules": {"$edgeAgent": {"twin": {"tags": {"a": 1}, "properties": {"desired": {"systemModules": {}}, "reported": {}}}}}}`, nil},
		{"twin of edgeAgent", `{"properties": {"desired": {"systemModules": {}, "a.b": 1, "$version": 3}}}`, []string{"EP503 a.b"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { ep4Want(t, "EP503", tt.src, lint.Options{}, tt.want) })
	}
}

func TestTwinSizeSeverity(t *testing.T) {
	src := ep4Base("", "", "", `"m": {"properties.desired": {"a.b": 1}}`)
	for configured, want := range map[check.Severity]check.Severity{check.Warning: check.Error, check.Info: check.Info} {
		for _, f := range onlyRule("EP503", lint.Source([]byte(src), lint.Options{Severities: map[string]check.Severity{"EP503": configured}})) {
			if f.Severity != want {
				t.Errorf("configured as %s it is %s, want %s", configured, f.Severity, want)
			}
		}
	}
}

func TestModuleCount(t *testing.T) {
	var modules []string
	for i := range 51 {
		modules = append(modules, ep4Module(fmt.Sprintf("m%d", i), "a/b:1", ""))
	}
	ep4Want(t, "EP503", ep4Base("", "", strings.Join(modules[:50], ",")), lint.Options{}, nil)
	ep4Want(t, "EP503", ep4Base("", "", strings.Join(modules, ",")), lint.Options{}, []string{`EP503 module "m50" is one too many`})
}

func TestCreateOptions(t *testing.T) {
	tests := []struct {
		settings string // beside image
		want     string // part of the message, "" for no finding
	}{
		{``, ""},
		{`"createOptions": ""`, ""},
		{`"createOptions": "  "`, ""},
		{`"createOptions": null`, ""},
		{`"createOptions": "null"`, ""},
		{`"createOptions": "NULL"`, ""},
		{`"createOptions": "\"\""`, ""}, // the reader takes an empty text for nothing
		{`"createOptions": "{}"`, ""},
		{`"CREATEOPTIONS": "{}"`, ""},
		{`"createOptions": "{\"a\":", "createOptions01": "1}"`, ""},
		{`"createOptions": {"HostConfig": {}}`, ""}, // a template
		{`"createOptions": "${MODULE_OPTIONS}"`, ""},
		{`"createOptions": "{\"a\": ${N}}"`, ""},
		{`"createOptions": "{\"a\": #{N}#}"`, ""},
		{`"createOptions": "{ /* why */ \"a\": 1, }"`, ""},
		{`"createOptions": "{'HostConfig': {}}"`, ""},
		{`"createOptions": "{HostConfig: {}}"`, ""},
		{`"createOptions": "{\"Cmd\": [\"a\nb\"]}"`, ""},
		{`"createOptions": "{"`, "no JSON"},
		{`"createOptions": "{\"HostConfig\": {}"`, "no JSON"},
		{`"createOptions": "{\"a\": 1} x"`, "no JSON"},
		{`"createOptions": "{\"a\" 1}"`, "no JSON"},
		{`"createOptions": "{\"a\": \"<x>\" 1}"`, "no JSON"},
		{`"createOptions": "{\"a\": \"C:\\data\"}"`, "no JSON"},
		{`"createOptions": "[1, 2]"`, "holds an array"},
		{`"createOptions": "\"{}\""`, "holds a string"},
		{`"createOptions": "5"`, "holds a number"},
		{`"createOptions": 5`, "createOptions of module \"m\" is a number"},
		{`"createOptions": true`, "is a boolean"},
		{`"createOptions": []`, "is an array"},
		{`"createOptions": "{", "createOptions01": 7`, "createOptions01 of module \"m\" is a number"},
		{`"createOptions": {}, "createOptions01": "{}"`, "is an object"},
		{`"createOptions": "{", "createOptions02": "}"`, "createOptions02 of module \"m\" has no createOptions01 before it"},
		{`"createOptions01": "{}"`, "has no createOptions before it"},
	}
	for _, tt := range tests {
		t.Run(tt.settings, func(t *testing.T) {
			src := ep5Settings(strings.Trim(`"image": "a/b:1", `+tt.settings, ", "))
			var want []string
			if tt.want != "" {
				want = []string{"EP504 " + tt.want}
			}
			ep4Want(t, "EP504", src, lint.Options{}, want)
		})
	}
}

// TestCreateOptionsPlace: the finding points to the fault inside the string.
func TestCreateOptionsPlace(t *testing.T) {
	src := ep5Settings(`"image": "a/b:1", "createOptions": "{\"a\": ", "createOptions01": "1} x"`)
	found := onlyRule("EP504", lint.Source([]byte(src), lint.Options{}))
	if len(found) != 1 || src[found[0].Span.Start:found[0].Span.End] != "x" {
		t.Errorf("got %+v", found)
	}
}

func TestAzCLIRejects(t *testing.T) {
	agent := func(members string) string {
		return strings.Replace(ep4Base(ep4Proxy, ep4Proxy, ""), `"edgeAgent": {`, `"edgeAgent": {`+members+`, `, 1)
	}
	hub := func(version, members string) string {
		return ep4Base(ep4Proxy, ep4Proxy, "", `"$edgeHub": {"properties.desired": {"schemaVersion": "`+version+`", "routes": {}, `+members+`}}`)
	}
	const storeLimits = `"storeAndForwardConfiguration": {"timeToLiveSecs": 7200, "storeLimits": {"maxSizeBytes": 1}}`
	tests := []struct {
		name, src string
		want      []string
	}{
		{"nothing", ep4Base(ep4Proxy, ep4Proxy, ep4Module("m", "a/b:1", "")), nil},
		{"status of the agent", agent(`"status": "running", "version": "1.0", "startupOrder": 0`), []string{`EP506 "status", "version", "startupOrder" in "edgeAgent"`}},
		{"imagePullPolicy of the agent", agent(`"imagePullPolicy": "on-create"`), nil},
		{"version of a module", ep4Base("", "", `"m": {"version": "1.0", "type": "docker", "status": "running", "restartPolicy": "never", "settings": {"image": "a/b:1", "createOptions": "", "createOptions01": ""}, "startupOrder": 1}`), nil},
		{"digest", ep5Settings(`"image": "a/b:1", "digest": "sha256:0"`), []string{`EP506 "digest" in settings of "m"`}},
		{"other case", ep5Settings(`"image": "a/b:1", "CreateOptions": "{}"`), []string{`EP506 "CreateOptions"`}},
		{"env entry", ep4Base("", `"A": {"value": "b", "why": "c"}`, ""), []string{`EP506 "why" in "A" in env of "edgeHub"`}},
		{"no restartPolicy", ep4Base(ep4Proxy, ep4Proxy, `"m": {"type": "docker", "status": "running", "settings": {"image": "a/b:1"}}`), []string{`EP506 refuses "m" without "restartPolicy"`}},
		{"no modules", strings.Replace(ep4Base(ep4Proxy, ep4Proxy, ""), `"modules": {}`, `"x": 1`, 1), []string{`EP506 the desired properties without "modules"`, `EP506 "x" in the desired properties`}},
		{"a variable's name", ep4Base(ep4Proxy, ep4Proxy+`, "A+B": {"value": "x"}`, ""), []string{`EP506 the name "A+B" in env of "edgeHub"`}},
		{"a module's name", ep4Base(ep4Proxy, ep4Proxy, ep4Module("m/x", "a/b:1", "")), []string{`EP506 the name "m/x" in "modules"`}},
		{"in 1.0, too", strings.Replace(ep4Base(ep4Proxy, ep4Proxy, ep4Module("m/x", "a/b:1", "")), `"1.1"`, `"1.0"`, 1), []string{`EP506 the name "m/x" in "modules"`}},
		{"createOptions as an object", ep5Settings(`"image": "a/b:1", "createOptions": {}`), []string{`EP506 "createOptions" in settings of "m", which is an object: expected a string`}},
		{"not in what says that it is a template", strings.Replace(ep5Settings(`"image": "a/b:1", "createOptions": {}`), "{", `{"$schema-template": "4.0.0", `, 1), nil},
		{"createOptions null", ep5Settings(`"image": "a/b:1", "createOptions": null`), []string{`EP506 which is null: expected a string`}},
		{"left to EP504", ep5Settings(`"image": "a/b:1", "createOptions": 1`), nil},
		{"an address with a blank", strings.Replace(ep4Base(ep4Proxy, ep4Proxy, ""), `"runtime": {"type": "docker", "settings": {`,
			`"runtime": {"type": "docker", "settings": {"registryCredentials": {"a": {"username": "u", "password": "p", "address": "my registry"}}`, 1),
			[]string{`EP506 the az CLI refuses "address" in "a": expected a text without blanks`}},
		{"an address to be filled in", strings.Replace(ep4Base(ep4Proxy, ep4Proxy, ""), `"runtime": {"type": "docker", "settings": {`,
			`"runtime": {"type": "docker", "settings": {"registryCredentials": {"a": {"username": "u", "password": "p", "address": "<your registry>.example.com"}}`, 1), nil},
		{"left to EP005", ep5Settings(`"x": 1`), []string{`EP506 "x" in settings of "m"`}},
		{"left to EP308", strings.Replace(ep4Base(ep4Proxy, ep4Proxy, ""), `"edgeHub": {`, `"edgeHub2": {`, 1), nil},
		{"left to EP503", ep4Base(ep4Proxy, ep4Proxy+`, "A.B": {"value": "x"}`, ""), nil},
		{"1.0 lists nothing", strings.Replace(agent(`"status": "running"`), `"1.1"`, `"1.0"`, 1), nil},
		{"1.1.0 is not validated", strings.Replace(agent(`"status": "running"`), `"1.1"`, `"1.1.0"`, 1), nil},
		{"storeLimits", hub("1.2", storeLimits), []string{`EP506 "storeLimits" in "storeAndForwardConfiguration"`}},
		{"storeLimits, hub 1.3", hub("1.3", storeLimits), nil},
		{"storeLimits, hub 1.0", hub("1.0", storeLimits), nil},
		{"routes as objects", hub("1.1", `"x": 1, "Routes": {"r": {"route": "FROM /* INTO $upstream", "priority": 1}}`), []string{`EP506 "x", "Routes" in the desired properties`}},
		{"left to EP106 and EP107", agent(`"https_proxy": {"value": "x"}, "environment": {}`), nil},
		{"layered", ep4Layered(`"properties.desired.modules.m": {"settings": {"image": "a/b:1", "digest": "d"}}`), nil},
		{"IoT Central", `{"deploymentManifest": ` + agent(`"status": "running"`) + `}`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { ep4Want(t, "EP506", tt.src, lint.Options{}, tt.want) })
	}
}

func TestMixedLayers(t *testing.T) {
	tests := []struct {
		name, src string
		want      []string
	}{
		{"agent", strings.Replace(ep4Base("", "", ""), `"$edgeAgent": {`, `"$edgeAgent": {"properties.desired.modules.m": {}, "properties.desired.modules.n": {}, `, 1), []string{`EP507 "properties.desired.modules.m" of $edgeAgent`}},
		{"a module", ep4Base("", "", "", `"m": {"properties.desired": {}, "properties.desired.a": 1}`), []string{"EP507 of m"}},
		{"one each", ep4Layered(`"properties.desired.modules.m": {}}, "m": {"properties.desired": {"a": 1}`), nil},
		{"all of $edgeHub in a layered deployment", ep4Layered(`"properties.desired.modules.m": {}}, "$edgeHub": {"properties.desired": {"routes": {}}`), []string{"EP507 of $edgeHub in a layered"}},
		{"all of $edgeHub beside an empty $edgeAgent", ep4Layered(`}, "$edgeHub": {"properties.desired": {"routes": {}}`), []string{"EP507 of $edgeHub in a layered"}},
		{"a route of $edgeHub", ep4Layered(`"properties.desired.modules.m": {}}, "$edgeHub": {"properties.desired.routes.r": "FROM /* INTO $upstream"`), nil},
		{"nothing of $edgeHub", ep4Layered(`"properties.desired.modules.m": {}}, "$edgeHub": {"properties.desired": {}`), nil},
		{"base", ep4Base("", "", "", `"m": {"properties.desired": {"properties.desired.x": 1}}`), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { ep4Want(t, "EP507", tt.src, lint.Options{}, tt.want) })
	}
}

func TestSystemModuleName(t *testing.T) {
	tests := []struct {
		name, src string
		want      []string
	}{
		{"edgeAgent", ep4Base("", "", ep4Module("edgeAgent", "a/b:1", "")), []string{`EP508 "edgeAgent"`}},
		{"not twice with EP503", ep4Base("", "", ep4Module("$edgeHub", "a/b:1", "")), []string{"EP508 "}},
		{"layered", ep4Layered(`"properties.desired.modules.edgeHub.env": {}`), []string{"EP508 "}},
		{"others", ep4Base("", "", ep4Module("edgehub2", "a/b:1", "")), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { ep4Want(t, "EP50", tt.src, lint.Options{}, tt.want) })
	}
}

// TestWhoRefuses: the help names the tools that refuse what is no strict JSON.
func TestWhoRefuses(t *testing.T) {
	base := ep4Base(ep4Proxy, ep4Proxy, "")
	tests := []struct{ name, src, want string }{
		{"byte order mark", "\uFEFF" + base, "az takes the file, iotedgedev refuses it"},
		{"trailing comma", base[:len(base)-1] + ",}", "az reads the file as Python instead of JSON and takes it, iotedgedev refuses it"},
		{"trailing comma and null", base[:len(base)-1] + `, "x": [null],}`, "so does az, because true, false or null"},
		{"trailing comma and true in a string", base[:len(base)-1] + `, "x": "true",}`, "az reads the file as Python instead of JSON"},
		{"comment", "// c\n" + base, "az and iotedgedev refuse the file"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, f := range lint.Source([]byte(tt.src), lint.Options{}) {
				if f.Rule == "EP003" && f.Severity == lint.Warning && strings.Contains(f.Help, tt.want) {
					return
				}
			}
			t.Errorf("no warning of EP003 says %q: %+v", tt.want, lint.Source([]byte(tt.src), lint.Options{}))
		})
	}
}
