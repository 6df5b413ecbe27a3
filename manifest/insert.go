package manifest

import (
	"bytes"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/tidwall/gjson"
)

// member is a key and its value in compact JSON, to be inserted into an object.
type member struct {
	key   string // decoded
	value string // compact JSON
}

// render writes the members in the style: on one line with commas between,
// or each on its own line. Nothing stands before the first and after the last.
func (s style) render(members []member) string {
	var b strings.Builder
	for i, m := range members {
		if i > 0 {
			b.WriteString(s.between())
		}
		s.renderMember(&b, m)
	}
	return b.String()
}

// between is what stands between two members.
func (s style) between() string {
	if s.newline == "" {
		return s.comma
	}
	return "," + s.newline + s.indent
}

func (s style) renderMember(b *strings.Builder, m member) {
	b.WriteString(quote(m.key))
	b.WriteString(s.colon)
	value := gjson.Parse(m.value)
	if !value.IsObject() {
		b.WriteString(value.Raw)
		return
	}
	var inner []member
	value.ForEach(func(k, v gjson.Result) bool {
		inner = append(inner, member{k.String(), v.Raw})
		return true
	})
	s.ofValues().renderObject(b, inner)
}

// renderObject writes an object that stands on a line with the style's indentation.
func (s style) renderObject(b *strings.Builder, members []member) {
	lead, tail := s.pad, s.pad
	if s.newline != "" {
		tail = s.newline + s.indent
		s.indent += s.unit
		lead = s.newline + s.indent
	}
	b.WriteString("{" + lead + s.render(members) + tail + "}")
}

// insertion is a place in an object for new members.
type insertion struct {
	obj   Node
	after Node  // the member that they follow; missing for an empty object
	style style // of the new members
}

// edits are the edits that put the members there. The comma goes to the end of
// the previous member's line; comments and a trailing comma stay where they are.
func (in insertion) edits(d *Document, members []member) []Edit {
	text := in.style.render(members)
	if !in.after.Exists() {
		return in.fillEmpty(text)
	}
	masked, src := d.tree.text, d.src
	end := in.after.Span().End
	next := skipBlanks(masked, end)
	lead := in.style.newline + in.style.indent
	if masked[next] == ',' { // further members follow
		if in.style.newline != "" && breaksLine(src, next+1, skipBlanks(masked, next+1)) {
			return []Edit{insertAt(d.lineEnd(next+1), lead+text+",")}
		}
		return []Edit{insertAt(end, in.style.between()+text)}
	}
	if comma, ok := d.trailingComma(end, next); ok {
		if in.style.newline == "" {
			lead = strings.TrimPrefix(in.style.comma, ",")
		}
		return []Edit{insertAt(d.lineEnd(comma+1), lead+text)}
	}
	if in.style.newline == "" {
		return []Edit{insertAt(end, in.style.comma+text)}
	}
	if at := d.lineEnd(end); at > end { // a comment follows on the line
		return []Edit{insertAt(end, ","), insertAt(at, lead+text)}
	}
	return []Edit{insertAt(end, ","+lead+text)}
}

// fillEmpty puts text between the braces of an object without members.
func (in insertion) fillEmpty(text string) []Edit {
	src, span := in.obj.tree.src, in.obj.Span()
	inside := Span{span.Start + 1, span.End - 1}
	lead, tail := in.style.pad, in.style.pad
	if in.style.newline != "" {
		lead = in.style.newline + in.style.indent
		tail = in.style.newline + leadingBlanks(src, in.obj.MemberSpan().Start)
	}
	between := src[inside.Start:inside.End]
	kept := bytes.TrimRight(between, " \t\r\n")
	if len(kept) == 0 {
		return []Edit{{inside, lead + text + tail}}
	}
	// A comment stands there: keep it before the new members.
	at := inside.Start + len(kept)
	if lead == "" || in.style.newline == "" {
		lead = newlineOr(between, " ")
	}
	return []Edit{{Span{at, inside.End}, lead + text + tail}}
}

// newlineOr is the first line ending in b, or other if there is none.
func newlineOr(b []byte, other string) string {
	if i := bytes.IndexByte(b, '\n'); i >= 0 {
		return newlineBefore(b, i+1)
	}
	return other
}

func insertAt(offset int, text string) Edit { return Edit{Span{offset, offset}, text} }

// breaksLine reports whether a line ends between two offsets.
func breaksLine(src []byte, from, to int) bool {
	return bytes.ContainsAny(src[from:to], "\r\n")
}

// lineEnd is the place after the comments that follow offset on its line, if
// nothing else does, and offset itself otherwise.
func (d *Document) lineEnd(offset int) int {
	at := offset
	for i := offset; i < len(d.src); {
		switch c := d.src[i]; {
		case c == ' ' || c == '\t':
			i++
		case c == '\r' || c == '\n':
			return at
		default:
			end, ok := d.commentAt(i)
			if !ok || breaksLine(d.src, i, end) {
				return offset
			}
			i, at = end, end
		}
	}
	return offset
}

// commentAt is the end of the comment that starts at an offset.
func (d *Document) commentAt(offset int) (end int, ok bool) {
	for _, o := range d.odd {
		if o.Kind == Comment && o.Span.Start == offset {
			return o.Span.End, true
		}
	}
	return 0, false
}

// trailingComma is the place of a trailing comma between two offsets.
func (d *Document) trailingComma(from, to int) (int, bool) {
	for _, o := range d.odd {
		if o.Kind == TrailingComma && from <= o.Span.Start && o.Span.Start < to {
			return o.Span.Start, true
		}
	}
	return 0, false
}

// quote writes s as a JSON string, escaping only what JSON demands: < > and &
// stay as they are. Invalid UTF-8 becomes U+FFFD.
func quote(s string) string {
	quoted, _ := jsontext.AppendQuote(nil, s) // the error tells of the invalid UTF-8 that was replaced
	return string(quoted)
}
