package jsontree

import (
	"bytes"
	"sort"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// Insertion is a place in an object for new members.
type Insertion struct {
	obj   Node
	after Node  // the member that they follow; missing for an empty object
	Style Style // of the new members
}

// AtEnd is the place after the last member of obj. An empty object is opened in the
// style of the text around it. like is the style of such members elsewhere in the
// document; nil if it is not known.
func AtEnd(obj Node, like *Style) Insertion {
	var last Node
	for c := range obj.Children() {
		last = c
	}
	if last.Exists() {
		return After(obj, last)
	}
	around := StyleBeside(obj.Parent(), obj)
	s := around
	if like != nil {
		s = *like
	}
	s.column = 0
	switch newline := newlineIn(obj.Raw()); {
	case newline != "": // its braces stand on two lines
		s.newline, s.unit, s.indent = newline, indentUnit(obj), obj.tree.indentAt(obj.MemberSpan().Start)
		s.levels = mixedLevels(obj.Parent(), s.indent+s.unit)
		s = s.inside()
	case around.newline != "" && s.newline != "":
		s.newline, s.unit, s.indent, s.levels = around.newline, around.unit, around.indent, around.levels
		s = s.inside()
	default:
		s.newline, s.unit, s.indent, s.lead = "", "", "", ""
	}
	return Insertion{obj: obj, Style: s}
}

// After is the place after a member of obj.
func After(obj, after Node) Insertion {
	s := StyleBeside(obj, after)
	if s.newline != "" {
		s.column = valueColumn(obj)
	}
	return Insertion{obj, after, s}
}

// Edits are the edits that put the members there. The comma goes to the end of
// the previous member's line; comments and a trailing comma stay where they are.
func (in Insertion) Edits(members []Member) []text.Edit {
	added := in.Style.Render(members)
	if !in.after.Exists() {
		return in.fillEmpty(added)
	}
	t := in.obj.tree
	masked, src := t.text, t.src
	end := in.after.Span().End
	next := skipBlanks(masked, end)
	lead := in.Style.newline + in.Style.indent
	if in.Style.lead != "" { // the comma starts the new line
		return []text.Edit{insertAt(t.lineEnd(end), in.Style.between()+added)}
	}
	if masked[next] == ',' { // further members follow
		if in.Style.newline != "" && breaksLine(src, next+1, skipBlanks(masked, next+1)) {
			return []text.Edit{insertAt(t.lineEnd(next+1), lead+added+",")}
		}
		return []text.Edit{insertAt(end, in.Style.between()+added)}
	}
	if comma, ok := t.trailingComma(end, next); ok {
		if in.Style.newline == "" {
			lead = strings.TrimPrefix(in.Style.comma, ",")
		}
		return []text.Edit{insertAt(t.lineEnd(comma+1), lead+added)}
	}
	if in.Style.newline == "" {
		return []text.Edit{insertAt(end, in.Style.comma+added)}
	}
	if at := t.lineEnd(end); at > end { // a comment or blanks follow on the line
		return []text.Edit{insertAt(end, ","), insertAt(at, lead+added)}
	}
	return []text.Edit{insertAt(end, ","+lead+added)}
}

// fillEmpty puts added between the braces of an object without members. White space
// between the braces is kept where it fits, and comments are always kept.
func (in Insertion) fillEmpty(added string) []text.Edit {
	t, span := in.obj.tree, in.obj.Span()
	inside := text.Span{Start: span.Start + 1, End: span.End - 1}
	between := t.src[inside.Start:inside.End]
	kept := t.commentsEnd(inside) - inside.Start
	lead, tail := in.Style.pad, in.Style.pad
	if in.Style.newline != "" {
		lead = in.Style.newline + in.Style.indent
		tail = in.Style.newline + t.indentAt(in.obj.MemberSpan().Start)
	}
	switch {
	case kept > 0: // a comment
		if in.Style.newline == "" {
			lead = newlineOr(between, " ")
		}
		inside.Start += kept
	case in.Style.newline != "" && bytes.Count(between, []byte(in.Style.newline)) == 1,
		in.Style.newline == "" && len(between) == 1: // the closing brace stands where it belongs
		if in.Style.newline == "" {
			lead = string(between)
		}
		return []text.Edit{insertAt(inside.Start, lead+added)}
	}
	return []text.Edit{{Span: inside, Text: lead + added + tail}}
}

// newlineIn is the first line ending in b, "" if there is none.
func newlineIn(b []byte) string {
	i := bytes.IndexAny(b, "\r\n")
	switch {
	case i < 0:
		return ""
	case bytes.HasPrefix(b[i:], []byte("\r\n")):
		return "\r\n"
	}
	return string(b[i : i+1])
}

// newlineOr is the first line ending in b, or other if there is none.
func newlineOr(b []byte, other string) string {
	if newline := newlineIn(b); newline != "" {
		return newline
	}
	return other
}

func insertAt(offset int, added string) text.Edit {
	return text.Edit{Span: text.Span{Start: offset, End: offset}, Text: added}
}

// breaksLine reports whether a line ends between two offsets.
func breaksLine(src []byte, from, to int) bool {
	return bytes.ContainsAny(src[from:to], "\r\n")
}

// lineEnd is the end of the line that offset stands on, if nothing but blanks
// and comments follows, and offset itself otherwise. A comment of several lines
// belongs to the line.
func (t *Tree) lineEnd(offset int) int {
	for i := offset; i < len(t.src); {
		switch c := t.src[i]; c {
		case ' ', '\t':
			i++
		case '\r', '\n':
			return i
		default:
			end, ok := t.commentAt(i)
			if !ok {
				return offset
			}
			i = end
		}
	}
	return offset
}

// oddFrom is the index of the first oddity that starts at or after an offset.
func (t *Tree) oddFrom(offset int) int {
	return sort.Search(len(t.odd), func(i int) bool { return t.odd[i].Span.Start >= offset })
}

// commentAt is the end of the comment that starts at an offset.
func (t *Tree) commentAt(offset int) (end int, ok bool) {
	i := t.oddFrom(offset)
	if i == len(t.odd) || t.odd[i].Kind != Comment || t.odd[i].Span.Start != offset {
		return 0, false
	}
	return t.odd[i].Span.End, true
}

// commentsEnd is the end of the last comment in a span, blanks that belong to it
// included, and the start of the span if there is none.
func (t *Tree) commentsEnd(within text.Span) int {
	end := within.Start
	for _, o := range t.odd[t.oddFrom(within.Start):] {
		if o.Span.Start >= within.End {
			break
		}
		end = o.Span.End
	}
	return end
}

// trailingComma is the place of a trailing comma between two offsets.
func (t *Tree) trailingComma(from, to int) (int, bool) {
	for _, o := range t.odd[t.oddFrom(from):] {
		if o.Span.Start >= to {
			break
		}
		if o.Kind == TrailingComma {
			return o.Span.Start, true
		}
	}
	return 0, false
}
