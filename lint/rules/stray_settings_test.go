package rules_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// strayOptions are createOptions with the proxy in a place, and how messages
// name the place; "" where the proxy works or may be meant.
var strayOptions = []struct{ options, place string }{
	{`{"HostConfig": {"Env": ["https_proxy=http://p:1"]}}`, "in HostConfig.Env of createOptions"},
	{`{"Config": {"Env": ["A=b", "HTTPS_PROXY=http://p:1"]}}`, "in Config.Env of createOptions"},
	{`{"Environment": ["https_proxy=http://p:1"]}`, "in Environment of createOptions"},
	{`{"environment": {"https_proxy": "http://p:1"}}`, "in environment of createOptions"},
	{`{"HostConfig": {"Environment": {"Https_Proxy": "http://p:1"}}}`, "in HostConfig.Environment of createOptions"},
	{`{"Labels": {"https_proxy": "http://p:1"}}`, "in Labels of createOptions"},
	{`{"https_proxy": "http://p:1"}`, "in createOptions"},
	{`{"HostConfig": {"https_proxy": "http://p:1"}}`, "in HostConfig of createOptions"},
	{`{"Env": ["https_proxy=http://p:1"]}`, ""},
	{`{"Cmd": ["env", "https_proxy=http://p:1", "run"]}`, ""},
	{`{"Labels": {"https_proxy_note": "x"}, "Env": ["A=https_proxy=x"]}`, ""},
}

// TestProxyInOptions: a proxy in createOptions where nobody reads it is EP106
// on any module, and EP101 says where it went on edgeAgent.
func TestProxyInOptions(t *testing.T) {
	for _, tt := range strayOptions {
		t.Run(tt.options, func(t *testing.T) {
			text, err := json.Marshal(tt.options)
			if err != nil {
				t.Fatal(err)
			}
			settings := `"settings": {"image": "example.com/m:1", "createOptions": ` + string(text) + `}`
			module, agent := ep4Base(ep4Proxy, ep4Proxy, `"m": {`+settings+`}`), strings.Replace(ep4Base(`"A": {"value": "b"}`, ep4Proxy, ""),
				`"settings": {"image": "mcr.microsoft.com/azureiotedge-agent:1.5"}`, settings, 1)
			off := lint.Options{Severities: map[string]check.Severity{"EP101": check.Off}}
			if tt.place == "" {
				ep4Want(t, "EP106", module, lint.Options{}, nil)
				ep4Want(t, "EP106", agent, off, nil)
				return
			}
			ep4Want(t, "EP106", module, lint.Options{}, []string{`EP106 https_proxy of module "m" stands ` + tt.place + ","})
			ep4Want(t, "EP10", agent, lint.Options{}, []string{"EP101 it stands " + tt.place + ", where nothing reads it"})
			ep4Want(t, "EP106", agent, off, []string{"EP106 stands " + tt.place})
		})
	}
}

// TestNoEmptyEnvIsLeft: the fix of EP106 takes an env away that it empties.
func TestNoEmptyEnvIsLeft(t *testing.T) {
	agent := func(members string) string {
		return strings.Replace(ep4Base("", ep4Proxy+`, "UpstreamProtocol": {"value": "AmqpWs"}`, ""), `"image": "mcr.microsoft.com/azureiotedge-agent:1.5"}, "env": {}`, members, 1)
	}
	const both = `"https_proxy": {"value": "http://p:1"}, "UpstreamProtocol": {"value": "AmqpWs"}`
	for _, src := range []string{
		agent(`"image": "a:1", "env": {` + both + `}}`),
		agent(`"env": {` + ep4Proxy + `}, "image": "a:1"}, "env": {"UpstreamProtocol": {"value": "AmqpWs"}}`),
		agent(`"image": "a:1"}, "env": {"env": {` + both + `}}`),
	} {
		doc, err := manifest.Parse([]byte(src))
		if err != nil {
			t.Fatal(err)
		}
		fixed, err := lint.Fix(doc, lint.Run(doc, lint.Options{}))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range fixed.Left {
			if f.Rule == "EP106" || f.Rule == "EP101" {
				t.Errorf("%s is left: %s", f.Rule, f.Message)
			}
		}
		if text := strings.Join(strings.Fields(string(fixed.Bytes)), ""); strings.Contains(text, `"env":{}`) {
			t.Errorf("an empty env is left in\n%s", fixed.Bytes)
		}
	}
}
