package manifest_test

import (
	"slices"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

func TestZeroNode(t *testing.T) {
	var n manifest.Node
	for range n.Children() {
		t.Error("the zero Node has children")
	}
	if n.Exists() || n.Kind() != manifest.Missing || n.Kind().String() != "nothing" || n.Span() != (manifest.Span{}) ||
		n.KeySpan() != (manifest.Span{}) || n.MemberSpan() != (manifest.Span{}) || n.Raw() != nil || n.Text() != "" || n.Key() != "" ||
		n.Len() != 0 || n.Get("a").Exists() || n.Fold("a").Exists() || n.Parent().Exists() || n.Pointer() != "" {
		t.Error("the zero Node is not empty in every way")
	}
}

func TestNode(t *testing.T) {
	const src = `{"a":[1,"x\ty",{"B/~c":null}],"😀":true,"t":${TTL}}`
	root := parse(t, src).Root()
	if got := root.Len(); got != 3 {
		t.Errorf("the root has %d members, want 3", got)
	}
	var got []string
	walk(root, func(n manifest.Node) {
		got = append(got, n.Pointer()+" "+n.Key()+" is "+n.Kind().String()+": "+n.Text())
	})
	want := []string{
		"  is an object: " + `{"a":[1,"x\ty",{"B/~c":null}],"😀":true,"t":"____"}`,
		`/a a is an array: [1,"x\ty",{"B/~c":null}]`,
		"/a/0  is a number: 1",
		"/a/1  is a string: x\ty",
		`/a/2  is an object: {"B/~c":null}`,
		"/a/2/B~1~0c B/~c is null: null",
		"/😀 😀 is a boolean: true",
		"/t t is a placeholder: ${TTL}",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestGetAndFold(t *testing.T) {
	root := parse(t, `{"env":1,"Env":2,"ENV":3,"\u0065nv2":4,"ſettings":5,"\u017fettings":5,"\u212a":6,"":7}`).Root()
	tests := []struct {
		key       string
		get, fold string
	}{
		{"env", "1", "3"}, {"Env", "2", "3"}, {"eNV", "", "3"}, {"env2", "4", "4"}, {"ENV2", "", "4"},
		{"settings", "", ""}, {"k", "", ""}, {"", "7", "7"}, {"missing", "", ""},
	}
	for _, tt := range tests {
		if got := root.Get(tt.key).Text(); got != tt.get {
			t.Errorf("Get(%q) = %q, want %q", tt.key, got, tt.get)
		}
		if got := root.Fold(tt.key).Text(); got != tt.fold {
			t.Errorf("Fold(%q) = %q, want %q", tt.key, got, tt.fold)
		}
	}
	if n := parse(t, `{"\u0041":1,"\\u0042":2}`).Root(); n.Get(`\u0041`).Exists() || n.Get(`\u0042`).Text() != "2" || n.Get("A").Text() != "1" {
		t.Error("an escape sequence was compared as it is written")
	}
	if parse(t, `[{"a":1}]`).Root().Get("").Exists() {
		t.Error("an element of an array was found by a key")
	}
}

func TestSpans(t *testing.T) {
	const src = "\ufeff{ \"a\" : { \"b\": [ 1 ] } }"
	root := parse(t, src).Root()
	text := func(s manifest.Span) string { return src[s.Start:s.End] }
	b := root.Get("a").Get("b")
	for got, want := range map[string]string{
		text(root.Span()):                  `{ "a" : { "b": [ 1 ] } }`,
		text(root.MemberSpan()):            `{ "a" : { "b": [ 1 ] } }`,
		text(root.Get("a").MemberSpan()):   `"a" : { "b": [ 1 ] }`,
		text(b.KeySpan()):                  `"b"`,
		text(b.Span()):                     `[ 1 ]`,
		text(b.Parent().Span()):            `{ "b": [ 1 ] }`,
		text(root.Get("missing").Span()):   "",
		text(root.Get("a").Get("").Span()): "",
	} {
		if got != want {
			t.Errorf("got span of %q, want that of %q", got, want)
		}
	}
}
