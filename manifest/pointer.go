package manifest

import (
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
	var parts []string
	for at := n; at.Exists(); at = at.Parent() {
		parent := at.Parent()
		switch parent.Kind() {
		case Object:
			parts = append(parts, pointerEscape.Replace(at.Key()))
		case Array:
			parts = append(parts, strconv.Itoa(at.index()))
		}
	}
	var b strings.Builder
	for i := len(parts) - 1; i >= 0; i-- {
		b.WriteByte('/')
		b.WriteString(parts[i])
	}
	return b.String()
}

var pointerEscape = strings.NewReplacer("~", "~0", "/", "~1")

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
