package jsontree

import (
	"fmt"
	"strings"
	"testing"
)

// TestManyTexts: several texts in one tree hold more values than one text of the size,
// in which each value follows a comma or a bracket.
func TestManyTexts(t *testing.T) {
	const n = 2000
	lines, err := Parse([]byte(strings.Repeat("{\"a\":1}\n", n)), Limits{})
	if err != nil || lines.Root().Len() != n {
		t.Errorf("JSON lines: %d documents, %v", lines.Root().Len(), err)
	}
	var quoted Quoted
	for i := range n {
		root, ok := quoted.Object(fmt.Appendf(nil, `"{\"a\":%d}"`, i))
		if !ok || root.Get("a").Text() != fmt.Sprint(i) {
			t.Fatalf("string %d: %q, %t", i, root.Raw(), ok)
		}
		if _, ok := quoted.Object([]byte(`"{\"a\":"`)); ok {
			t.Fatal("half an object is accepted")
		}
	}
}

// TestMemory: a text that is read with memory of others gives the same tree as one that
// is read alone.
func TestMemory(t *testing.T) {
	var memory Memory
	for _, src := range []string{`{"a": [1, {"b": "c"}], "d": null}`, `[`, `[1]`, ``, `{"x": ${Y} /**/}`, `{"a": "` + strings.Repeat("x", 100_000) + `"}`, `[` + strings.Repeat(`1,`, mostKept) + `1]`, `{}`} {
		tree, err := memory.Parse([]byte(src), Limits{})
		alone, errAlone := Parse([]byte(src), Limits{})
		if fmt.Sprint(err) != fmt.Sprint(errAlone) || err == nil && fmt.Sprint(tree.nodes) != fmt.Sprint(alone.nodes) {
			t.Errorf("%.40s: another tree, or %v in the place of %v", src, err, errAlone)
		}
		first, _ := memory.Quoted(nil).Object([]byte(`"{\"a\":1}"`))
		if first.Place() != 0 || string(first.Raw()) != `{"a":1}` {
			t.Errorf("%.40s: a string is read as %s", src, first.Raw())
		}
	}
}
