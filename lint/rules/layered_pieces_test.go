package rules_test

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// TestLayeredPieces: what a layered deployment sets by a key below a module is judged as
// what stands in the module.
func TestLayeredPieces(t *testing.T) {
	const module = `{"type": "docker", "status": "running", "restartPolicy": "always", "settings": {"image": "example.azurecr.io/sensor:1.0"}}`
	tests := []struct {
		name, members string // M stands for the module's path
		want          []string
	}{
		{"a value", `"M.env.https_proxy.value": "http//proxy"`, []string{"EP201 the scheme is missing"}},
		{"a value in another case", `"M.Env.HTTPS_PROXY.Value": "http//proxy"`, []string{"EP201 the scheme is missing"}},
		{"a password", `"M.env.https_proxy.value": "http://u:p@proxy.example.com:3128"`, []string{"EP204 password"}},
		{"a good value", `"M.env.https_proxy.value": "http://proxy.example.com:3128"`, nil},
		{"a good entry", `"M.env.https_proxy": {"value": "http://proxy.example.com:3128"}`, nil},
		{"http_proxy", `"M.env.http_proxy.value": "http://proxy.example.com:3128"`, nil},
		{"a value of a wrong kind", `"M.env.A.value": [1]`, []string{"EP005 an array"}},
		{"settings", `"M.settings": {"image": "a:1:2", "createOptions": "{\"HostConfig\":{\"Binds\":\"/a\"}}"}`, []string{"EP505 image", "EP509 Binds"}},
		{"settings without an image", `"M.settings": {"createOptions": "{}"}`, []string{`EP005 has no "image"`}},
		{"an image", `"M.settings.image": "a:1:2"`, []string{"EP505 image"}},
		{"createOptions", `"M.settings.createOptions": "{\"Env\":[\"https_proxy=http//proxy\"]}"`, []string{"EP201 the scheme is missing"}},
		{"createOptions that are no JSON", `"M.settings.createOptions": "{"`, []string{"EP504 no JSON"}},
		{"a part of createOptions, others are below", `"M.settings.createOptions02": "}"`, nil},
		{"a part of createOptions is missing", `"M.settings": {"image": "a:1", "createOptions02": "}"}`, []string{"EP504 before it"}},
		{"a word", `"M.status": "runing"`, []string{"EP005 running"}},
		{"a good word", `"M.status": "stopped"`, nil},
		{"a number", `"M.startupOrder": -1`, []string{"EP005 startupOrder"}},
		{"named as a system module", `"properties.desired.modules.edgeAgent.env.A.value": "b"`, []string{"EP508 edgeAgent"}},
		{"a system module", `"properties.desired.systemModules.edgeAgent.env.https_proxy.value": "http//proxy"`, []string{"EP501 systemModules"}},
		{"beside env", `"M.https_proxy": {"value": "x"}`, []string{"EP106 outside env"}},
		{"under settings", `"M.settings.UpstreamProtocol.value": "AmqpWs"`, []string{"EP106 outside env"}},
		{"under settings as a whole", `"M.settings": {"image": "a:1", "https_proxy": "x"}`, []string{"EP106 under settings"}},
		{"env under settings", `"M.settings.env": {"A": {"value": "b"}}`, []string{"EP512 under settings"}},
		{"env in env", `"M.env.env.https_proxy": {"value": "x"}`, []string{"EP106 outside env"}},
		{"a module and its env", `"M": ` + module + `, "M.env.A.value": "b"`, []string{"EP507 lies below"}},
		{"env and a variable", `"M.env": {}, "M.env.A.value": "b"`, []string{"EP507 lies below"}},
		{"env twice", `"M.env": {}, "M.ENV": {}`, []string{"EP507 are the same to edgeAgent"}},
		{"a variable twice", `"M.env.A": {"value": "a"}, "M.Env.A": {"value": "b"}`, []string{"EP507 are the same to edgeAgent"}},
		{"env and a variable in another case", `"M.ENV": {}, "M.env.A.Value": "b"`, []string{"EP507 lies below"}},
		{"variables and modules in another case", `"M.env.A.value": "a", "M.env.a.value": "b", "properties.desired.modules.M.env.A.value": "c"`, nil},
		{"settings and a part of it", `"M.settings": {"image": "a:1", "createOptions": "{}"}, "M.settings.createOptions": "{}"`, []string{"EP507 lies below"}},
		{"settings and a part of it in another case", `"M.settings": {"image": "a:1", "createOptions": "{}"}, "M.settings.CreateOptions": "{}"`, []string{"EP504 createOptions", "EP507 lies below"}},
		{"two variables", `"M.env.A.value": "a", "M.env.AB.value": "b"`, nil},
		{"modules as a whole and one", `"properties.desired.modules": {}, "M.env.A.value": "b"`, []string{"EP507 lies below"}},
		{"another word for modules", `"properties.desired.module.m": ` + module, []string{"EP510 looks for none"}},
		{"modules in another case", `"properties.desired.Modules.m": ` + module, []string{"EP510 looks for none"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			members := strings.ReplaceAll(tt.members, `"M`, `"properties.desired.modules.m`)
			ep4Want(t, "EP", ep4Layered(members), lint.Options{}, tt.want)
		})
	}
}

// TestConvertedPiece: of a key below a module, too, edgeAgent converts what other tools
// refuse.
func TestConvertedPiece(t *testing.T) {
	for value, want := range map[string]check.Severity{`"running "`: check.Warning, `2`: check.Warning, `"runing"`: check.Error} {
		found := lint.Source([]byte(ep4Layered(`"properties.desired.modules.m.status": `+value)), lint.Options{})
		if len(found) != 1 || found[0].Rule != "EP005" || found[0].Severity != want {
			t.Errorf("%s: %v, want one finding of EP005, %s", value, found, want)
		}
	}
}
