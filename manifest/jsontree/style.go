package jsontree

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Style is how the text around an insertion is written. It is always read off
// the nearest sibling, never assumed (law L3).
type Style struct {
	newline string   // between members; "" for objects on one line
	indent  string   // before a member on its own line
	unit    string   // what one more level adds to indent
	levels  []string // the indentation of the next levels, where one does not begin with that of the level above
	lead    string   // ", " or the like where commas stand at the start of lines
	colon   string   // between key and value, such as ": "
	column  int      // where values start, in characters from the key on, if they are aligned; else 0
	opening bool     // an opening brace stands on a line of its own
	comma   string   // between members on one line, such as ", "
	pad     string   // inside the braces of an object on one line

	Values *Style // inside the objects that are values of such members; nil for the same style
}

// OfValues is the style inside an object that is the value of a member
// written in style s. An object on one line holds none on several. Where commas
// start the lines, an object is written on one line.
func (s Style) OfValues() Style {
	v := s
	if s.Values != nil {
		v = *s.Values
	}
	v.newline, v.indent, v.unit, v.levels = s.newline, s.indent, s.unit, s.levels
	if s.lead != "" || s.Values != nil && s.Values.newline == "" {
		v.newline, v.indent, v.unit, v.lead = "", "", "", ""
	}
	v.column = 0
	return v
}

// StyleInside is the style of the members of an object that has some: the parts of a
// style that OfValues uses. Its indentation is that of the object.
func StyleInside(obj Node) *Style {
	for first := range obj.Children() {
		s, _ := spacingBeside(obj, first)
		return &s
	}
	return nil
}

// StyleBeside is the style of a new member of obj that stands beside sibling,
// an existing member.
func StyleBeside(obj, sibling Node) Style {
	s, start := spacingBeside(obj, sibling)
	if s.newline != "" {
		s.indent = obj.tree.indentAt(start)
	}
	if s.newline != "" && s.lead == "" {
		s.unit = indentUnit(sibling)
		s.levels = mixedLevels(obj, s.indent+s.unit)
		s.opening = opensOnOwnLine(sibling)
	}
	return s
}

// spacingBeside is styleBeside without the indentation of sibling, which starts
// at an offset.
func spacingBeside(obj, sibling Node) (s Style, start int) {
	s.colon = colonOf(sibling)
	s.pad, s.comma = spacingOf(obj, s.colon)
	start = sibling.MemberSpan().Start
	before := obj.tree.text[obj.Span().Start+1 : start] // comments are blanks here
	trimmed := bytes.TrimRight(before, " \t")
	switch {
	case endsLine(trimmed):
		s.newline = newlineAtEnd(trimmed)
	case bytes.HasSuffix(trimmed, []byte(",")):
		if line := bytes.TrimRight(trimmed[:len(trimmed)-1], " \t"); endsLine(line) {
			s.newline = newlineAtEnd(line)
			s.lead = "," + string(before[len(trimmed):])
		}
	}
	return s, start
}

// endsLine reports whether b ends with a line ending.
func endsLine(b []byte) bool {
	return len(b) > 0 && (b[len(b)-1] == '\n' || b[len(b)-1] == '\r')
}

// newlineAtEnd is the line ending at the end of b, "" if there is none.
func newlineAtEnd(b []byte) string {
	switch {
	case bytes.HasSuffix(b, []byte("\r\n")):
		return "\r\n"
	case endsLine(b):
		return string(b[len(b)-1:])
	}
	return ""
}

// colonOf is the text between a member's key and its value, if it is blank but
// for the colon and stands on one line. Of several blanks, which align this
// value with others, it keeps one.
func colonOf(member Node) string {
	before, after, ok := aroundColon(member)
	if !ok {
		return ": "
	}
	return string(before[:min(len(before), 1)]) + ":" + string(after[:min(len(after), 1)])
}

// aroundColon is the blanks before and after the colon of a member. It fails if
// anything else stands there, such as a line ending or a comment.
func aroundColon(member Node) (before, after []byte, ok bool) {
	between := member.tree.src[member.KeySpan().End:member.Span().Start]
	before, after, _ = bytes.Cut(between, []byte(":"))
	ok = len(bytes.Trim(before, " \t")) == 0 && len(bytes.Trim(after, " \t")) == 0
	return before, after, ok
}

// opensOnOwnLine reports whether n, or the nearest member around it that is an
// object on several lines, has its opening brace on a line of its own.
func opensOnOwnLine(n Node) bool {
	for at := n; at.KeySpan().Len() > 0; at = at.Parent() {
		if at.Kind() == Object && at.spread() {
			return endsLine(bytes.TrimRight(at.tree.text[at.KeySpan().End:at.Span().Start], " \t"))
		}
	}
	return false
}

// spread reports whether the first child of n is the first on its line.
func (n Node) spread() bool {
	for c := range n.Children() {
		return endsLine(bytes.TrimRight(n.tree.text[n.Span().Start+1:c.MemberSpan().Start], " \t"))
	}
	return false
}

// valueColumn is the column at which the values of an object's members are
// aligned, counted in characters from the start of the key; 0 if they are not.
func valueColumn(obj Node) int {
	column, wide, members := 0, false, 0
	for c := range obj.Children() {
		before, after, ok := aroundColon(c)
		key := c.KeySpan()
		if !ok || key.Len() == 0 {
			return 0
		}
		width := utf8.RuneCount(obj.tree.src[key.Start:key.End]) + len(before) + 1 + len(after)
		if members++; members > 1 && width != column {
			return 0
		}
		column, wide = width, wide || len(after) > 1
	}
	if !wide || members < 2 {
		return 0
	}
	return column
}

// colonAfter is what stands between a key, written with its quotes, and the value.
func (s Style) colonAfter(key string) string {
	blanks := s.column - utf8.RuneCountInString(key) - len(s.colon)
	if s.column == 0 || blanks <= 0 {
		return s.colon
	}
	return s.colon + strings.Repeat(" ", blanks)
}

// spacingOf reads the blanks of an object that has members off the first two of
// them: those inside its braces and those between members on one line.
func spacingOf(obj Node, colon string) (pad, comma string) {
	text := obj.tree.src
	comma = ","
	if strings.HasSuffix(colon, ": ") {
		comma = ", "
	}
	var first Node
	for c := range obj.Children() {
		start := c.MemberSpan().Start
		if first.Exists() {
			between := text[first.Span().End:start]
			if blanks, ok := bytes.CutPrefix(between, []byte(",")); ok && len(bytes.Trim(blanks, " \t")) == 0 {
				comma = string(between)
			}
			break
		}
		if lead := text[obj.Span().Start+1 : start]; len(bytes.Trim(lead, " \t")) == 0 {
			pad = string(lead)
		}
		first = c
	}
	return pad, comma
}
