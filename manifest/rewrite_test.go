package manifest_test

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

func TestRemove(t *testing.T) {
	const refused = "nothing is planned"
	tests := []struct{ name, src, key, want string }{
		{"only member", `{"a":1}`, "a", `{}`},
		{"only member on its line", "{\n  \"a\": 1\n}", "a", `{}`},
		{"first", "{\n  \"a\": 1,\n  \"b\": 2\n}", "a", "{\n  \"b\": 2\n}"},
		{"middle", "{\n  \"a\": 1,\n  \"b\": 2,\n  \"c\": 3\n}", "b", "{\n  \"a\": 1,\n  \"c\": 3\n}"},
		{"last", "{\n  \"a\": 1,\n  \"b\": 2\n}", "b", "{\n  \"a\": 1\n}"},
		{"last with a trailing comma", "{\n  \"a\": 1,\n  \"b\": 2,\n}", "b", "{\n  \"a\": 1,\n}"},
		{"only member with a trailing comma", "{ \"a\": 1, }", "a", "{}"},
		{"on one line", `{ "a": 1, "b": 2 }`, "b", `{ "a": 1 }`},
		{"the last of two with one key", `{"a":1,"a":2}`, "a", `{"a":1}`},
		{"odd keys", `{"zz":{"x":1},"\"a":7,"k":1}`, `"a`, `{"zz":{"x":1},"k":1}`},
		{"comment beside", "{\n  \"a\": 1,\n  \"b\": 2 // why\n}", "a", "{\n  \"b\": 2 // why\n}"},
		{"comment after it", "{\n  \"a\": 1, // why\n  \"b\": 2\n}", "a", refused},
		{"comment before it", "{\n  \"a\": 1,\n  // why\n  \"b\": 2\n}", "b", refused},
		{"comment in it", `{"a":[/**/],"b":1}`, "a", refused},
		{"comment in the otherwise empty object", `{ /**/ "a": 1 }`, "a", refused},
		{"placeholder", `{"a":${A},"b":1}`, "a", `{"b":1}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc := parse(t, tt.src)
			edits := doc.Remove(doc.Root().Get(tt.key))
			got := refused
			if len(edits) > 0 {
				got = string(rewritten(t, doc, edits).Bytes())
			}
			if got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestRemoveWhatIsNoMember(t *testing.T) {
	doc := parse(t, `{"$edgeAgent":{"properties.desired":{"systemModules":{"edgeAgent":{"x":[1],`+options("A=b")+`}}}}}`)
	m := doc.Deployments()[0].System("edgeAgent")
	var element manifest.Node
	for c := range m.Node.Get("x").Children() {
		element = c
	}
	for name, n := range map[string]manifest.Node{
		"missing": {}, "root": doc.Root(), "element": element, "inside createOptions": m.CreateOptions().Env()[0],
	} {
		if edits := doc.Remove(n); len(edits) > 0 {
			t.Errorf("%s: %v is planned", name, edits)
		}
	}
}

// TestWrapAndMove shows the rewrites in documents of the usual style.
func TestWrapAndMove(t *testing.T) {
	wrap := func(key string) func(*manifest.Module) []manifest.Edit {
		return func(m *manifest.Module) []manifest.Edit { return m.WrapEntry(m.Env().Get(key)) }
	}
	move := func(from ...string) func(*manifest.Module) []manifest.Edit {
		return func(m *manifest.Module) []manifest.Edit {
			var nodes []manifest.Node
			var settings []manifest.Setting
			for _, path := range from {
				n := m.Node
				for _, key := range strings.Split(path, "/") {
					n = n.Get(key)
				}
				nodes = append(nodes, n)
				settings = append(settings, manifest.Setting{Name: n.Key(), Value: n.Text()})
			}
			edits, err := m.MoveToEnv(nodes, settings)
			if err != nil {
				t.Fatal(err)
			}
			return edits
		}
	}
	inner := func(m *manifest.Module) []manifest.Edit {
		edits, err := m.MoveToEnv([]manifest.Node{m.Env().Get("env")}, []manifest.Setting{{Name: "A", Value: "b"}})
		if err != nil {
			t.Fatal(err)
		}
		return edits
	}
	const refused = "nothing is planned"
	tests := []struct {
		name   string
		module string // between its braces
		plan   func(*manifest.Module) []manifest.Edit
		want   string
	}{
		{"wrap a string", "\n  \"env\": {\n    \"A\": \"b\"\n  }\n", wrap("A"), "\n  \"env\": {\n    \"A\": {\n      \"value\": \"b\"\n    }\n  }\n"},
		{"wrap beside entries on one line", "\n  \"env\": {\n    \"A\": \"b\",\n    \"C\": { \"value\": \"d\" }\n  }\n", wrap("A"),
			"\n  \"env\": {\n    \"A\": { \"value\": \"b\" },\n    \"C\": { \"value\": \"d\" }\n  }\n"},
		{"wrap a number", `"env":{"A":1.50}`, wrap("A"), `"env":{"A":{"value":1.50}}`},
		{"wrap null", `"env":{"A":null}`, wrap("A"), refused},
		{"wrap an object", `"env":{"A":{}}`, wrap("A"), refused},
		{"move to a new env in its place", "\n  \"settings\": {},\n  \"https_proxy\": \"x\",\n  \"type\": \"docker\"\n", move("https_proxy"),
			"\n  \"settings\": {},\n  \"env\": {\n    \"https_proxy\": {\n      \"value\": \"x\"\n    }\n  },\n  \"type\": \"docker\"\n"},
		{"move to env", "\n  \"https_proxy\": \"x\",\n  \"env\": {}\n", move("https_proxy"),
			"\n  \"env\": {\n    \"https_proxy\": {\n      \"value\": \"x\"\n    }\n  }\n"},
		{"move out of settings", "\n  \"settings\": {\n    \"image\": \"a\",\n    \"https_proxy\": \"x\"\n  }\n", move("settings/https_proxy"),
			"\n  \"settings\": {\n    \"image\": \"a\"\n  },\n  \"env\": {\n    \"https_proxy\": {\n      \"value\": \"x\"\n    }\n  }\n"},
		{"move two", "\n  \"https_proxy\": \"x\",\n  \"settings\": {},\n  \"UpstreamProtocol\": \"AmqpWs\"\n", move("https_proxy", "UpstreamProtocol"),
			"\n  \"env\": {\n    \"https_proxy\": {\n      \"value\": \"x\"\n    },\n    \"UpstreamProtocol\": {\n      \"value\": \"AmqpWs\"\n    }\n  },\n  \"settings\": {}\n"},
		{"move the only member out of env, into it", `"env":{"env":{"A":{"value":"b"}}}`, inner, `"env":{"A":{"value":"b"}}`},
		{"move the only member on lines of its own", "\n  \"env\": {\n    \"env\": { \"A\": { \"value\": \"b\" } },\n  }\n", inner, "\n  \"env\": {\n    \"A\": { \"value\": \"b\" },\n  }\n"},
		{"move the only member, which holds a comment", `"env":{"env":{/* why */"A":{"value":"b"}}}`, inner, refused},
		{"move what has a comment", "\n  \"https_proxy\": \"x\", // why\n  \"settings\": {}\n", move("https_proxy"),
			"\n  \"env\": {\n    \"https_proxy\": {\n      \"value\": \"x\"\n    }\n  }, // why\n  \"settings\": {}\n"},
		{"move what has a comment to an env that is there", "\n  \"https_proxy\": \"x\", // why\n  \"env\": {}\n", move("https_proxy"), refused},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			const before, after = `{"$edgeAgent":{"properties.desired":{"systemModules":{"edgeAgent":{`, `}}}}}`
			doc := parse(t, before+tt.module+after)
			edits := tt.plan(doc.Deployments()[0].System("edgeAgent"))
			got := refused
			if len(edits) > 0 {
				got = string(rewritten(t, doc, edits).Bytes())
				got = strings.TrimSuffix(strings.TrimPrefix(got, before), after)
			}
			if got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}
