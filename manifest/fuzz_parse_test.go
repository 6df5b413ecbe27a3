package manifest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/jsontree"
)

// FuzzParse holds Parse against law L1, Parse and Bytes give back the input
// byte for byte, and against the part of L6 that concerns reading: no text makes
// it panic, it accepts all that encoding/json accepts, and what it accepts is
// strict JSON once the oddities that it lists are blanked. Spans lie inside
// those of their parents, in rising order; positions rise with the offsets and
// are those of a plain count; a pointer leads back to the value that it is of.
func FuzzParse(f *testing.F) {
	for _, doc := range documents(f) {
		f.Add(doc)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		given := slices.Clone(src)
		doc, err := manifest.Parse(src)
		if !bytes.Equal(src, given) {
			t.Fatal("Parse changed its input")
		}
		if err != nil {
			checkSyntaxError(t, src, err)
			checkPositions(t, src, manifest.NewLines(src).Position)
			if acceptable(src) {
				t.Fatalf("strict JSON is refused: %v", err)
			}
			return
		}
		if !bytes.Equal(doc.Bytes(), given) {
			t.Fatal("L1: Bytes are not the input")
		}
		if doc.JSONLines() {
			checkJSONLines(t, doc)
			checkReaders(t, doc)
			return
		}
		if len(doc.Oddities()) == 0 && !json.Valid(src) {
			t.Fatal("accepted as strict JSON, which encoding/json refuses")
		}
		checkPositions(t, src, doc.Position)
		checkNodes(t, doc)
		checkReaders(t, doc)
	})
}

// acceptable reports whether a text is strict JSON that Parse must take:
// encoding/json lets invalid UTF-8 and halves of surrogate pairs pass, and has
// other limits.
func acceptable(src []byte) bool {
	depth, deepest := 0, 0
	for _, c := range src {
		switch c {
		case '[', '{':
			depth++
			deepest = max(deepest, depth)
		case ']', '}':
			depth--
		}
	}
	return json.Valid(src) && utf8.Valid(src) && !bytes.Contains(bytes.ToLower(src), []byte(`\ud`)) && deepest <= manifest.MaxDepth
}

// checkPositions compares positions with a plain count from the start.
func checkPositions(t *testing.T, src []byte, position func(int) manifest.Position) {
	t.Helper()
	step := max(1, len(src)/64)
	want := manifest.Position{Line: 1, Column: 1, UTF16: 1}
	text := bytes.TrimPrefix(src, []byte("\ufeff"))
	want.Offset = len(src) - len(text)
	for next := want.Offset; want.Offset < len(src); {
		if want.Offset >= next {
			if got := position(want.Offset); got != want {
				t.Fatalf("position of offset %d is %+v, want %+v", want.Offset, got, want)
			}
			next += step
		}
		r, n := utf8.DecodeRune(src[want.Offset:])
		want.Offset += n
		switch {
		case r == '\n' || r == '\r' && !bytes.HasPrefix(src[want.Offset:], []byte("\n")):
			want.Line++
			want.Column, want.UTF16 = 1, 1
		default:
			want.Column++
			want.UTF16++
			if r > 0xFFFF {
				want.UTF16++
			}
		}
	}
}

// checkNodes checks spans, keys, texts and pointers of all values.
func checkNodes(t *testing.T, doc *manifest.Document) {
	t.Helper()
	text, count := strict(doc), 0
	if !json.Valid(text) || !json.Valid(doc.Root().Raw()) {
		t.Fatalf("no JSON after the oddities were masked:\n%s", text)
	}
	walk(doc.Root(), func(n manifest.Node) {
		span, member := n.Span(), n.MemberSpan()
		if span.Start < 0 || span.Start >= span.End || span.End > len(text) || member.Start > span.Start || member.End != span.End {
			t.Fatalf("span %v of %q is out of place", span, n.Pointer())
		}
		checkValue(t, n, text[span.Start:span.End])
		if key := n.KeySpan(); key.Len() > 0 {
			if key.Start != member.Start || key.End > span.Start || decodeString(t, text[key.Start:key.End]) != n.Key() {
				t.Fatalf("key span %v of %q is out of place", key, n.Pointer())
			}
		}
		last := span.Start + 1
		for c := range n.Children() {
			if c.Parent() != n || c.MemberSpan().Start < last || c.Span().End >= span.End {
				t.Fatalf("span %v of %q is out of place in %v", c.Span(), c.Pointer(), span)
			}
			last = c.Span().End
		}
		if count++; count < 200 {
			checkPointer(t, doc, n)
		}
	})
}

// checkJSONLines holds each line to what it is by itself.
func checkJSONLines(t *testing.T, doc *manifest.Document) {
	t.Helper()
	decode(t, doc)
	lines := slices.DeleteFunc(bytes.Split(strict(doc), []byte("\n")), func(line []byte) bool { return len(bytes.TrimSpace(line)) == 0 })
	i := 0
	for c := range doc.Root().Children() {
		if i == len(lines) || !bytes.Equal(c.Raw(), bytes.TrimSpace(lines[i])) || c.Pointer() != fmt.Sprintf("/%d", i) {
			t.Fatalf("line %d is taken for %q", i, c.Raw())
		}
		alone, err := manifest.Parse(c.Raw())
		if err != nil {
			t.Fatalf("line %d by itself: %v", i, err)
		}
		checkNodes(t, alone)
		i++
	}
	if i != len(lines) || i < 2 {
		t.Fatalf("%d documents in %d lines", i, len(lines))
	}
}

// checkValue compares a value with what encoding/json reads in its place.
func checkValue(t *testing.T, n manifest.Node, text []byte) {
	t.Helper()
	kinds := map[byte]manifest.Kind{'{': manifest.Object, '[': manifest.Array, '"': manifest.String, 't': manifest.Bool, 'f': manifest.Bool, 'n': manifest.Null}
	want, ok := kinds[text[0]]
	if !ok {
		want = manifest.Number
	}
	switch got := n.Kind(); {
	case got == manifest.Placeholder && want == manifest.String:
		return
	case got != want:
		t.Fatalf("%q is %s, want %s", text, got, want)
	case got == manifest.Object || got == manifest.Array:
		if raw := n.Raw(); len(raw) != len(text) || raw[0] != text[0] || raw[len(raw)-1] != text[len(text)-1] {
			t.Fatalf("%q is taken for %q", text, raw)
		}
	case got == manifest.String && n.Text() != decodeString(t, text), got != manifest.String && n.Text() != string(text):
		t.Fatalf("text of %q is %q", text, n.Text())
	}
}

func decodeString(t testing.TB, quoted []byte) string {
	t.Helper()
	var s string
	if err := json.Unmarshal(quoted, &s); err != nil {
		t.Fatalf("%q is no string: %v", quoted, err)
	}
	return s
}

// checkPointer follows a pointer by its definition. Where a key stands twice it
// leads to the last.
func checkPointer(t *testing.T, doc *manifest.Document, n manifest.Node) {
	t.Helper()
	at, unique := doc.Root(), true
	for _, part := range strings.Split(n.Pointer(), "/")[1:] {
		key := strings.NewReplacer("~1", "/", "~0", "~").Replace(part)
		var next manifest.Node
		found, i := 0, 0
		for c := range at.Children() {
			if at.Kind() == manifest.Object && c.Key() == key || at.Kind() == manifest.Array && strconv.Itoa(i) == key {
				next = c
				found++
			}
			i++
		}
		unique = unique && found == 1
		at = next
	}
	if at.Kind() != n.Kind() && unique || unique && at != n {
		t.Fatalf("pointer %q leads elsewhere", n.Pointer())
	}
}

// checkReaders calls all that reads a document: none of it may panic.
func checkReaders(t *testing.T, doc *manifest.Document) {
	t.Helper()
	doc.Template()
	for obj := range doc.Objects() {
		for _, dup := range jsontree.Duplicates(obj) {
			if dup.First.Key() != dup.Second.Key() || dup.First.Span().Start >= dup.Second.Span().Start {
				t.Fatalf("%q and %q are no duplicates", dup.First.Key(), dup.Second.Key())
			}
		}
	}
	for _, d := range doc.Deployments() {
		_, _, _, _ = d.Agent(), d.AgentDesired(), d.HubDesired(), d.SystemModules()
		for _, m := range d.Modules() {
			if m.System && d.System(m.Name) != m || !m.System && d.Module(m.Name) != m {
				t.Fatalf("module %q is not found by its name", m.Name)
			}
			checkEnvironment(t, m)
		}
	}
}

// checkEnvironment compares Lookup with Environment.
func checkEnvironment(t *testing.T, m *manifest.Module) {
	t.Helper()
	m.Image()
	m.CreateOptions().Gap()
	all := m.Environment()
	names := map[string]bool{}
	for _, v := range all {
		if names[v.Name] {
			t.Fatalf("variable %q stands twice in the environment", v.Name)
		}
		names[v.Name] = true
		if found := m.Lookup(v.Name); !slices.Contains(found, v) {
			t.Fatalf("variable %q is not found by its name: %v", v.Name, found)
		}
	}
}
