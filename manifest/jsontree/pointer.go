package jsontree

import (
	"bytes"
	"strconv"
	"strings"
)

// Parent is the object or array that holds the value. The parent of the root
// of the JSON inside createOptions is the string that holds it.
func (n Node) Parent() Node {
	switch {
	case n.tree == nil:
		return Node{}
	case n.node().parent < 0:
		return n.tree.host
	}
	return Node{n.tree, n.node().parent}
}

// Pointer is the RFC 6901 pointer to the value, "" for the root. A value
// inside the JSON string of createOptions has the pointer of the string,
// followed by the pointer inside it.
func (n Node) Pointer() string {
	var few [16]Node
	way := few[:0]
	for at := n; at.Exists(); at = at.Parent() {
		way = append(way, at)
	}
	var short [160]byte
	b := short[:0]
	for i := len(way) - 2; i >= 0; i-- {
		at := way[i]
		switch way[i+1].Kind() {
		case Object:
			b = appendPointerKey(append(b, '/'), at)
		case Array:
			b = strconv.AppendInt(append(b, '/'), int64(at.index()), 10)
		}
	}
	return string(b)
}

// appendPointerKey appends the key of n as a part of a pointer.
func appendPointerKey(b []byte, n Node) []byte {
	raw := n.RawKey()
	if bytes.IndexByte(raw, '\\') < 0 && bytes.IndexByte(raw, '/') < 0 && bytes.IndexByte(raw, '~') < 0 {
		return append(b, raw...)
	}
	return append(b, EscapePointer(n.Key())...)
}

var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

// EscapePointer is a key as it stands in an RFC 6901 pointer.
func EscapePointer(key string) string { return pointerEscapes.Replace(key) }

// index is the element's place in its array. Counting goes on where it was
// left, so that asking one element after the other takes linear time.
func (n Node) index() int {
	at := &n.tree.counted
	parent := n.node().parent
	if at.child <= parent || at.child > n.i || n.tree.nodes[at.child].parent != parent {
		at.child, at.index = parent+1, 0
	}
	for at.child < n.i {
		at.child, at.index = n.tree.nodes[at.child].next, at.index+1
	}
	return int(at.index)
}
