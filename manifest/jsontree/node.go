package jsontree

import (
	"bytes"
	"iter"

	"github.com/tidwall/gjson"

	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// Kind is the kind of a JSON value.
type Kind uint8

// The kinds of values. A Placeholder is text such as ${TTL} that stands where
// a value should be, without quotes, until a tool fills it in.
const (
	Missing Kind = iota
	Null
	Bool
	Number
	String
	Array
	Object
	Placeholder
)

var kindNames = [...]string{"nothing", "null", "a boolean", "a number", "a string", "an array", "an object", "a placeholder"}

// String names the kind with its article, as messages use it: "an object".
func (k Kind) String() string { return kindNames[k] }

// Node is one value of a document. The zero Node stands for a value that does
// not exist: every method works on it.
//
// Spans and positions are those of the file, also for a value inside the JSON
// string of createOptions.
type Node struct {
	tree *Tree
	i    int32
}

func (n Node) node() *node { return &n.tree.nodes[n.i] }

// Exists reports whether there is such a value.
func (n Node) Exists() bool { return n.tree != nil }

// Kind is the value's kind, Missing for a value that does not exist.
func (n Node) Kind() Kind {
	if n.tree == nil {
		return Missing
	}
	return n.node().kind
}

// Span is where the value stands in the file.
func (n Node) Span() text.Span {
	if n.tree == nil {
		return text.Span{}
	}
	return n.tree.span(n.node().start, n.node().end)
}

// MemberSpan runs from the key to the end of the value; without a key it is Span.
func (n Node) MemberSpan() text.Span {
	s := n.Span()
	if n.tree != nil && n.node().keyEnd != 0 {
		s.Start = n.KeySpan().Start
	}
	return s
}

func (t *Tree) span(start, end int32) text.Span {
	if t.origin == nil {
		return text.Span{Start: int(start), End: int(end)}
	}
	return text.Span{Start: t.origin(int(start), false), End: t.origin(int(end), true)}
}

// Raw is the value as it is written, but for comments and trailing commas in
// it, which are blanks. It must not be changed.
func (n Node) Raw() []byte {
	if n.tree == nil {
		return nil
	}
	text := n.tree.text
	if n.node().kind == Placeholder {
		text = n.tree.src
	}
	return text[n.node().start:n.node().end]
}

// Text is a string's decoded text, and any other value as it is written.
func (n Node) Text() string {
	if n.Kind() == String {
		return unquote(n.Raw())
	}
	return string(n.Raw())
}

// TextBytes is Text without a copy where none is needed. It must not be changed.
func (n Node) TextBytes() []byte {
	raw := n.Raw()
	if n.Kind() != String {
		return raw
	}
	if bytes.IndexByte(raw, '\\') >= 0 {
		return []byte(unquote(raw))
	}
	return raw[1 : len(raw)-1]
}

// unquote decodes a JSON string that has passed the strict reader.
func unquote(raw []byte) string {
	inner := raw[1 : len(raw)-1]
	if bytes.IndexByte(inner, '\\') < 0 {
		return string(inner)
	}
	return gjson.ParseBytes(raw).String()
}

// Children yields the members of an object or the elements of an array in
// document order, duplicates included.
func (n Node) Children() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		if n.tree == nil || n.node().kind != Object && n.node().kind != Array {
			return
		}
		for i := n.i + 1; i < n.node().next; i = n.tree.nodes[i].next {
			if !yield(Node{n.tree, i}) {
				return
			}
		}
	}
}

// Len is the number of children.
func (n Node) Len() int {
	count := 0
	for range n.Children() {
		count++
	}
	return count
}

// Empty reports whether an object or array has no children. It is true for every
// other value.
func (n Node) Empty() bool { return n.After() <= n.i+1 }

// Get is the member with exactly this key. Where a key stands twice the last
// one counts, as it does on the device.
func (n Node) Get(key string) Node { return n.find(key, false) }

// Fold is the member whose key equals key without regard to case, the way the
// runtime's JSON reader matches the names of its own properties. The last one
// counts.
func (n Node) Fold(key string) Node { return n.find(key, true) }

func (n Node) find(key string, fold bool) Node {
	var found Node
	if n.Kind() != Object {
		return found
	}
	for c := range n.Children() {
		if c.KeyIs(key, fold) {
			found = c
		}
	}
	return found
}

// Place is the number of the value among all values of its text, in document
// order. The root has the number 0.
func (n Node) Place() int32 { return n.i }

// After is the number of the first value behind this one and all that is in it,
// 0 for a value that does not exist.
func (n Node) After() int32 {
	if n.tree == nil {
		return 0
	}
	return n.node().next
}

// Root is the top value, which does not exist if t is nil.
func (t *Tree) Root() Node { return Node{t, 0} }

// Objects yields every object in document order, the root included.
func (t *Tree) Objects() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		if t == nil {
			return
		}
		for i := range t.nodes {
			if t.nodes[i].kind == Object && !yield(Node{t, int32(i)}) {
				return
			}
		}
	}
}
