package manifest_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// removed is what RemoveProxy makes of a text.
func removed(t testing.TB, src string, r manifest.Removal, targets manifest.Targets) *manifest.Result {
	t.Helper()
	res, err := parse(t, src).RemoveProxy(r, targets)
	if err != nil {
		t.Fatalf("%v\n%s", err, src)
	}
	return res
}

func TestRemoveProxy(t *testing.T) {
	const proxy, protocol = `"https_proxy": { "value": "http://p:1" }`, `"UpstreamProtocol": { "value": "AmqpWs" }`
	lines := func(members ...string) string { return "\n      " + strings.Join(members, ",\n      ") + "\n    " }
	for name, tt := range map[string]struct{ members, want string }{
		"the last":             {`"settings": {}, "env": {` + lines(protocol, proxy) + `}`, `"settings": {}, "env": {` + lines(protocol) + `}`},
		"the first":            {`"env": {` + lines(proxy, protocol) + `}`, `"env": {` + lines(protocol) + `}`},
		"between":              {`"env": {` + lines(protocol, proxy, `"A": { "value": "b" }`) + `}`, `"env": {` + lines(protocol, `"A": { "value": "b" }`) + `}`},
		"every spelling":       {`"env": {` + lines(proxy, `"HTTPS_PROXY": { "value": "" }`, protocol, `"Https_Proxy": "x"`) + `}`, `"env": {` + lines(protocol) + `}`},
		"on one line":          {`"env": {` + proxy + `, ` + protocol + `}`, `"env": {` + protocol + `}`},
		"nothing left":         {"\"settings\": {},\n    \"env\": {" + lines(proxy) + `}`, `"settings": {}`},
		"nothing left, first":  {`"env": {` + proxy + "},\n    \"settings\": {}", `"settings": {}`},
		"nothing but env":      {`"env": {` + lines(proxy) + `}`, `"env": {}`},
		"a trailing comma":     {`"env": {` + lines(protocol, proxy+",") + `}`, `"env": {` + lines(protocol+",") + `}`},
		"CRLF":                 {"\"env\": {\r\n\t" + protocol + ",\r\n\t" + proxy + "\r\n}", "\"env\": {\r\n\t" + protocol + "\r\n}"},
		"comments elsewhere":   {"\"env\": { // all\n" + protocol + ",\n" + proxy + "\n/* end */ }", "\"env\": { // all\n" + protocol + "\n/* end */ }"},
		"no proxy":             {`"env": {` + protocol + `}`, `"env": {` + protocol + `}`},
		"no env":               {`"settings": {}`, `"settings": {}`},
		"a name with a sign":   {`"env": {"https_proxy=x": {"value": "y"}, ` + protocol + `}`, `"env": {` + protocol + `}`},
		"other proxies remain": {`"env": {` + proxy + `, "http_proxy": {"value": "x"}}`, `"env": {"http_proxy": {"value": "x"}}`},
	} {
		wrap := func(members string) string {
			return "{\"$edgeAgent\": {\"properties.desired\": {\"systemModules\": {\n  \"edgeAgent\": {" + members + "}\n}}}}"
		}
		res := removed(t, wrap(tt.members), manifest.Removal{}, manifest.Targets{})
		if got := string(res.Bytes()); got != wrap(tt.want) {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, wrap(tt.want))
		}
		if changed := tt.members != tt.want; changed != (len(res.Changes) > 0) {
			t.Errorf("%s: changes %v", name, res.Changes)
		}
	}
}

// TestRemoveProxyFrom: which modules and variables lose it, and what is refused.
func TestRemoveProxyFrom(t *testing.T) {
	src := base(`"cam": {"settings": {}, "env": {"https_proxy": {"value": "http://u:hunter2@p:1"}, "no_proxy": {"value": "edgeHub"}}}`)
	if res := removed(t, src, manifest.Removal{}, manifest.Targets{}); !strings.Contains(string(res.Bytes()), "hunter2") {
		t.Errorf("a module that nobody chose has lost its proxy:\n%s", res.Bytes())
	}
	chosen := manifest.Targets{Modules: []string{"cam"}}
	res := removed(t, src, manifest.Removal{}, chosen)
	if text := string(res.Bytes()); strings.Contains(text, "https_proxy") || !strings.Contains(text, "no_proxy") {
		t.Errorf("got\n%s", text)
	}
	if got := res.Changes[len(res.Changes)-1].String(); got != `cam: remove https_proxy = "http://***@p:1"` {
		t.Errorf("change %s", got)
	}
	if text := string(removed(t, src, manifest.Removal{NoProxy: true}, chosen).Bytes()); strings.Contains(text, "no_proxy") {
		t.Errorf("got\n%s", text)
	}
	res = removed(t, src, manifest.Removal{UpstreamProtocol: manifest.Amqp}, chosen)
	if text := string(res.Bytes()); strings.Count(text, `"Amqp"`) != strings.Count(text, "UpstreamProtocol") || !strings.Contains(text, `"Amqp"`) {
		t.Errorf("got\n%s", text)
	}
	if spliced, err := manifest.Splice([]byte(src), res.Edits); err != nil || !bytes.Equal(spliced, res.Bytes()) {
		t.Errorf("the edits give (%v)\n%s", err, spliced)
	}
	for _, members := range []string{
		`"cam": {"settings": {"createOptions": "{\"Env\":[\"https_proxy=http://p:1\"]}"}}`,
		"\"cam\": {\"env\": {\"https_proxy\": {\"value\": \"x\"}, // the proxy\n\"A\": {\"value\": \"b\"}}}",
	} {
		var edit *manifest.EditError
		if _, err := parse(t, base(members)).RemoveProxy(manifest.Removal{}, chosen); !errors.As(err, &edit) || edit.Module != "cam" {
			t.Errorf("%s: %v", members, err)
		}
	}
	layer := `{"modulesContent": {"$edgeAgent": {"properties.desired.modules.cam.env": {"https_proxy": {"value": "x"}}}}}`
	if got := string(removed(t, layer, manifest.Removal{}, chosen).Bytes()); got != strings.Replace(layer, `{"https_proxy": {"value": "x"}}`, `{}`, 1) {
		t.Errorf("an env that replaces that of the base was taken away: %s", got)
	}
}

// FuzzRemoveProxy: what RemoveProxy leaves is as strict as before, differs only
// in the env of the targets, has no proxy there, and is left alone by a second
// run. It takes back what Apply has added to a document without a proxy.
func FuzzRemoveProxy(f *testing.F) {
	for _, doc := range documents(f) {
		f.Add(doc, true)
		f.Add(doc, false)
	}
	f.Add([]byte(`{"tp://user:sect":{"$edgeAgent":{"properties.desired":{"systemModules":{"edgeAgent":{"env":{"https_proxy":{"value":"http://p:1"}}}}}}}}`), false)
	f.Fuzz(func(t *testing.T, src []byte, noProxy bool) {
		doc, err := manifest.Parse(src)
		if err != nil {
			return
		}
		all := manifest.Targets{All: true}
		res, err := doc.RemoveProxy(manifest.Removal{NoProxy: noProxy}, all)
		if err != nil {
			checkApplyError(t, src, err)
			return
		}
		after, err := manifest.Parse(res.Bytes())
		if err != nil {
			t.Fatalf("L6: the new document cannot be read: %v\n%s", err, res.Bytes())
		}
		if spliced, err := manifest.Splice(src, res.Edits); err != nil || !bytes.Equal(spliced, res.Bytes()) || (len(res.Changes) == 0) != (len(res.Edits) == 0) {
			t.Fatalf("L2: %d changes, the edits give (%v)\n%s\nand not\n%s", len(res.Changes), err, spliced, res.Bytes())
		}
		checkWithoutProxy(t, doc, after, res.Changes)
		again, err := after.RemoveProxy(manifest.Removal{NoProxy: noProxy}, all)
		if err != nil || len(again.Edits) > 0 {
			t.Fatalf("L4: a second run (%v): %v\n%s", err, again, res.Bytes())
		}
		checkTakesBack(t, after)
	})
}

// checkWithoutProxy: no module has a proxy any more, and but for the variables
// that were removed both documents hold the same. An env that is gone counts as
// an empty one.
func checkWithoutProxy(t *testing.T, before, after *manifest.Document, changes []manifest.Change) {
	t.Helper()
	for _, m := range modules(after) {
		if (!m.System || m.Name == manifest.EdgeAgent || m.Name == manifest.EdgeHub) && len(m.Lookup(manifest.ProxyVar)) > 0 {
			t.Fatalf("L5: module %q has a proxy\n%s", m.Name, after.Bytes())
		}
	}
	for _, c := range after.ChangesSince(before) {
		if !c.Removed || !strings.EqualFold(c.Variable, manifest.ProxyVar) && !strings.EqualFold(c.Variable, manifest.NoProxyVar) && !strings.Contains(c.Variable, "=") {
			t.Fatalf("L5: %v\n%s", c, after.Bytes())
		}
	}
	envs := map[string]bool{}
	for _, c := range changes {
		envs[c.Pointer[:strings.LastIndexByte(c.Pointer, '/')]] = true
	}
	for _, m := range modules(before) { // a Change masks what looks like a password in a key
		if env := m.Env().Pointer(); envs[secret.Pointer(env)] {
			envs[env] = true
		}
	}
	old, now := decode(t, before), decode(t, after)
	for env := range envs {
		old, now = without(old, env), without(now, env)
	}
	if !reflect.DeepEqual(old, now) {
		t.Fatalf("L5: something beside env was changed\nbefore %v\nafter  %v", old, now)
	}
}

// checkTakesBack: in strict JSON, a proxy that Apply adds to env, or with a new env, leaves no
// trace but blanks and line breaks when it is removed again: these stay, too, unless some
// members share a line and others do not. An env that was empty before may be gone.
func checkTakesBack(t *testing.T, doc *manifest.Document) {
	t.Helper()
	if !json.Valid(doc.Bytes()) { // a trailing comma, for example, has become one between members
		return
	}
	for _, m := range modules(doc) {
		if m.Env().Exists() && m.Env().Len() == 0 || m.Node.Kind() == manifest.Object && m.Node.Len() == 0 {
			return
		}
	}
	bare := manifest.Proxy{URL: proxyURL(t, "http://proxy.example.com:3128"), UpstreamProtocol: manifest.KeepProtocol, NoProxy: manifest.KeepNoProxy}
	applied, err := doc.Apply(bare, manifest.Targets{})
	if err != nil {
		return
	}
	with, err := manifest.Parse(applied.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	back, err := with.RemoveProxy(manifest.Removal{}, manifest.Targets{})
	if err != nil {
		return // a comment stands in the way
	}
	if !bytes.Equal(compacted(t, back.Bytes()), compacted(t, doc.Bytes())) {
		t.Fatalf("what Apply added left a trace:\n%s\nbecame\n%s\nand then\n%s", doc.Bytes(), applied.Bytes(), back.Bytes())
	}
}

// compacted is a JSON text without the blanks and line breaks between its tokens.
func compacted(t *testing.T, text []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := json.Compact(&out, text); err != nil {
		t.Fatalf("L6: %v\n%s", err, text)
	}
	return out.Bytes()
}
