package manifest

import (
	"fmt"
	"slices"
	"sort"
	"unicode/utf8"
)

// Span is a half-open range of byte offsets into the document's bytes:
// Start is the first byte, End is one past the last. An empty span
// (Start == End) names a place between two bytes.
type Span struct {
	Start, End int
}

// Len is the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Edit replaces the bytes of Span with Text. An edit with an empty span
// inserts; an edit with an empty text deletes.
type Edit struct {
	Span
	Text string
}

// Splice returns src with the edits made. Edits may come in any order; edits
// at one offset are made in the order given. It reports an error, and no
// bytes, if two edits overlap or one lies outside src.
func Splice(src []byte, edits []Edit) ([]byte, error) {
	sorted := slices.Clone(edits)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].Start < sorted[j].Start })
	size := len(src)
	for i, e := range sorted {
		if e.Start < 0 || e.End < e.Start || e.End > len(src) {
			return nil, fmt.Errorf("edit of bytes %d to %d lies outside the document of %d bytes", e.Start, e.End, len(src))
		}
		if i > 0 && e.Start < sorted[i-1].End {
			return nil, fmt.Errorf("edits at bytes %d and %d overlap", sorted[i-1].Start, e.Start)
		}
		size += len(e.Text) - e.Len()
	}
	out := make([]byte, 0, size)
	done := 0
	for _, e := range sorted {
		out = append(out, src[done:e.Start]...)
		out = append(out, e.Text...)
		done = e.End
	}
	return append(out, src[done:]...), nil
}

// Position is a place in a text as people and editors name it.
type Position struct {
	Offset int // bytes from the start of the file, 0-based
	Line   int // 1-based; lines end with LF, CRLF or a lone CR
	Column int // 1-based, counted in Unicode code points
	UTF16  int // 1-based, counted in UTF-16 code units, as LSP and SARIF's default do
}

// String formats the position as "line:column".
func (p Position) String() string { return fmt.Sprintf("%d:%d", p.Line, p.Column) }

// Lines finds the positions of offsets in one text. The zero value stands for
// an empty text. A byte order mark takes no column.
type Lines struct {
	src    []byte
	starts []int // offset of the first byte of each line
}

// NewLines indexes the line starts of src, which must not change afterwards.
func NewLines(src []byte) *Lines {
	l := &Lines{src: src, starts: []int{0}}
	for i, c := range src {
		if c == '\n' || c == '\r' && (i+1 == len(src) || src[i+1] != '\n') {
			l.starts = append(l.starts, i+1)
		}
	}
	return l
}

// Position is the place of a byte offset. Offsets outside the text are moved
// to its nearest end.
func (l *Lines) Position(offset int) Position {
	offset = max(0, min(offset, len(l.src)))
	line := max(0, sort.SearchInts(l.starts, offset+1)-1)
	p := Position{Offset: offset, Line: line + 1, Column: 1, UTF16: 1}
	if len(l.starts) == 0 {
		return p
	}
	text := l.src[l.starts[line]:offset]
	if line == 0 {
		text = text[min(bomLen(text), len(text)):]
	}
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		text = text[n:]
		p.Column++
		p.UTF16++
		if r > 0xFFFF {
			p.UTF16++
		}
	}
	return p
}

// Line is the text of the 1-based line, without its line ending, and the byte
// offset where it starts. A line that does not exist is empty.
func (l *Lines) Line(line int) (text []byte, start int) {
	if line < 1 || line > len(l.starts) {
		return nil, 0
	}
	start = l.starts[line-1]
	end := len(l.src)
	if line < len(l.starts) {
		end = l.starts[line]
	}
	for end > start && (l.src[end-1] == '\n' || l.src[end-1] == '\r') {
		end--
	}
	return l.src[start:end], start
}

// bomLen is the length in bytes of the UTF-8 byte order mark at the start of b.
func bomLen(b []byte) int {
	if len(b) >= 3 && b[0] == 0xEF && b[1] == 0xBB && b[2] == 0xBF {
		return 3
	}
	return 0
}
