package manifest

import "bytes"

// style is how the text around an insertion is written. It is always read off
// the nearest sibling, never assumed (law L3).
type style struct {
	newline string // between members; "" for objects on one line
	indent  string // before a member on its own line
	unit    string // what one more level adds to indent
	colon   string // between key and value, such as ": "
	comma   string // between members on one line, such as ", "
	pad     string // inside the braces of an object on one line

	values *style // inside the objects that are values of such members; nil for the same style
}

// ofValues is the style inside an object that is the value of a member
// written in style s. An object on one line holds none on several.
func (s style) ofValues() style {
	if s.values == nil {
		return s
	}
	v := *s.values
	if s.newline == "" || v.newline == "" {
		v.newline, v.indent, v.unit = "", "", ""
		return v
	}
	v.newline, v.indent, v.unit = s.newline, s.indent, s.unit
	return v
}

// styleInside is the style of the members of an object that has some.
func styleInside(obj Node) *style {
	for first := range obj.Children() {
		s := styleBeside(obj, first)
		return &s
	}
	return nil
}

// styleBeside is the style of a new member of obj that stands beside sibling,
// an existing member.
func styleBeside(obj, sibling Node) style {
	text := obj.tree.src
	key := sibling.KeySpan()
	s := style{colon: colonOf(sibling), comma: ", ", pad: ""}
	lineStart, first := lineOf(text, key.Start)
	if first && lineStart > obj.Span().Start {
		s.newline = newlineBefore(text, lineStart)
		s.indent = string(text[lineStart:key.Start])
		s.unit = indentUnit(sibling)
	}
	s.pad, s.comma = spacingOf(obj, s.colon)
	return s
}

// colonOf is the text between a member's key and its value, if it is blank but
// for the colon and stands on one line.
func colonOf(member Node) string {
	between := member.tree.src[member.KeySpan().End:member.Span().Start]
	if len(bytes.Trim(between, " \t")) == 1 {
		return string(between)
	}
	return ": "
}

// spacingOf reads the blanks of an object that has members: those inside its
// braces and those between members on one line.
func spacingOf(obj Node, colon string) (pad, comma string) {
	text := obj.tree.src
	comma = ","
	if len(colon) > 1 && colon[len(colon)-1] == ' ' {
		comma = ", "
	}
	var last Node
	for c := range obj.Children() {
		if last.Exists() {
			if between := text[last.Span().End:c.KeySpan().Start]; isSpacedComma(between) {
				return pad, string(between)
			}
		} else if lead := text[obj.Span().Start+1 : c.KeySpan().Start]; len(bytes.Trim(lead, " \t")) == 0 {
			pad = string(lead)
		}
		last = c
	}
	return pad, comma
}

// isSpacedComma reports whether b is a comma with nothing but blanks after it.
func isSpacedComma(b []byte) bool {
	return len(b) > 0 && b[0] == ',' && len(bytes.Trim(b[1:], " \t")) == 0
}

// lineOf is where the line of an offset starts, and whether only blanks stand
// before the offset on it.
func lineOf(text []byte, offset int) (start int, first bool) {
	start = bytes.LastIndexAny(text[:offset], "\r\n") + 1
	return start, len(bytes.Trim(text[start:offset], " \t")) == 0
}

// newlineBefore is the line ending before the line that starts at lineStart,
// "" for the first line.
func newlineBefore(text []byte, lineStart int) string {
	switch {
	case lineStart == 0:
		return ""
	case lineStart >= 2 && text[lineStart-1] == '\n' && text[lineStart-2] == '\r':
		return "\r\n"
	default:
		return string(text[lineStart-1 : lineStart])
	}
}

// leadingBlanks is the indentation of the line of an offset.
func leadingBlanks(text []byte, offset int) string {
	start, _ := lineOf(text, offset)
	if start == 0 {
		start = bomLen(text)
	}
	end := start
	for end < offset && (text[end] == ' ' || text[end] == '\t') {
		end++
	}
	return string(text[start:end])
}

// indentUnit is what one level of nesting adds to the indentation, measured
// at the nearest place to n: inside n, inside its siblings, then further and
// further out.
func indentUnit(n Node) string {
	for at := n; at.Exists(); at = at.Parent() {
		if unit := unitInside(at); unit != "" {
			return unit
		}
		for sibling := range at.Parent().Children() {
			if unit := unitInside(sibling); unit != "" {
				return unit
			}
		}
	}
	return "  "
}

// unitInside is what an object or array on several lines adds to the
// indentation of its line.
func unitInside(n Node) string {
	if n.Kind() != Object && n.Kind() != Array {
		return ""
	}
	text := n.tree.src
	for c := range n.Children() {
		at := c.MemberSpan().Start
		lineStart, first := lineOf(text, at)
		outer := leadingBlanks(text, n.MemberSpan().Start)
		if first && lineStart > n.Span().Start && at-lineStart > len(outer) && bytes.HasPrefix(text[lineStart:at], []byte(outer)) {
			return string(text[lineStart+len(outer) : at])
		}
		return ""
	}
	return ""
}
