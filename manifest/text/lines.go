package text

import (
	"fmt"
	"sort"
	"unicode/utf8"
)

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
	starts []int      // offset of the first byte of each line
	stones []Position // places inside long lines, in rising order
}

// stoneDistance is how many bytes lie between two known places of a long line.
// Without them, each position in a minified file would be counted from the start.
const stoneDistance = 1 << 10

// NewLines indexes the line starts of src, which must not change afterwards.
func NewLines(src []byte) *Lines {
	l := &Lines{src: src, starts: []int{0}}
	for i, c := range src {
		if c == '\n' || c == '\r' && (i+1 == len(src) || src[i+1] != '\n') {
			l.placeStones(i)
			l.starts = append(l.starts, i+1)
		}
	}
	l.placeStones(len(src))
	return l
}

// placeStones finds known places in the last line, which ends at an offset.
func (l *Lines) placeStones(end int) {
	line := len(l.starts)
	p := Position{Offset: l.starts[line-1], Line: line, Column: 1, UTF16: 1}
	for end-p.Offset > stoneDistance {
		p.advance(l.src[:end], p.Offset+stoneDistance)
		l.stones = append(l.stones, p)
	}
}

// advance moves p on by whole characters, until it is at the offset or beyond.
// A byte that is not UTF-8 counts as a character.
func (p *Position) advance(src []byte, offset int) {
	if p.Offset == 0 {
		p.Offset = min(BOMLen(src), offset)
	}
	for p.Offset < offset {
		r, n := rune(src[p.Offset]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(src[p.Offset:])
		}
		p.Offset += n
		p.Column++
		p.UTF16++
		if r > 0xFFFF {
			p.UTF16++
		}
	}
}

// Position is the place of a byte offset. Offsets outside the text are moved
// to its nearest end. An offset inside a character counts as that after it.
func (l *Lines) Position(offset int) Position {
	offset = max(0, min(offset, len(l.src)))
	if len(l.starts) == 0 {
		return Position{Offset: offset, Line: 1, Column: 1, UTF16: 1}
	}
	line := l.find(offset)
	p := Position{Offset: l.starts[line], Line: line + 1, Column: 1, UTF16: 1}
	if i := sort.Search(len(l.stones), func(i int) bool { return l.stones[i].Offset > offset }); i > 0 && l.stones[i-1].Line == p.Line {
		p = l.stones[i-1]
	}
	p.advance(l.src, offset)
	p.Offset = offset
	return p
}

// find is the index of the line of an offset.
func (l *Lines) find(offset int) int { return max(0, sort.SearchInts(l.starts, offset+1)-1) }

// StartOf is the byte offset at which the line of an offset starts.
func (l *Lines) StartOf(offset int) int {
	if len(l.starts) == 0 {
		return 0
	}
	return l.starts[l.find(offset)]
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
