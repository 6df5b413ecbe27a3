package manifest_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// agentOf is the module edgeAgent, with these members, of a small deployment.
func agentOf(t testing.TB, members string) *manifest.Module {
	t.Helper()
	doc := parse(t, `{"$edgeAgent":{"properties.desired":{"systemModules":{"edgeAgent":{`+members+`}}}}}`)
	return doc.Deployments()[0].System(manifest.EdgeAgent)
}

// described writes variables as NAME=value (source at pointer below the module).
func described(m *manifest.Module, vars []manifest.Var) []string {
	var list []string
	for _, v := range vars {
		list = append(list, fmt.Sprintf("%s=%s (%s at %s)", v.Name, v.Value, v.Source, strings.TrimPrefix(v.Node.Pointer(), m.Node.Pointer())))
	}
	return list
}

// options writes createOptions with an Env list as a member of settings.
func options(env ...string) string {
	list := make([]string, len(env))
	for i, e := range env {
		list[i] = strconv.Quote(e)
	}
	return `"settings":{"createOptions":` + strconv.Quote(`{"Env":[`+strings.Join(list, ",")+`]}`) + `}`
}

func TestLookup(t *testing.T) {
	tests := []struct {
		name, members string
		want          []string
	}{
		{"none", `"settings":{}`, nil},
		{"in env", `"env":{"https_proxy":{"value":"a"}}`, []string{"https_proxy=a (env at /env/https_proxy/value)"}},
		{"other variables", `"env":{"http_proxy":{"value":"a"},"https_proxy_":{"value":"b"}}`, nil},
		{"member names in other case", `"ENV":{"https_proxy":{"VALUE":"a"}}`, []string{"https_proxy=a (env at /ENV/https_proxy/VALUE)"}},
		{"spellings side by side", `"env":{"HTTPS_PROXY":{"value":"a"},"https_proxy":{"value":"b"}}`,
			[]string{"HTTPS_PROXY=a (env at /env/HTTPS_PROXY/value)", "https_proxy=b (env at /env/https_proxy/value)"}},
		{"number", `"env":{"https_proxy":{"value":1.50}}`, []string{"https_proxy=1.50 (env at /env/https_proxy/value)"}},
		{"booleans", `"env":{"https_proxy":{"value":true},"HTTPS_PROXY":{"value":false}}`,
			[]string{"https_proxy=true (env at /env/https_proxy/value)", "HTTPS_PROXY=false (env at /env/HTTPS_PROXY/value)"}},
		{"null", `"env":{"https_proxy":{"value":null}}`, []string{"https_proxy= (env at /env/https_proxy/value)"}},
		{"no value", `"env":{"https_proxy":{}}`, []string{"https_proxy= (env at /env/https_proxy)"}},
		{"value of a wrong kind", `"env":{"https_proxy":{"value":["a"]}}`, []string{"https_proxy= (env at /env/https_proxy/value)"}},
		{"placeholder without quotes", `"env":{"https_proxy":{"value":${X}}}`, []string{"https_proxy= (env at /env/https_proxy/value)"}},
		{"entry that is no object", `"env":{"https_proxy":"a"}`, nil},
		{"env that is an array", `"env":[{"https_proxy":"a"}]`, nil},
		{"env that is a string", `"env":"https_proxy=a"`, nil},
		{"only in createOptions", options("https_proxy=a"), []string{"https_proxy=a (createOptions.Env at /settings/createOptions/Env/0)"}},
		{"createOptions beat env", `"env":{"https_proxy":{"value":"a"}},` + options("https_proxy=b"), []string{"https_proxy=b (createOptions.Env at /settings/createOptions/Env/0)"}},
		{"createOptions empty it", `"env":{"https_proxy":{"value":"a"}},` + options("https_proxy="), []string{"https_proxy= (createOptions.Env at /settings/createOptions/Env/0)"}},
		{"createOptions without =", `"env":{"https_proxy":{"value":"a"}},` + options("https_proxy"), []string{"https_proxy= (createOptions.Env at /settings/createOptions/Env/0)"}},
		{"case counts between the two", `"env":{"https_proxy":{"value":"a"}},` + options("HTTPS_PROXY=b"),
			[]string{"https_proxy=a (env at /env/https_proxy/value)", "HTTPS_PROXY=b (createOptions.Env at /settings/createOptions/Env/0)"}},
		{"twice in createOptions", options("https_proxy=a", "X=y", "https_proxy=b"), []string{"https_proxy=b (createOptions.Env at /settings/createOptions/Env/2)"}},
		{"= in the value", options("https_proxy=http://a/?b=c"), []string{"https_proxy=http://a/?b=c (createOptions.Env at /settings/createOptions/Env/0)"}},
		{"Env in other case", `"settings":{"CreateOptions":"{\"ENV\":[\"https_proxy=a\"]}"}`, []string{"https_proxy=a (createOptions.Env at /settings/CreateOptions/ENV/0)"}},
		{"Env with escapes", `"settings":{"createOptions":"{\"\\u0045nv\":[\"https_proxy=a\"]}"}`, []string{"https_proxy=a (createOptions.Env at /settings/createOptions/Env/0)"}},
		{"Env with an escaped escape", `"settings":{"createOptions":"{\"\u0045nv\":[\"https_proxy=a\"]}"}`, []string{"https_proxy=a (createOptions.Env at /settings/createOptions/Env/0)"}},
		{"Env across parts", `"settings":{"createOptions":"{\"E","createOptions01":"nv\":[\"https_proxy=a\"]}"}`, []string{"https_proxy=a (createOptions.Env at /settings/createOptions/Env/0)"}},
		{"Env in an object", `"settings":{"createOptions":{"Env":["https_proxy=a"]}}`, []string{"https_proxy=a (createOptions.Env at /settings/createOptions/Env/0)"}},
		{"Env of a wrong kind", `"settings":{"createOptions":"{\"Env\":{\"https_proxy\":\"a\"}}"}`, nil},
		{"elements of a wrong kind", `"settings":{"createOptions":"{\"Env\":[1,null,{\"https_proxy\":\"a\"}]}"}`, nil},
		{"createOptions that are no JSON", `"settings":{"createOptions":"{\"Env\":[\"https_proxy=a\"]"}`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := agentOf(t, tt.members)
			if got := described(m, m.Lookup("https_proxy")); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if got := described(m, m.Lookup("Https_Proxy")); !slices.Equal(got, tt.want) {
				t.Errorf("in other case: got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestEnvironment(t *testing.T) {
	m := agentOf(t, `"env":{"A":{"value":"1"},"B":{"value":"2"},"C":"3","a":{"value":"4"},"A":{"value":"5"}},`+options("B=6", "D=7", "b=8", "D=9", ""))
	got := described(m, m.Environment())
	want := []string{
		"A=5 (env at /env/A/value)",
		"B=6 (createOptions.Env at /settings/createOptions/Env/0)",
		"a=4 (env at /env/a/value)",
		"D=9 (createOptions.Env at /settings/createOptions/Env/3)",
		"b=8 (createOptions.Env at /settings/createOptions/Env/2)",
		"= (createOptions.Env at /settings/createOptions/Env/4)",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestVar(t *testing.T) {
	tests := []struct {
		value          string // of the variable, as JSON
		blank, unknown bool
	}{
		{`"x"`, false, false}, {`""`, true, false}, {`" \t"`, true, false}, {`null`, true, false}, {`0`, false, false},
		{`"${X}"`, false, true}, {`"http://<proxy>:80"`, false, true}, {`"a < b"`, false, false}, {`${X}`, true, true}, {`<x>`, true, true},
	}
	for _, tt := range tests {
		v := agentOf(t, `"env":{"A":{"value":`+tt.value+`}}`).Lookup("A")[0]
		if v.Blank() != tt.blank || v.Unknown() != tt.unknown {
			t.Errorf("%s: blank %v, unknown %v, want %v, %v", tt.value, v.Blank(), v.Unknown(), tt.blank, tt.unknown)
		}
	}
}

func TestImage(t *testing.T) {
	for members, want := range map[string]string{
		`"settings":{"image":"a:1"}`: "a:1", `"Settings":{"IMAGE":"a:1"}`: "a:1", `"settings":{"image":1}`: "", `"settings":[]`: "", `"x":1`: "",
	} {
		if got := agentOf(t, members).Image(); got != want {
			t.Errorf("image of {%s} is %q, want %q", members, got, want)
		}
	}
}
