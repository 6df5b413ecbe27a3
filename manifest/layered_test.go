package manifest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// TestLayeredPieces: what a layered deployment sets below a module counts as if it stood
// in the module.
func TestLayeredPieces(t *testing.T) {
	tests := []struct {
		name, members string // M stands for the module
		want          string // its variables, each as NAME=VALUE (SOURCE), then its image
	}{
		{"env", `"M.env": {"A": {"value": "1"}}`, "A=1 (env)"},
		{"env in another case", `"M.ENV": {"A": {"value": "1"}}`, "A=1 (env)"},
		{"a variable", `"M.env.A": {"value": "1"}`, "A=1 (env)"},
		{"its value", `"M.env.A.value": "1"`, "A=1 (env)"},
		{"its value in another case", `"M.Env.A.Value": true`, "A=true (env)"},
		{"another member of it", `"M.env.A.values": "1"`, ""},
		{"a value deeper", `"M.env.A.value.b": "1"`, ""},
		{"a value taken away", `"M.env.A.value": null`, ""},
		{"the later one counts", `"M.env.A": {"value": "1"}, "M.env.A.value": "2"`, "A=2 (env)"},
		{"settings", `"M.settings": {"image": "i:1", "createOptions": "{\"Env\":[\"A=2\"]}"}`, "A=2 (createOptions.Env) i:1"},
		{"members of settings", `"M.settings.Image": "i:1", "M.Settings.createOptions": "{\"Env\":[\"A=2\"]}", "M.env.A.value": "1"`, "A=2 (createOptions.Env) i:1"},
		{"parts of createOptions", `"M.settings.createOptions": "{\"Env\":", "M.settings.createOptions01": "[\"A=2\"]}"`, "A=2 (createOptions.Env)"},
		{"part beside settings", `"M.settings": {"createOptions": "{\"Env\":"}, "M.settings.createOptions01": "[\"A=2\"]}"`, "A=2 (createOptions.Env)"},
		{"nothing that edgeAgent reads", `"M.foo": {"image": "i:1"}, "M.env.": {"value": "1"}, "M.settings.": "x"`, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			members := strings.ReplaceAll(tt.members, `"M.`, `"properties.desired.modules.m.`)
			d := parse(t, `{"modulesContent": {"$edgeAgent": {`+members+`}}}`).Deployments()[0]
			var got []string
			if m := d.Module("m"); m != nil {
				for _, v := range m.Environment() {
					got = append(got, fmt.Sprintf("%s=%s (%s)", v.Name, v.Value, v.Source))
					if one := m.Lookup(strings.ToLower(v.Name)); len(one) != 1 || one[0].Value != v.Value {
						t.Errorf("Lookup found %v", one)
					}
				}
				if m.Image() != "" {
					got = append(got, m.Image())
				}
				if !m.Place().Exists() {
					t.Error("the module stands nowhere")
				}
			}
			if text := strings.Join(got, " "); text != tt.want {
				t.Errorf("got  %s\nwant %s", text, tt.want)
			}
		})
	}
}

// TestApplyToPieces: Apply leaves a layer alone that sets only settings of a module, unless
// somebody names the module, and says what to write where it cannot edit.
func TestApplyToPieces(t *testing.T) {
	src := func(members string) string {
		return `{"modulesContent": {"$edgeAgent": {` + members + `}}}`
	}
	proxy := manifest.Proxy{URL: proxyURL(t, "http://proxy.example.com:3128")}
	settings := src(`"properties.desired.modules.m.settings": {"image": "i:1"}`)
	res, err := parse(t, settings).Apply(proxy, manifest.Targets{All: true})
	if err != nil || string(res.Bytes()) != settings {
		t.Errorf("for all modules: %v, %s", err, res.Bytes())
	}
	for members, want := range map[string]string{
		`"properties.desired.modules.m.settings": {"image": "i:1"}`:            `write a key "properties.desired.modules.m.env"`,
		`"properties.desired.modules.m.env.https_proxy.value": "http://old:1"`: "set by single keys",
	} {
		_, err := parse(t, src(members)).Apply(proxy, manifest.Targets{Modules: []string{"m"}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", members, err, want)
		}
	}
	both := src(`"properties.desired.modules.m": {"type": "docker"}, "properties.desired.modules.m.settings": {"image": "i:1"}`)
	res, err = parse(t, both).Apply(proxy, manifest.Targets{Modules: []string{"m"}})
	if err != nil || !strings.Contains(string(res.Bytes()), `"type": "docker",`) {
		t.Errorf("a module beside its settings: %v", err)
	}
	stands := proxy
	stands.Placeholder = proxyURL(t, "${PROXY_URL}")
	res, err = parse(t, src(`"properties.desired.modules.m.env.A.value": "${PROXY_URL}"`)).Apply(stands, manifest.Targets{})
	if err != nil || !strings.Contains(string(res.Bytes()), `value": "http://proxy.example.com:3128"`) {
		t.Errorf("a placeholder as the value: %v", err)
	}
}
