package manifest

// row are members of an object that stand side by side.
type row struct {
	first, last  Node
	before, next Node // the members around it; missing where there is none
}

// cutOut are the spans that take members out of an object as a careful person
// would: whole lines where the members have lines of their own, with the commas
// that they leave over. gone is in the order of the object.
func (t *tree) cutOut(obj Node, gone []Node) []Span {
	if len(gone) == obj.Len() {
		return []Span{{obj.Span().Start + 1, obj.Span().End - 1}}
	}
	var cuts []Span
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
func (t *tree) cutRow(r row) []Span {
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
		return []Span{lines}
	case r.next.Exists() && (!r.before.Exists() || breaksLine(t.src, r.before.Span().End, start)):
		return []Span{{start, r.next.MemberSpan().Start}}
	case ok && trailing: // the comma before it is the trailing one now
		return []Span{lines}
	case ok:
		at := skipBlanks(t.text, r.before.Span().End)
		return []Span{{at, at + 1}, lines}
	}
	return []Span{{r.before.Span().End, end}}
}

// ownLines is the span of the lines between two offsets, their last line ending
// included; ok is false if something else stands on the first or on the last.
func (t *tree) ownLines(start, end int) (lines Span, ok bool) {
	isBlank := func(c byte) bool { return c == ' ' || c == '\t' }
	for start > 0 && isBlank(t.src[start-1]) {
		start--
	}
	for end < len(t.src) && isBlank(t.src[end]) {
		end++
	}
	if start == 0 || t.src[start-1] != '\n' && t.src[start-1] != '\r' {
		return Span{}, false
	}
	newline := newlineIn(t.src[end:min(end+2, len(t.src))])
	if newline == "" || t.src[end] != newline[0] {
		return Span{}, false
	}
	return Span{start, end + len(newline)}, true
}
