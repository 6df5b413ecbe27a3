package report

import (
	"strings"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// snippetWindow is how many bytes of a long line are kept on each side of a
// span: createOptions lines run to thousands of characters.
const snippetWindow = 60

// snippetReach is how many bytes of the line on each side of a span are looked at. A
// minified file is one line: each finding would hold a copy of the file.
const snippetReach = 1 << 10

// snippet cuts the part of the first line of a span that is worth showing.
// Passwords are masked before anything is cut: half a URL cannot be told from
// other text, and would show half of its password.
func snippet(lines *manifest.Lines, hidden secretSpans, start, end manifest.Position) Snippet {
	raw, at := lines.Line(start.Line)
	from := min(start.Offset-at, len(raw)) // a span may start in the line ending
	to := len(raw)
	if end.Line == start.Line {
		to = max(from, min(end.Offset-at, len(raw)))
	}
	first, last := max(0, from-snippetReach), min(len(raw), from+2*snippetReach)
	to = min(to, last)
	text, from, to := maskPasswords(string(raw[first:last]), hidden.within(at+first, at+last), from-first, to-first)
	left, right := 0, len(text)
	if first > 0 || last < len(raw) || len(text) > 2*snippetWindow+20 {
		left = runeStart(text, max(0, from-snippetWindow))
		right = runeStart(text, min(len(text), max(from+snippetWindow, min(to, from+2*snippetWindow)+10)))
	}
	return Snippet{
		Text:     strings.Clone(text[left:right]),
		CutLeft:  first+left > 0,
		CutRight: right < len(text) || last < len(raw),
		Start:    from - left,
		End:      min(to, right) - left,
	}
}

// maskPasswords replaces the passwords of a line, and moves the offsets of a
// span with the text. A span that reaches into a password takes in its mask.
func maskPasswords(line string, passwords []secret.Span, from, to int) (masked string, newFrom, newTo int) {
	var b strings.Builder
	newFrom, newTo = from, to
	done := 0
	for _, p := range passwords {
		b.WriteString(line[done:p.Start])
		switch {
		case from >= p.End:
			newFrom = b.Len() + len(secret.Mask) + from - p.End
		case from > p.Start:
			newFrom = b.Len()
		}
		if to > p.Start {
			newTo = b.Len() + len(secret.Mask) + max(0, to-p.End)
		}
		b.WriteString(secret.Mask)
		done = p.End
	}
	return b.String() + line[done:], newFrom, newTo
}

// runeStart moves an offset back to the start of the rune it lies in. Bytes
// that belong to no rune stay where they are.
func runeStart(s string, i int) int {
	for back := range min(utf8.UTFMax, i+1) {
		if i < len(s) && utf8.RuneStart(s[i-back]) {
			return i - back
		}
	}
	return i
}
