package jsontree

import "slices"

// Quoted reads the JSON that stands in strings of a text, much faster than Joined
// reads it. It keeps the values of all strings in one piece of memory: see Memory.
type Quoted struct {
	tree   Tree
	around int // bytes of the text that the strings stand in, to guess how much they hold
}

// reset empties q for the strings in a text of so many bytes.
func (q *Quoted) reset(around int) {
	text, nodes := q.tree.text[:0], q.tree.nodes[:0]
	if cap(nodes) > mostKept {
		text, nodes = nil, nil
	}
	q.tree, q.around = Tree{text: text, nodes: nodes}, around
}

// Object is the root of the JSON object that a string holds, as the string is written
// with its quotes. The spans of the values say nothing about where they stand. If ok is
// false, the string may hold anything: Object gives up where the quick scan does, and
// at escape sequences other than \" \\ and \/.
func (q *Quoted) Object(raw []byte) (root Node, ok bool) {
	t := &q.tree
	base, first := len(t.text), len(t.nodes)
	if t.text == nil { // growing step by step takes longer than reading
		t.text, t.nodes = make([]byte, 0, q.around/4), make([]node, 0, q.around/48)
	}
	t.text = slices.Grow(t.text, len(raw))
	text, ok := appendUnquoted(t.text, raw)
	if ok {
		t.text = text
		ok = t.scanQuickly(base, MaxDepth) && t.nodes[first].kind == Object
	}
	if !ok {
		t.text, t.nodes = t.text[:base], t.nodes[:first]
		return Node{}, false
	}
	return Node{t, int32(first)}, true
}

// appendUnquoted appends what a string says to text, which has room for it. It is not
// ok if the string has escape sequences other than \" \\ and \/.
func appendUnquoted(text, raw []byte) (_ []byte, ok bool) {
	n := len(text)
	text = text[:n+len(raw)]
	for i := 1; i < len(raw)-1; i++ {
		c := raw[i]
		if c == '\\' {
			i++
			if c = raw[i]; c != '"' && c != '\\' && c != '/' {
				return nil, false
			}
		}
		text[n] = c
		n++
	}
	return text[:n], true
}
