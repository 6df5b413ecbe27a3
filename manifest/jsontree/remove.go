package jsontree

import "github.com/iotedge-tools/edgeproxy/manifest/text"

// Remove plans the edits that cut a member out of its object, together with
// the comma and the line that it leaves empty. It plans nothing if n is no
// member of an object of t, or if a comment would be lost.
func (t *Tree) Remove(n Node) []text.Edit {
	obj := n.Parent()
	if obj.Kind() != Object || n.tree != t {
		return nil
	}
	cut := n.MemberSpan()
	switch prev, next := n.beside(); {
	case next.Exists():
		cut.End = next.MemberSpan().Start
	case prev.Exists():
		cut.Start = prev.Span().End
	default:
		cut = text.Span{Start: obj.Span().Start + 1, End: obj.Span().End - 1}
	}
	if t.CommentIn(cut) {
		return nil
	}
	return []text.Edit{{Span: cut}}
}

// CommentIn reports whether a comment stands in a span.
func (t *Tree) CommentIn(s text.Span) bool {
	for _, o := range t.odd[t.oddFrom(s.Start):] {
		if o.Span.Start >= s.End {
			break
		}
		if o.Kind.Comment() {
			return true
		}
	}
	return false
}
