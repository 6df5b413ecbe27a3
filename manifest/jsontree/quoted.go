package jsontree

import (
	"slices"
	"sync"
)

// VisitQuoted reports whether a JSON string, as it is written, holds a JSON
// object, much faster than joined reads it, and calls visit with the root,
// unless visit is nil. The root is good during the call only, and its spans are
// those of the text in the string. False means that the string may hold
// anything: visitQuoted gives up on what the quick scan gives up on, and on
// escape sequences other than \" \\ and \/.
func VisitQuoted(raw []byte, visit func(root Node)) bool {
	quick := quickReaders.Get().(*quickReader)
	defer quickReaders.Put(quick)
	if !quick.isObject(raw) {
		return false
	}
	if visit != nil {
		visit(Node{&quick.Tree, 0})
	}
	return true
}

// quickReader reads JSON that stands in a string, and keeps its memory for the
// next one.
type quickReader struct{ Tree }

var quickReaders = sync.Pool{New: func() any { return new(quickReader) }}

func (q *quickReader) isObject(raw []byte) bool {
	text := slices.Grow(q.text[:0], len(raw))
	for i := 1; i < len(raw)-1; i++ {
		c := raw[i]
		if c == '\\' {
			i++
			if c = raw[i]; c != '"' && c != '\\' && c != '/' {
				return false
			}
		}
		text = append(text, c)
	}
	q.text, q.nodes = text, q.nodes[:0]
	return q.scanQuickly(0, MaxDepth) && q.nodes[0].kind == Object
}
