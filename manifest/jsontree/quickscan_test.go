package jsontree

import (
	"slices"
	"strings"
	"testing"
)

// FuzzQuickScan holds the quick scan to the strict one: what it accepts, the
// strict reader accepts, and both make the same index.
func FuzzQuickScan(f *testing.F) {
	for _, s := range []string{
		"", " ", "{}", "[]", "[ ]", "{ }", `{"a":1}`, `{"a":{},"b":[]}`, `[[],{}]`, `[1,-2,0,-0,01,1.5,1e3,1E+3]`, "0", "00", `"x"`, "true", "truex", "nul", "null",
		`{"a":1,}`, `[1,]`, `[,1]`, `{,}`, `{"a"}`, `{"a":}`, `{"a" 1}`, `{"a":1 "b":2}`, `{a:1}`, `[}`, `{]`, `[1}`, `{"a":1]`, `{} x`, `{}{}`, `[`, `{`, `{"a":[`, "]", "}",
		`"\"\\\/\b\f\n\r\t"`, `"\u0041"`, `"\ud83d\ude00"`, `"\ud83d"`, `"\x"`, `"\`, `"`, "\"\n\"", "\"\x00\"", "\"\x7f\"", "\"ä\xff\"", "\"\xed\xa0\x80\"", "ä", "\ufeff{}",
		`{"a":1,"a":2}`, " \t\r\n[ \t\r\n1 \t\r\n, \t\r\n2 \t\r\n] \t\r\n", "{\"a\"\n:\n1}", "[\v1]", "[1]\x00", strings.Repeat("[", 11) + strings.Repeat("]", 11),
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		limits := Limits{Depth: 10}.withDefaults()
		quick, strict := Tree{text: text, src: text}, Tree{text: text, src: text}
		accepted := quick.scanQuickly(0, limits.Depth)
		err := strict.scanStrictly(source{text: text, name: "the file"}, 0, limits)
		switch {
		case accepted && err != nil:
			t.Errorf("%q: accepted, but %v", text, err)
		case accepted && !slices.Equal(quick.nodes, strict.nodes):
			t.Errorf("%q:\n%v, expected\n%v", text, quick.nodes, strict.nodes)
		case !accepted && len(quick.nodes) != 0:
			t.Errorf("%q: refused, but %d values are left", text, len(quick.nodes))
		}
	})
}

// TestQuickScan: the quick scan takes what manifests are made of.
func TestQuickScan(t *testing.T) {
	const text = `{"a": [1, "x\n", true, null, {"b": {}}], "ä": false, "c": ""}` + "\r\n"
	if q := (Tree{text: []byte(text)}); !q.scanQuickly(0, 10) {
		t.Error("an ordinary document is left to the strict reader")
	}
}
