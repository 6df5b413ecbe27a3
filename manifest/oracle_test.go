package manifest_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/tidwall/gjson"
	"github.com/tidwall/sjson"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
)

// strictDocuments are those in which other readers fall into no trap: strict
// JSON, no key twice in an object.
func strictDocuments(t *testing.T) (docs []*manifest.Document) {
	t.Helper()
	for _, src := range documents(t) {
		doc, err := manifest.Parse(src)
		if err != nil || len(doc.Oddities()) > 0 || doc.Root().Kind() != manifest.Object {
			continue
		}
		unique := true
		for obj := range doc.Objects() {
			unique = unique && len(jsontree.Duplicates(obj)) == 0
		}
		if unique {
			docs = append(docs, doc)
		}
	}
	if len(docs) < 100 {
		t.Fatalf("only %d documents to compare with", len(docs))
	}
	return docs
}

// TestNodesAgainstGJSON: gjson finds the same values at the same offsets.
func TestNodesAgainstGJSON(t *testing.T) {
	for _, doc := range strictDocuments(t) {
		walk(doc.Root(), func(n manifest.Node) {
			if n == doc.Root() {
				return
			}
			path := gjsonPath(n, "")
			got := gjson.GetBytes(doc.Bytes(), path)
			if got.Raw != string(n.Raw()) || got.Index != n.Span().Start {
				t.Errorf("%s: gjson finds %q at %d, want %q at %d", n.Pointer(), got.Raw, got.Index, n.Raw(), n.Span().Start)
			}
			if n.Kind() == manifest.String && got.String() != n.Text() {
				t.Errorf("%s: gjson reads %q, want %q", n.Pointer(), got.String(), n.Text())
			}
		})
	}
}

// gjsonPath is the path to a value. sjson wants a colon before keys that look
// like something else.
func gjsonPath(n manifest.Node, mark string) string {
	var parts []string
	for ; n.Parent().Exists(); n = n.Parent() {
		part := mark + gjson.Escape(n.Key())
		if n.Parent().Kind() == manifest.Array {
			part = strconv.Itoa(place(n)[len(place(n))-1])
		}
		parts = append([]string{part}, parts...)
	}
	return strings.Join(parts, ".")
}

// TestNodesAgainstJSONText: jsontext reports the same values in the same order,
// with the same pointers.
func TestNodesAgainstJSONText(t *testing.T) {
	for _, doc := range strictDocuments(t) {
		var got, want []string
		walk(doc.Root(), func(n manifest.Node) { got = append(got, n.Pointer()) })
		dec := jsontext.NewDecoder(bytes.NewReader(doc.Bytes()))
		for {
			token, err := dec.ReadToken()
			if err != nil {
				break
			}
			kind, _ := dec.StackIndex(dec.StackDepth())
			_, length := dec.StackIndex(dec.StackDepth())
			if isKey := kind == jsontext.KindBeginObject && length%2 == 1; token.Kind() != '}' && token.Kind() != ']' && !isKey {
				want = append(want, string(dec.StackPointer()))
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("pointers are\n%q\nwant\n%q", got, want)
		}
	}
}

// TestReplaceAgainstSJSON: where every target has a proxy already, Apply does
// byte for byte what sjson does with the same values.
func TestReplaceAgainstSJSON(t *testing.T) {
	url := "http://user:p%26ss@proxy.example.com:3128"
	proxy := manifest.Proxy{URL: proxyURL(t, url), UpstreamProtocol: manifest.KeepProtocol}
	compared := 0
	for _, doc := range strictDocuments(t) {
		res, err := doc.Apply(proxy, manifest.Targets{All: true})
		if err != nil {
			continue
		}
		want := bytes.Clone(doc.Bytes())
		replaced := true
		for _, m := range modules(doc) {
			for _, v := range m.Lookup(manifest.ProxyVar) {
				if v.Name != manifest.ProxyVar || v.Node == v.Entry {
					replaced = false
					continue
				}
				if want, err = sjson.SetBytes(want, gjsonPath(v.Node, ":"), url); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, c := range res.Changes {
			replaced = replaced && !c.Added
		}
		if !replaced || len(res.Changes) == 0 {
			continue
		}
		compared++
		if !bytes.Equal(res.Bytes(), want) {
			t.Errorf("got\n%s\nwant\n%s", res.Bytes(), want)
		}
	}
	if compared < 3 {
		t.Errorf("only %d documents were compared", compared)
	}
}

// TestApplyAgainstMaps: the new document, decoded, is what comes of setting the
// variables in the old one, decoded.
func TestApplyAgainstMaps(t *testing.T) {
	const url = "http://proxy.example.com:3128"
	compared := 0
	for _, doc := range strictDocuments(t) {
		res, err := doc.Apply(manifest.Proxy{URL: proxyURL(t, url), UpstreamProtocol: manifest.MqttWs, NoProxy: "localhost"}, manifest.Targets{All: true})
		if err != nil {
			continue
		}
		var want, got any
		if err := json.Unmarshal(doc.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(res.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		for _, m := range modules(doc) {
			wanted := map[string]string{manifest.ProxyVar: url, manifest.ProtocolVar: "MqttWs"}
			if !m.System {
				wanted[manifest.NoProxyVar] = "localhost"
			} else if m.Name != manifest.EdgeAgent && m.Name != manifest.EdgeHub {
				continue
			}
			if m.Partial() {
				continue
			}
			setInMaps(want, m, wanted)
		}
		compared++
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got\n%s\nwant\n%v", res.Bytes(), want)
		}
	}
	if compared < 100 {
		t.Errorf("only %d documents were compared", compared)
	}
}

// setInMaps sets variables in the env of a module of a decoded document.
func setInMaps(root any, m *manifest.Module, vars map[string]string) {
	at := root
	pointer := m.Env().Pointer()
	if !m.Env().Exists() {
		pointer = m.Node.Pointer() + "/env"
	}
	for _, part := range strings.Split(pointer, "/")[1:] {
		key := strings.NewReplacer("~1", "/", "~0", "~").Replace(part)
		switch parent := at.(type) {
		case map[string]any:
			if parent[key] == nil {
				parent[key] = map[string]any{}
			}
			at = parent[key]
		case []any:
			i, _ := strconv.Atoi(key)
			at = parent[i]
		}
	}
	env := at.(map[string]any)
	for name, value := range vars {
		done := false
		for key := range maps.Clone(env) {
			if strings.EqualFold(key, name) {
				setValue(env, key, value)
				done = done || key == name || name == manifest.ProtocolVar
			}
		}
		if !done {
			setValue(env, name, value)
		}
	}
}

// setValue sets the value of an entry, whatever the case of its key. A protocol
// that is set in other case stays as it is.
func setValue(env map[string]any, key, value string) {
	entry, _ := env[key].(map[string]any)
	if entry == nil {
		entry = map[string]any{}
		env[key] = entry
	}
	for k := range maps.Clone(entry) {
		if strings.EqualFold(k, "value") {
			if old, _ := entry[k].(string); !strings.EqualFold(old, value) {
				entry[k] = value
			}
			return
		}
	}
	entry["value"] = value
}
