package rules_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
)

const (
	aModule   = `{"type": "docker", "status": "running", "restartPolicy": "always", "settings": {"image": "a/b:1"}}`
	aProtocol = `, "UpstreamProtocol": {"value": "AmqpWs"}`
)

// TestMisplaced: what edgeAgent passes over gives one finding, which says what
// the device does, and EP506 is silent about it.
func TestMisplaced(t *testing.T) {
	base := ep4Base(ep4Proxy+aProtocol, ep4Proxy+aProtocol, "")
	beside := func(members string) string {
		return strings.Replace(base, `"modules": {}`, members+`, "modules": {}`, 1)
	}
	in := func(members string) string {
		return strings.Replace(base, `"modules": {}`, `"modules": {"m": {"type": "docker", "status": "running", "restartPolicy": "always", `+members+`}}`, 1)
	}
	hub := base[strings.Index(base, `"edgeHub"`):strings.Index(base, "},\n\"modules\"")]
	noHub := strings.Replace(base, ",\n  "+hub, "", 1)
	agent := base[strings.Index(base, `"edgeAgent": {`):strings.Index(base, `"edgeHub"`)]
	agentIn := strings.Replace(strings.Replace(base, agent, "", 1), `"modules": {}`, agent+`"modules": {}`, 1)
	const settings = `"settings": {"image": "a/b:1"}`
	tests := []struct {
		name, src string
		want      []string
	}{
		{"nothing", in(settings), nil},
		{"no edgeHub", noHub, []string{"EP308 systemModules has no edgeHub"}},
		{"edgeHub beside systemModules", strings.Replace(noHub, `"modules": {}`, hub+`, "modules": {}`, 1), []string{`EP510 "edgeHub" stands beside systemModules`}},
		{"edgeHub in other case", strings.Replace(noHub, `"modules": {}`, strings.Replace(hub, "edgeHub", "edgehub", 1)+`, "modules": {}`, 1), []string{`EP510 "edgehub" stands beside systemModules`}},
		{"edgeAgent beside systemModules", strings.Replace(beside(`"edgeagnt": `+aModule), `"edgeAgent":`, `"other":`, 1), []string{`EP510 module "other" stands in systemModules, where edgeAgent looks for none: expected it in modules`, `EP510 module "edgeagnt" stands beside systemModules, where edgeAgent looks for none: expected it in systemModules`}},
		{"a module beside modules", beside(`"m": ` + aModule), []string{`EP510 "m" stands beside systemModules, where edgeAgent looks for none: expected it in modules`}},
		{"a module in runtime", strings.Replace(base, `"runtime": {`, `"runtime": {"m": `+aModule+`, `, 1), []string{`EP510 "m" stands in runtime`}},
		{"a module in systemModules", strings.Replace(base, `"systemModules": {`, `"systemModules": {"m": `+aModule+`, `, 1), []string{`EP510 "m" stands in systemModules`}},
		{"edgeHub misspelt", strings.Replace(base, `"edgeHub": {`, `"edge-hub": {`, 1), []string{`EP510 systemModules has "edge-hub", which edgeAgent does not know: expected edgeHub`}},
		{"edgeHub with the name of its twin", strings.Replace(base, `"edgeHub": {`, `"$edgeHub": {`, 1), []string{`EP510 systemModules has "$edgeHub"`}},
		{"a module beside edgeHub with nearly its name", strings.Replace(base, `"systemModules": {`, `"systemModules": {"edgeHub2": `+aModule+`, `, 1), []string{`EP510 "edgeHub2" stands in systemModules`}},
		{"edgeHub in a module", strings.Replace(in(settings+`, "edgeHub": `+aModule), ",\n  "+hub, "", 1), []string{"EP308 no edgeHub", `EP511 module "edgeHub" stands inside module "m"`}},
		{"a module in a module", in(settings + `, "n": ` + aModule), []string{`EP511 module "n" stands inside module "m"`}},
		{"a module in settings", in(`"settings": {"image": "a/b:1", "n": ` + aModule + `}`), []string{`EP511 module "n" stands inside module "m"`}},
		{"modules in a module", in(settings + `, "modules": {"n": ` + aModule + `}`), []string{`EP511 module "n"`}},
		{"env in env", in(settings + `, "env": {"env": {"A": {"value": "b"}}}`), []string{"EP512 stands inside env"}},
		{"env in settings", in(`"settings": {"image": "a/b:1", "env": {"A": {"value": "b"}}}`), []string{"EP512 stands under settings"}},
		{"a variable called env", in(settings + `, "env": {"env": {"value": "b"}}`), nil},
		{"the proxy in env in env", in(settings + `, "env": {"env": {` + ep4Proxy + `, "A": {"value": "b"}}}`), []string{"EP512 stands inside env", "EP106 in an env inside env"}},
		{"only the proxy in env in env", in(settings + `, "env": {"env": {` + ep4Proxy + `}}`), []string{"EP106 in an env inside env"}},
		{"desired properties in settings", in(`"settings": {"image": "a/b:1", "properties.desired": {"a": 1}}`), []string{`EP513 stands in settings of module "m"`}},
		{"desired properties in a module", in(settings + `, "properties.desired": {"a": 1}`), []string{`EP513 stands in module "m"`}},
		{"a desired property in env", in(settings + `, "env": {"properties.desired.a": {"value": "b"}}`), []string{`EP513 stands in env of module "m"`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { ep4Want(t, "EP", tt.src, lint.Options{}, tt.want) })
	}
	t.Run("edgeAgent beside systemModules", func(t *testing.T) {
		ep4Want(t, "EP1", agentIn, lint.Options{}, nil)
		ep4Want(t, "EP510", agentIn, lint.Options{}, []string{`EP510 "edgeAgent" stands beside systemModules`})
	})
	t.Run("edgeAgent misspelt", func(t *testing.T) {
		src := strings.Replace(base, `"edgeAgent": {`, `"edgeAgnet": {`, 1)
		ep4Want(t, "EP1", src, lint.Options{}, nil)
		ep4Want(t, "EP510", src, lint.Options{}, []string{"EP510 expected edgeAgent"})
		for _, f := range lint.Source([]byte(src), lint.Options{}) {
			if f.Rule == "EP510" && !strings.Contains(f.Help, "without end") {
				t.Errorf("the help does not say that edgeAgent removes itself: %s", f.Help)
			}
		}
	})
	t.Run("layered", func(t *testing.T) {
		ep4Want(t, "EP51", ep4Layered(`"properties.desired.modules.m": {`+settings+`, "n": `+aModule+`}`), lint.Options{}, []string{`EP511 module "n"`})
		ep4Want(t, "EP308", ep4Layered(`"properties.desired.modules.m": `+aModule), lint.Options{}, nil)
	})
}

// TestProxyInOneOfSeveral: every env inside env, and under settings, is looked at, if the key
// stands there more than once.
func TestProxyInOneOfSeveral(t *testing.T) {
	const proxy = `{"https_proxy": {"value": "http://proxy.example.com:3128"}}`
	for _, agent := range []string{
		`"env": {"env": ` + proxy + `, "env": {"A": {"value": "b"}}}`,
		`"env": {"env": {"A": {"value": "b"}}, "Env": ` + proxy + `}`,
		`"settings": {"env": ` + proxy + `, "ENV": {"A": {"value": "b"}}}`,
	} {
		found := lint.Source([]byte(`{"$edgeAgent": {"properties.desired": {"systemModules": {"edgeAgent": {`+agent+`}}}}}`), lint.Options{})
		if !slices.ContainsFunc(found, func(f lint.Finding) bool { return f.Rule == "EP106" && strings.Contains(f.Message, "https_proxy") }) {
			t.Errorf("%s: no EP106 among %v", agent, found)
		}
	}
}
