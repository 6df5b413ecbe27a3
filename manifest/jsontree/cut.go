package jsontree

import (
	"bytes"

	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// row are members of an object that stand side by side.
type row struct {
	first, last  Node
	before, next Node // the members around it; missing where there is none
}

// CutOut lists the spans to delete so that members leave an object as a careful person
// would remove them: whole lines where the members have lines of their own, and the
// commas that are not needed any more. gone is in the order of the object.
func (t *Tree) CutOut(obj Node, gone []Node) []text.Span {
	if len(gone) == obj.Len() {
		return []text.Span{{Start: obj.Span().Start + 1, End: obj.Span().End - 1}}
	}
	var cuts []text.Span
	for _, r := range rowsOf(obj, gone) {
		cuts = append(cuts, t.cutRow(r)...)
	}
	return cuts
}

// rowsOf groups members that stand side by side.
func rowsOf(obj Node, gone []Node) []row {
	var rows []row
	var before Node
	open := false
	for c := range obj.Children() {
		switch {
		case len(gone) > 0 && gone[0] == c:
			if gone = gone[1:]; !open {
				rows, open = append(rows, row{first: c, before: before}), true
			}
			rows[len(rows)-1].last = c
			continue
		case open:
			rows[len(rows)-1].next, open = c, false
		}
		before = c
	}
	return rows
}

// cutRow are the spans that take a row out.
func (t *Tree) cutRow(r row) []text.Span {
	start, end := r.first.MemberSpan().Start, r.last.Span().End
	comma := skipBlanks(t.text, end)
	trailing := false
	if !r.next.Exists() {
		comma, trailing = t.trailingComma(end, skipBlanks(t.text, end))
	}
	after := end
	if r.next.Exists() || trailing {
		after = comma + 1
	}
	lines, ok := t.ownLines(start, after)
	switch {
	case r.next.Exists() && ok:
		return []text.Span{lines}
	case r.next.Exists() && (!r.before.Exists() || breaksLine(t.src, r.before.Span().End, start)):
		return []text.Span{{Start: start, End: r.next.MemberSpan().Start}}
	case ok && trailing: // the comma before the row is now the trailing comma
		return []text.Span{t.endingBefore(lines)}
	case ok:
		at := skipBlanks(t.text, r.before.Span().End)
		return []text.Span{{Start: at, End: at + 1}, t.endingBefore(lines)}
	}
	return []text.Span{{Start: r.before.Span().End, End: end}}
}

// ownLines is the span of the lines between two offsets, their last line ending
// included; ok is false if something else stands on the first or on the last.
func (t *Tree) ownLines(start, end int) (lines text.Span, ok bool) {
	isBlank := func(c byte) bool { return c == ' ' || c == '\t' }
	for start > 0 && isBlank(t.src[start-1]) {
		start--
	}
	for end < len(t.src) && isBlank(t.src[end]) {
		end++
	}
	if start == 0 || t.src[start-1] != '\n' && t.src[start-1] != '\r' {
		return text.Span{}, false
	}
	newline := newlineIn(t.src[end:min(end+2, len(t.src))])
	if newline == "" || t.src[end] != newline[0] {
		return text.Span{}, false
	}
	return text.Span{Start: start, End: end + len(newline)}, true
}

// Remove plans the edits that cut a member out of its object, as CutOut does. It
// plans nothing if n is no member of an object of t, or if a comment would be lost
// or would stand beside another member.
func (t *Tree) Remove(n Node) []text.Edit {
	obj := n.Parent()
	if obj.Kind() != Object || n.tree != t {
		return nil
	}
	cuts := t.CutOut(obj, []Node{n})
	if t.CommentIn(text.Span{Start: cuts[0].Start, End: cuts[len(cuts)-1].End}) {
		return nil
	}
	var edits []text.Edit
	for _, cut := range cuts {
		edits = append(edits, text.Edit{Span: cut})
	}
	return edits
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

// endingBefore moves a span of lines: it takes in the line ending before the lines, and
// leaves out their own last one. So the closing bracket behind the last member keeps
// the line ending that stood before it, even in a file that mixes several kinds.
func (t *Tree) endingBefore(lines text.Span) text.Span {
	before, after := 1, 1 // bytes
	if bytes.HasSuffix(t.src[:lines.Start], []byte("\r\n")) {
		before = 2
	}
	if bytes.HasSuffix(t.src[:lines.End], []byte("\r\n")) {
		after = 2
	}
	return text.Span{Start: lines.Start - before, End: lines.End - after}
}
