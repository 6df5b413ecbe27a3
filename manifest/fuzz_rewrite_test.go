package manifest_test

import (
	"errors"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// FuzzRemoveAndMove holds the rewrites that fixes are made of against the laws.
// Remove takes one member out and nothing else, as encoding/json reads both
// documents. MoveToEnv takes settings out of the module and sets them in env.
// WrapEntry makes an entry of env what the runtime takes, with the same text.
// After each of them the document can be read, and has the comments that it had.
// Where a rewrite cannot be done, nothing is planned.
func FuzzRemoveAndMove(f *testing.F) {
	for i, doc := range documents(f) {
		f.Add(doc, uint16(7*i))
	}
	for _, text := range []string{
		`{"$edgeAgent":{"properties.desired":{"systemModules":{"edgeAgent":{"https_proxy":"x","env":{"A":"b"}}}}}}`,
		`{"$edgeAgent":{"properties.desired":{"systemModules":{"edgeAgent":{"settings":{"https_proxy":{"value":"x"}},"env":{"A":1,}}}}}}`,
		"{\"$edgeAgent\":{\"properties.desired\":{\"systemModules\":{\"edgeAgent\":{\n  \"https_proxy\": \"x\", // c\n  \"env\": {\n    \"A\": true\n  }\n}}}}}",
	} {
		for i := range uint16(16) {
			f.Add([]byte(text), i)
		}
	}
	f.Fuzz(func(t *testing.T, src []byte, choice uint16) {
		doc, err := manifest.Parse(src)
		if err != nil {
			return
		}
		var members []manifest.Node
		walk(doc.Root(), func(n manifest.Node) {
			if n.KeySpan().Len() > 0 {
				members = append(members, n)
			}
		})
		if len(members) > 0 {
			checkRemove(t, doc, members[int(choice)%len(members)])
		}
		all := modules(doc)
		if len(all) == 0 {
			return
		}
		m := all[int(choice)%len(all)]
		for entry := range m.Env().Children() {
			checkWrap(t, doc, m, entry)
		}
		for _, from := range []manifest.Node{m.Node, m.Settings()} {
			i := 0
			for n := range from.Children() {
				if i++; i%4 == int(choice/256)%4 {
					checkMove(t, doc, m, n)
				}
			}
		}
	})
}

// rewritten makes the edits and reads the new document.
func rewritten(t *testing.T, doc *manifest.Document, edits []manifest.Edit) *manifest.Document {
	t.Helper()
	out, err := manifest.Splice(doc.Bytes(), edits)
	if err != nil {
		t.Fatalf("edits do not fit: %v", err)
	}
	after, err := manifest.Parse(out)
	if err != nil {
		t.Fatalf("L6: the new document cannot be read: %v\n%s", err, out)
	}
	if before, now := comments(doc), comments(after); !reflect.DeepEqual(before, now) {
		t.Fatalf("comments were %q and became %q\n%s", before, now, out)
	}
	return after
}

func comments(doc *manifest.Document) (list []string) {
	for _, o := range doc.Oddities() {
		if o.Kind.Comment() {
			list = append(list, string(doc.Bytes()[o.Span.Start:o.Span.End]))
		}
	}
	return list
}

// place is the way to a value by numbers: which child of which. Unlike a
// pointer it is unique where a key stands twice.
func place(n manifest.Node) (way []int) {
	for ; n.Parent().Exists(); n = n.Parent() {
		i := 0
		for c := range n.Parent().Children() {
			if c == n {
				break
			}
			i++
		}
		way = append([]int{i}, way...)
	}
	return way
}

// withoutPlace is a decoded value without the member at a place.
func withoutPlace(value any, way []int) any {
	switch value := value.(type) {
	case object:
		list := append(object{}, value...)
		if len(way) == 1 {
			return append(list[:way[0]], list[way[0]+1:]...)
		}
		list[way[0]].value = withoutPlace(list[way[0]].value, way[1:])
		return list
	case []any:
		list := append([]any{}, value...)
		list[way[0]] = withoutPlace(list[way[0]], way[1:])
		return list
	}
	return value
}

func checkRemove(t *testing.T, doc *manifest.Document, n manifest.Node) {
	t.Helper()
	edits := doc.Remove(n)
	if len(edits) == 0 {
		if len(comments(doc)) == 0 {
			t.Fatalf("%q is not removed, though no comment is in the way", n.Pointer())
		}
		return
	}
	after := rewritten(t, doc, edits)
	if want, got := withoutPlace(decode(t, doc), place(n)), decode(t, after); !reflect.DeepEqual(want, got) {
		t.Fatalf("without %q the document is\n%v\nwant\n%v", n.Pointer(), got, want)
	}
}

func checkWrap(t *testing.T, doc *manifest.Document, m *manifest.Module, entry manifest.Node) {
	t.Helper()
	edits := m.WrapEntry(entry)
	if len(edits) == 0 {
		return
	}
	after := rewritten(t, doc, edits)
	at := after.Root()
	for _, i := range place(entry) {
		for c := range at.Children() {
			if i == 0 {
				at = c
				break
			}
			i--
		}
	}
	value := at.Get("value")
	if at.Len() != 1 || value.Kind() != entry.Kind() || string(value.Raw()) != string(entry.Raw()) {
		t.Fatalf("%s became %s", entry.Raw(), at.Raw())
	}
}

func checkMove(t *testing.T, doc *manifest.Document, m *manifest.Module, n manifest.Node) {
	t.Helper()
	value := "moved " + strconv.Itoa(n.Span().Start)
	edits, err := m.MoveToEnv([]manifest.Node{n}, []manifest.Setting{{Name: "moved_variable", Value: value}})
	var edit *manifest.EditError
	if err != nil && !errors.As(err, &edit) {
		t.Fatalf("error of type %T: %v", err, err)
	}
	if len(edits) == 0 {
		return
	}
	after := rewritten(t, doc, edits)
	found := 0
	for _, now := range modules(after) {
		for _, v := range now.Lookup("moved_variable") {
			if v.Value == value && v.Source == manifest.FromEnv {
				found++
			}
		}
	}
	if found == 0 {
		t.Fatalf("%q was moved and is not in env:\n%s", n.Pointer(), after.Bytes())
	}
	if before, now := count(doc.Root()), count(after.Root()); now > before+3 {
		t.Fatalf("moving %q made %d values of %d:\n%s", n.Pointer(), now, before, after.Bytes())
	}
	if strings.Count(string(after.Bytes()), value) != 1 {
		t.Fatalf("the value stands there more than once:\n%s", after.Bytes())
	}
}

// count is the number of values in n.
func count(n manifest.Node) (values int) {
	walk(n, func(manifest.Node) { values++ })
	return values
}
