package manifest

import (
	"bytes"
	"sort"
	"strings"
)

// insertion is a place in an object for new members.
type insertion struct {
	obj   Node
	after Node  // the member that they follow; missing for an empty object
	style style // of the new members
}

// insertionAtEnd is the place after the last member of obj. An empty object
// is opened in the style of what stands around it; like is how its members
// are written elsewhere, nil if that is not known.
func insertionAtEnd(obj Node, like *style) insertion {
	var last Node
	for c := range obj.Children() {
		last = c
	}
	if last.Exists() {
		return insertionAfter(obj, last)
	}
	around := styleBeside(obj.Parent(), obj)
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
	return insertion{obj: obj, style: s}
}

// insertionAfter is the place after a member of obj.
func insertionAfter(obj, after Node) insertion {
	s := styleBeside(obj, after)
	if s.newline != "" {
		s.column = valueColumn(obj)
	}
	return insertion{obj, after, s}
}

// edits are the edits that put the members there. The comma goes to the end of
// the previous member's line; comments and a trailing comma stay where they are.
func (in insertion) edits(members []member) []Edit {
	added := in.style.render(members)
	if !in.after.Exists() {
		return in.fillEmpty(added)
	}
	t := in.obj.tree
	masked, src := t.text, t.src
	end := in.after.Span().End
	next := skipBlanks(masked, end)
	lead := in.style.newline + in.style.indent
	if in.style.lead != "" { // the comma starts the new line
		return []Edit{insertAt(t.lineEnd(end), in.style.between()+added)}
	}
	if masked[next] == ',' { // further members follow
		if in.style.newline != "" && breaksLine(src, next+1, skipBlanks(masked, next+1)) {
			return []Edit{insertAt(t.lineEnd(next+1), lead+added+",")}
		}
		return []Edit{insertAt(end, in.style.between()+added)}
	}
	if comma, ok := t.trailingComma(end, next); ok {
		if in.style.newline == "" {
			lead = strings.TrimPrefix(in.style.comma, ",")
		}
		return []Edit{insertAt(t.lineEnd(comma+1), lead+added)}
	}
	if in.style.newline == "" {
		return []Edit{insertAt(end, in.style.comma+added)}
	}
	if at := t.lineEnd(end); at > end { // a comment or blanks follow on the line
		return []Edit{insertAt(end, ","), insertAt(at, lead+added)}
	}
	return []Edit{insertAt(end, ","+lead+added)}
}

// fillEmpty puts added between the braces of an object without members. What
// stands there already is kept where it fits, comments in any case.
func (in insertion) fillEmpty(added string) []Edit {
	t, span := in.obj.tree, in.obj.Span()
	inside := Span{span.Start + 1, span.End - 1}
	between := t.src[inside.Start:inside.End]
	kept := bytes.TrimRight(between, " \t\r\n")
	lead, tail := in.style.pad, in.style.pad
	if in.style.newline != "" {
		lead = in.style.newline + in.style.indent
		tail = in.style.newline + t.indentAt(in.obj.MemberSpan().Start)
	}
	switch {
	case len(kept) > 0: // a comment
		if in.style.newline == "" {
			lead = newlineOr(between, " ")
		}
		inside.Start += len(kept)
	case in.style.newline != "" && bytes.Count(between, []byte(in.style.newline)) == 1,
		in.style.newline == "" && len(between) == 1: // the closing brace stands where it belongs
		if in.style.newline == "" {
			lead = string(between)
		}
		return []Edit{insertAt(inside.Start, lead+added)}
	}
	return []Edit{{inside, lead + added + tail}}
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

func insertAt(offset int, added string) Edit { return Edit{Span{offset, offset}, added} }

// breaksLine reports whether a line ends between two offsets.
func breaksLine(src []byte, from, to int) bool {
	return bytes.ContainsAny(src[from:to], "\r\n")
}

// lineEnd is the end of the line that offset stands on, if nothing but blanks
// and comments follows, and offset itself otherwise. A comment of several lines
// belongs to the line.
func (t *tree) lineEnd(offset int) int {
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
func (t *tree) oddFrom(offset int) int {
	return sort.Search(len(t.odd), func(i int) bool { return t.odd[i].Span.Start >= offset })
}

// commentAt is the end of the comment that starts at an offset.
func (t *tree) commentAt(offset int) (end int, ok bool) {
	i := t.oddFrom(offset)
	if i == len(t.odd) || t.odd[i].Kind != Comment || t.odd[i].Span.Start != offset {
		return 0, false
	}
	return t.odd[i].Span.End, true
}

// trailingComma is the place of a trailing comma between two offsets.
func (t *tree) trailingComma(from, to int) (int, bool) {
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
