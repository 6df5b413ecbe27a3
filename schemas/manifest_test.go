package schemas_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The smallest deployments that the runtime takes.
const (
	baseDeployment = `{
		"$edgeAgent": {"properties.desired": {
			"schemaVersion": "1.1",
			"runtime": {"type": "docker"},
			"systemModules": {
				"edgeAgent": {"type": "docker", "settings": {"image": "agent:1.5"}},
				"edgeHub": {"type": "docker", "status": "running", "settings": {"image": "hub:1.5"}}
			},
			"modules": {
				"m": {"type": "docker", "status": "running", "settings": {"image": "m"}}
			}
		}},
		"$edgeHub": {"properties.desired": {
			"schemaVersion": "1.1",
			"routes": {},
			"storeAndForwardConfiguration": {}
		}}
	}`
	layeredDeployment = `{
		"$edgeAgent": {
			"properties.desired.modules.m": {"type": "docker", "status": "running", "settings": {"image": "m"}}
		}
	}`
)

// Where things stand in them.
const (
	agent  = "/$edgeAgent/properties.desired"
	system = agent + "/systemModules"
	module = agent + "/modules/m"
	hub    = "/$edgeHub/properties.desired"
	layer  = "/$edgeAgent/properties.desired.modules.m"
)

type manifestCase struct {
	name string
	edit []edit
	want []string // complaints, as "pointer: what is wrong"
}

// run tries each case on the schema with the given name.
func run(t *testing.T, schemaName, doc string, cases []manifestCase) {
	t.Helper()
	schema := compile(t, schemaName)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := complaints(t, schema, edited(t, decode(t, doc), c.edit...))
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// both are cases that hold for deployments and templates alike.
var both = []manifestCase{
	{"smallest", nil, nil},

	// What the runtime takes, whatever other schemas say of it.
	{"agent 1.0", []edit{{agent + "/schemaVersion", `"1.0"`}}, nil},
	{"agent 1.1.0", []edit{{agent + "/schemaVersion", `"1.1.0"`}}, nil},
	{"hub 1.0", []edit{{hub + "/schemaVersion", `"1.0"`}, {hub + "/routes", ""}}, nil},
	{"hub 1.0.0", []edit{{hub + "/schemaVersion", `"1.0.0"`}}, nil},
	{"hub 1.3", []edit{{hub + "/schemaVersion", `"1.3"`}}, nil},
	{"no edgeHub", []edit{{system + "/edgeHub", ""}, {"/$edgeHub", ""}}, nil},
	{"no edgeAgent", []edit{{system + "/edgeAgent", ""}}, nil},
	{"no modules", []edit{{agent + "/modules", ""}}, nil},
	{"members without effect", []edit{
		{system + "/edgeAgent/status", `"running"`},
		{system + "/edgeAgent/version", `"1.5"`},
		{system + "/edgeAgent/startupOrder", `1`},
		{system + "/edgeAgent/restartPolicy", `"always"`},
	}, nil},
	{"digest", []edit{{module + "/settings/digest", `"sha256:00"`}}, nil},
	{"integrity", []edit{{agent + "/integrity", `{"signature": {}}`}, {hub + "/integrity", `{}`}}, nil},
	{"store limits", []edit{{hub + "/storeAndForwardConfiguration/storeLimits", `{"maxBytes": 20971520}`}}, nil},
	{"kept for ever", []edit{{hub + "/storeAndForwardConfiguration/timeToLiveSecs", `-1`}}, nil},
	{"unknown members", []edit{
		{agent + "/comment", `1`},
		{module + "/comment", `[]`},
		{module + "/settings/comment", `{}`},
		{hub + "/mqttBroker", `"off"`},
		{"/comment", `{}`},
	}, nil},
	{"other case", []edit{
		{module + "/Status", `"running"`}, {module + "/status", ""},
		{module + "/TYPE", `"docker"`}, {module + "/type", ""},
		{module + "/Settings", `{"Image": "m"}`}, {module + "/settings", ""},
		{agent + "/SystemModules", `{}`}, {agent + "/systemModules", ""},
	}, nil},
	{"values in other case", []edit{
		{module + "/status", `"Running"`},
		{module + "/restartPolicy", `"On-Unhealthy"`},
		{module + "/imagePullPolicy", `"ON-CREATE"`},
	}, nil},
	{"names of the enumeration", []edit{{module + "/restartPolicy", `"OnFailure"`}, {module + "/imagePullPolicy", `"OnCreate"`}}, nil},
	{"startup order", []edit{{module + "/startupOrder", `4294967295`}}, nil},
	{"startup order as text", []edit{{module + "/startupOrder", `"50"`}}, nil},
	{"no env", []edit{{module + "/env", `null`}}, nil},
	{"env values", []edit{{module + "/env", `{
		"text": {"value": "x"}, "number": {"value": 1.5}, "boolean": {"value": true},
		"null": {"value": null}, "missing": {}, "more": {"value": "x", "comment": 1},
		"https_proxy": {"value": "anything"}, "UpstreamProtocol": {"value": "anything"}
	}`}}, nil},
	{"no create options", []edit{{module + "/settings/createOptions", `null`}}, nil},
	{"empty create options", []edit{{module + "/settings/createOptions", `""`}}, nil},
	{"create options in parts", []edit{
		{module + "/settings/createOptions", `"{"`},
		{module + "/settings/createOptions01", `"}"`},
		{module + "/settings/createOptions99", `""`},
		{module + "/settings/createOptions100", `{}`},
	}, nil},
	{"registry", []edit{{agent + "/runtime/settings", `{
		"minDockerVersion": "v1.25", "loggingOptions": "",
		"registryCredentials": {"r": {"address": "r.example.com", "username": "u", "password": 1234}}
	}`}}, nil},
	{"image with digest", []edit{{module + "/settings/image", `"r.example.com:5000/a/b@sha256:00"`}}, nil},
	{"image of the parent", []edit{{module + "/settings/image", `"$upstream:443/a/b:1.0"`}}, nil},
	{"routes", []edit{{hub + "/routes", `{
		"a": "FROM /messages/* INTO $upstream",
		"b": {"route": "FROM /messages/* INTO $upstream"},
		"c": {"route": "FROM /messages/* INTO $upstream", "priority": 9, "timeToLiveSecs": 86400},
		"d": {"route": "FROM /messages/* INTO $upstream", "priority": 2000000000, "timeToLiveSecs": "0"}
	}`}}, nil},
	{"no route in schema 1.0", []edit{{hub + "/schemaVersion", `"1.0"`}, {hub + "/routes", `{"a": "", "b": null}`}}, nil},
	{"layered keys beside", []edit{{layer, `{"type": "docker", "status": "running", "settings": {"image": "m"}}`}}, nil},
	{"module twins", []edit{{"/m", `{"properties.desired": {"x": [1]}, "properties.desired.y": 1}`}}, nil},

	// What it refuses.
	{"no schema versions", []edit{{agent + "/schemaVersion", ""}, {hub + "/schemaVersion", ""}}, []string{
		agent + ": needs schemaVersion", hub + ": needs schemaVersion"}},
	{"agent 1.2", []edit{{agent + "/schemaVersion", `"1.2"`}}, []string{agent + "/schemaVersion: enum"}},
	{"agent 11.0", []edit{{agent + "/schemaVersion", `"11.0"`}}, []string{agent + "/schemaVersion: enum"}},
	{"agent 1.10", []edit{{agent + "/schemaVersion", `"1.10"`}}, []string{agent + "/schemaVersion: enum"}},
	{"agent number", []edit{{agent + "/schemaVersion", `1.0`}}, []string{agent + "/schemaVersion: enum"}},
	{"hub 1.4", []edit{{hub + "/schemaVersion", `"1.4"`}}, []string{hub + "/schemaVersion: enum"}},
	{"hub 1", []edit{{hub + "/schemaVersion", `"1"`}}, []string{hub + "/schemaVersion: enum"}},
	{"no runtime", []edit{{agent + "/runtime", ""}}, []string{agent + ": needs runtime"}},
	{"runtime without type", []edit{{agent + "/runtime", `{}`}}, []string{agent + "/runtime: needs type"}},
	{"no system modules", []edit{{agent + "/systemModules", ""}}, []string{agent + ": needs systemModules"}},
	{"edgeAgent empty", []edit{{system + "/edgeAgent", `{}`}}, []string{
		system + "/edgeAgent: needs settings", system + "/edgeAgent: needs type"}},
	{"edgeHub without status", []edit{{system + "/edgeHub/status", ""}}, []string{system + "/edgeHub: needs status"}},
	{"module empty", []edit{{module, `{}`}}, []string{
		module + ": needs settings", module + ": needs status", module + ": needs type"}},
	{"module null", []edit{{module, `null`}}, []string{module + ": type"}},
	{"modules a list", []edit{{agent + "/modules", `[]`}}, []string{agent + "/modules: type"}},
	{"type", []edit{{module + "/type", `"Docker"`}}, []string{module + "/type: enum"}},
	{"status", []edit{{module + "/status", `"enabled"`}}, []string{module + "/status: enum"}},
	{"status null", []edit{{module + "/status", `null`}}, []string{module + "/status: enum"}},
	{"restart policy", []edit{{module + "/restartPolicy", `"on-failured"`}}, []string{module + "/restartPolicy: enum"}},
	{"image pull policy", []edit{{module + "/imagePullPolicy", `"always"`}}, []string{module + "/imagePullPolicy: enum"}},
	{"startup order below 0", []edit{{module + "/startupOrder", `-1`}}, []string{module + "/startupOrder: minimum"}},
	{"startup order too high", []edit{{module + "/startupOrder", `4294967296`}}, []string{module + "/startupOrder: maximum"}},
	{"startup order null", []edit{{module + "/startupOrder", `null`}}, []string{module + "/startupOrder: type"}},
	{"settings text", []edit{{module + "/settings", `"m"`}}, []string{module + "/settings: type"}},
	{"no image", []edit{{module + "/settings", `{}`}}, []string{module + "/settings: needs image"}},
	{"image blank", []edit{{module + "/settings/image", `" "`}}, []string{module + "/settings/image: pattern"}},
	{"image no text", []edit{{module + "/settings/image", `{}`}}, []string{module + "/settings/image: type"}},
	{"create options part", []edit{{module + "/settings/createOptions01", `{}`}}, []string{module + "/settings/createOptions01: type"}},
	{"env a list", []edit{{module + "/env", `[]`}}, []string{module + "/env: type"}},
	{"env entry text", []edit{{module + "/env", `{"A": "x", "https_proxy": "x"}`}}, []string{
		module + "/env/A: type", module + "/env/https_proxy: type"}},
	{"env value object", []edit{{module + "/env", `{"A": {"value": {}}}`}}, []string{module + "/env/A/value: type"}},
	{"registry empty", []edit{{agent + "/runtime/settings", `{"registryCredentials": {"r": {}}}`}}, []string{
		agent + "/runtime/settings/registryCredentials/r: needs address",
		agent + "/runtime/settings/registryCredentials/r: needs password",
		agent + "/runtime/settings/registryCredentials/r: needs username"}},
	{"registry blank", []edit{{agent + "/runtime/settings", `{"registryCredentials": {"r": {"address": "a", "username": "u", "password": ""}}}`}}, []string{
		agent + "/runtime/settings/registryCredentials/r/password: pattern"}},
	{"no routes", []edit{{hub + "/routes", ""}}, []string{hub + ": needs routes"}},
	{"route blank", []edit{{hub + "/routes", `{"a": ""}`}}, []string{hub + "/routes/a: pattern"}},
	{"route number", []edit{{hub + "/routes", `{"a": 1}`}}, []string{hub + "/routes/a: type"}},
	{"route object in schema 1.0", []edit{{hub + "/schemaVersion", `"1.0"`}, {hub + "/routes", `{"a": {"route": "FROM /* INTO $upstream"}}`}}, []string{
		hub + "/routes/a: type"}},
	{"route object empty", []edit{{hub + "/routes", `{"a": {}}`}}, []string{hub + "/routes/a: needs route"}},
	{"route priority", []edit{{hub + "/routes", `{"a": {"route": "r", "priority": 10, "timeToLiveSecs": -1}}`}}, []string{
		hub + "/routes/a/priority: maximum", hub + "/routes/a/timeToLiveSecs: minimum"}},
	{"no store", []edit{{hub + "/storeAndForwardConfiguration", ""}}, []string{hub + ": needs storeAndForwardConfiguration"}},
	{"store time", []edit{{hub + "/storeAndForwardConfiguration/timeToLiveSecs", `7200.5`}}, []string{
		hub + "/storeAndForwardConfiguration/timeToLiveSecs: type"}},
	{"desired a list", []edit{{agent, `[]`}}, []string{agent + ": type"}},
}

func TestDeployment(t *testing.T) {
	run(t, "deployment", baseDeployment, both)
	run(t, "deployment", baseDeployment, []manifestCase{
		{"create options object", []edit{{module + "/settings/createOptions", `{}`}}, []string{module + "/settings/createOptions: type"}},
		{"placeholder for a number", []edit{{module + "/startupOrder", `"${ORDER}"`}}, []string{module + "/startupOrder: type"}},
		{"placeholder in text", []edit{{module + "/settings/image", `"r.example.com/${NAME}:1.0"`}}, nil},
		{"image with tag and digest", []edit{{module + "/settings/image", `"a:1.0@sha256:00"`}}, []string{module + "/settings/image: pattern"}},
		{"not whole", []edit{{agent, ""}}, []string{"/$edgeAgent: needs properties.desired"}},
		{"layered", []edit{{"", layeredDeployment}}, []string{"/$edgeAgent: needs properties.desired"}},
		{"something else", []edit{{"", `{"a": 1}`}}, []string{": needs modulesContent"}},
		{"no object", []edit{{"", `[]`}}, []string{": type"}},
	})
}

// TestShapes puts the content, good and bad, into each shape.
func TestShapes(t *testing.T) {
	shapes := []struct{ schema, before, after, pointer string }{
		{"deployment", ``, ``, ""},
		{"deployment", `{"modulesContent": `, `}`, "/modulesContent"},
		{"deployment", `{"$schema": "deployment.json", "moduleContent": `, `}`, "/moduleContent"},
		{"deployment", `{"content": {"modulesContent": `, `}}`, "/content/modulesContent"},
		{"deployment", `{"content": {"moduleContent": `, `}}`, "/content/moduleContent"},
		{"deployment#/definitions/modulesContent", ``, ``, ""},
		{"layered#/definitions/modulesContent", ``, ``, ""},
		{"template", ``, ``, ""},
		{"template", `{"$schema-template": "4.0.0", "modulesContent": `, `}`, "/modulesContent"},
		{"template", `{"moduleContent": `, `}`, "/moduleContent"},
		{"template", `{"content": {"modulesContent": `, `}}`, "/content/modulesContent"},
		{"configuration", `{"id": "a", "content": {"modulesContent": `, `}}`, "/content/modulesContent"},
		{"configuration", `[{"id": "a", "content": {"modulesContent": `, `}}]`, "/0/content/modulesContent"},
	}
	bad := `{
		"$edgeAgent": {"properties.desired": {}},
		"$edgeHub": {"properties.desired": []},
		"m": {"properties.desired": "x"}
	}`
	for _, s := range shapes {
		t.Run(s.schema+" "+s.before, func(t *testing.T) {
			schema := compile(t, s.schema)
			if got := complaints(t, schema, decode(t, s.before+baseDeployment+s.after)); got != nil {
				t.Error(got)
			}
			want := []string{
				s.pointer + agent + ": needs runtime",
				s.pointer + agent + ": needs schemaVersion",
				s.pointer + agent + ": needs systemModules",
				s.pointer + hub + ": type",
			}
			// The modules content itself may hold anything beside.
			if s.pointer != "" || s.schema != "deployment" && s.schema != "template" {
				want = append(want, s.pointer+"/m/properties.desired: type")
			}
			got := complaints(t, schema, decode(t, s.before+bad+s.after))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestTwin validates the desired properties of the module edgeAgent's twin,
// which has no schema of its own.
func TestTwin(t *testing.T) {
	run(t, "deployment#/definitions/agentDesired", `{
		"schemaVersion": "1.1", "runtime": {"type": "docker"}, "systemModules": {},
		"$metadata": {"$lastUpdated": "2026-01-01T00:00:00Z"}, "$version": 7
	}`, []manifestCase{
		{"good", nil, nil},
		{"bad", []edit{{"/modules/m", `"x"`}}, []string{"/modules/m: type"}},
	})
}

func TestLayered(t *testing.T) {
	run(t, "layered", `{"content": {"modulesContent": `+layeredDeployment+`}}`, []manifestCase{
		{"smallest", nil, nil},
		{"only twins", []edit{{"", `{"modulesContent": {"m": {"properties.desired.x": 1}}}`}}, nil},
		{"bare", []edit{{"", layeredDeployment}}, nil},
		{"only routes", []edit{{"", `{"$edgeHub": {"properties.desired.routes.a": "FROM /* INTO $upstream"}}`}}, nil},
		{"something else", []edit{{"", `{"a": 1}`}}, []string{": needs content"}},
		{"module removed", []edit{{"/content/modulesContent" + layer, `null`}}, nil},
		{"module text", []edit{{"/content/modulesContent" + layer, `"x"`}}, []string{"/content/modulesContent" + layer + ": type"}},
		{"module empty", []edit{{"/content/modulesContent" + layer, `{}`}}, []string{
			"/content/modulesContent" + layer + ": needs settings",
			"/content/modulesContent" + layer + ": needs status",
			"/content/modulesContent" + layer + ": needs type"}},
		{"all modules", []edit{{"/content/modulesContent/$edgeAgent/properties.desired.modules", `{"a": {}}`}}, []string{
			"/content/modulesContent/$edgeAgent/properties.desired.modules/a: needs settings",
			"/content/modulesContent/$edgeAgent/properties.desired.modules/a: needs status",
			"/content/modulesContent/$edgeAgent/properties.desired.modules/a: needs type"}},
		{"env", []edit{{"/content/modulesContent" + layer + ".env", `{"A": {"value": 1}, "B": "x"}`}}, []string{
			"/content/modulesContent" + layer + ".env/B: type"}},
		{"variable", []edit{{"/content/modulesContent" + layer + ".env.A", `"x"`}}, []string{
			"/content/modulesContent" + layer + ".env.A: type"}},
		{"other parts", []edit{{"/content/modulesContent" + layer + ".settings.image", `"m:2"`}}, nil},
		{"registry", []edit{{"/content/modulesContent" + agent + ".runtime.settings.registryCredentials.r", `{"address": "a", "username": "u"}`}}, []string{
			"/content/modulesContent" + agent + ".runtime.settings.registryCredentials.r: needs password"}},
		{"system module", []edit{{"/content/modulesContent" + agent + ".systemModules.edgeAgent", `{}`}}, []string{
			"/content/modulesContent" + agent + ".systemModules.edgeAgent: not allowed"}},
		{"routes", []edit{
			{"/content/modulesContent" + hub + ".routes.a", `"FROM /* INTO $upstream"`},
			{"/content/modulesContent" + hub + ".routes.b", `null`},
			{"/content/modulesContent" + hub + ".routes.c", `{"route": "FROM /* INTO $upstream", "priority": 1}`},
			{"/content/modulesContent" + hub + ".routes.d", `7`},
			{"/content/modulesContent" + hub + ".routes", `[]`},
			{"/content/modulesContent" + hub + ".storeAndForwardConfiguration", `7200`},
		}, []string{
			"/content/modulesContent" + hub + ".routes.d: type",
			"/content/modulesContent" + hub + ".routes: type",
			"/content/modulesContent" + hub + ".storeAndForwardConfiguration: type"}},
	})
}

func TestTemplate(t *testing.T) {
	run(t, "template", baseDeployment, both)
	run(t, "template", baseDeployment, []manifestCase{
		{"layered", []edit{{"", layeredDeployment}}, nil},
		{"placeholders", []edit{
			{agent + "/schemaVersion", `"${AGENT_SCHEMA}"`},
			{agent + "/runtime/type", `"{{runtime}}"`},
			{module + "/type", `"<type>"`},
			{module + "/status", `"$(STATUS)"`},
			{module + "/restartPolicy", `"#{POLICY}#"`},
			{module + "/imagePullPolicy", `"$PULL"`},
			{module + "/startupOrder", `"${ORDER}"`},
			{module + "/settings/image", `"${MODULES.m}"`},
			{module + "/settings/createOptions", `"${OPTIONS}"`},
			{module + "/env", `{"A": {"value": "${A}"}}`},
			{hub + "/schemaVersion", `"${HUB_SCHEMA}"`},
			{hub + "/routes", `{"a": "${ROUTE}", "b": {"route": "${ROUTE}", "priority": "${P}", "timeToLiveSecs": "${TTL}"}}`},
			{hub + "/storeAndForwardConfiguration", `{"timeToLiveSecs": "${TTL}", "storeLimits": {"maxBytes": "${BYTES}"}}`},
		}, nil},
		{"masked placeholder", []edit{{hub + "/storeAndForwardConfiguration/timeToLiveSecs", `"____"`}}, nil},
		{"image with tag and digest", []edit{{module + "/settings/image", `"a:${TAG}@sha256:00"`}}, nil},
		{"create options object", []edit{{module + "/settings/createOptions", `{"Env": ["A=b"], "HostConfig": {}}`}}, nil},
		{"create options list", []edit{{module + "/settings/createOptions", `[]`}}, []string{module + "/settings/createOptions: type"}},
		{"env of create options", []edit{{module + "/settings/createOptions", `{"Env": {"A": "b"}}`}}, []string{module + "/settings/createOptions/Env: type"}},
		{"placeholder for an object", []edit{{module + "/settings", `"${SETTINGS}"`}}, []string{module + "/settings: type"}},
		{"something else", []edit{{"", `{"$schema-template": "4.0.0"}`}}, []string{": needs modulesContent"}},
	})
}

func TestConfiguration(t *testing.T) {
	run(t, "configuration", `{"id": "a", "content": {"modulesContent": `+layeredDeployment+`}}`, []manifestCase{
		{"smallest", nil, nil},
		{"what the service adds", []edit{
			{"/schemaVersion", `null`}, {"/labels", `null`}, {"/priority", `10`}, {"/etag", `"MQ=="`},
			{"/targetCondition", `"tags.site='a'"`}, {"/createdTimeUtc", `"2026-01-01T00:00:00Z"`},
			{"/lastUpdatedTimeUtc", `"2026-01-01T00:00:00Z"`}, {"/contentType", `"assignment"`},
			{"/systemMetrics", `{"queries": {"appliedCount": "select"}, "results": {"appliedCount": 3}}`},
			{"/metrics", `{"queries": {}, "results": {}}`},
		}, nil},
		{"other configurations", []edit{{"", `[
			{"id": "a", "content": {"deviceContent": {"properties.desired.x": 1}}},
			{"id": "b", "content": {"moduleContent": {"properties.desired.x": 1}}}
		]`}}, nil},
		{"empty list", []edit{{"", `[]`}}, nil},
		{"no content", []edit{{"/content", ""}}, []string{": needs content"}},
		{"no content in a list", []edit{{"", `[{"id": "a"}]`}}, []string{"/0: needs content"}},
		{"wrong types", []edit{
			{"/id", `1`}, {"/labels", `{"a": 1}`}, {"/priority", `"10"`},
			{"/targetCondition", `{}`}, {"/metrics", `{"queries": {"a": 1}}`},
		}, []string{"/id: type", "/labels/a: type", "/metrics/queries/a: type", "/priority: type", "/targetCondition: type"}},
		{"no configuration", []edit{{"", `"x"`}}, []string{": type"}},
	})
}
