package toml_test

import (
	"fmt"
	"testing"

	ordinary "github.com/pelletier/go-toml/v2"

	"github.com/iotedge-tools/edgeproxy/manifest/device/toml"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// FuzzParse: reading never panics, spans lie in the file, each value is found where
// the ordinary decoder has it, and its bytes decode to the same value.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"a = 1\n[agent.env]\n\"https_proxy\" = 'v'\n", "[a]\nb = { c = \"\\u00e9\", d.e = [1, {f = 2}] }\r\n", "\ufeff[[x]]\ny=1\n[x.z]\nw=2\n",
		"x = '''\na'''\ny = \"\"\"\\\n  b\"\"\"\n", "[a]\n[a.b]\n[a]\n", "a.b.c = 2020-01-01\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		doc, err := toml.Parse([]byte(src))
		var tree map[string]any
		plain := src[text.BOMLen([]byte(src)):]
		if ordinaryErr := ordinary.Unmarshal([]byte(plain), &tree); (err == nil) != (ordinaryErr == nil) {
			t.Fatalf("%q: we say %v, the ordinary decoder %v", src, err, ordinaryErr)
		}
		if err != nil {
			if at := err.(*toml.Error).Offset; at < 0 || at > len(src) {
				t.Fatalf("%q: offset %d", src, at)
			}
			return
		}
		for _, table := range doc.Tables {
			inside(t, src, table.Header, table.Span)
			if len(table.Path) > 0 && (src[table.Header.Start] != '[' || src[table.Header.End-1] != ']') {
				t.Fatalf("%q: header %v", src, table.Header)
			}
		}
		for p := range doc.Pairs() {
			inside(t, src, p.Key, p.Span)
			inside(t, src, p.Value, p.Span)
			if !p.InArray {
				sameValue(t, src, doc, p)
			}
		}
	})
}

// sameValue checks the bytes of a pair's value against the decoded document.
func sameValue(t *testing.T, src string, doc *toml.Document, p toml.Pair) {
	t.Helper()
	var at any = doc.Tree
	for _, name := range p.Path {
		at = at.(map[string]any)[name]
	}
	var alone map[string]any
	if err := ordinary.Unmarshal([]byte("v = "+src[p.Value.Start:p.Value.End]), &alone); err != nil {
		t.Fatalf("%q: the value's bytes are %q: %v", src, src[p.Value.Start:p.Value.End], err)
	}
	if fmt.Sprintf("%#v", alone["v"]) != fmt.Sprintf("%#v", at) { // as text, because NaN is not equal to itself
		t.Fatalf("%q: %q is %v, the document has %v", src, src[p.Value.Start:p.Value.End], alone["v"], at)
	}
	if s, ok := at.(string); ok && p.Text != s {
		t.Fatalf("%q: Text is %q, the document has %q", src, p.Text, s)
	}
}

func inside(t *testing.T, src string, s text.Span, within ...text.Span) {
	t.Helper()
	for _, outer := range append(within, text.Span{End: len(src)}) {
		if s.Start < outer.Start || s.End > outer.End || s.Start > s.End {
			t.Fatalf("%q: span %v is not in %v", src, s, outer)
		}
	}
}
