package unit

import (
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// blanks separate words, and are cut off around names and values (WHITESPACE).
const blanks = " \t\n\r"

// piece is a part of a file in which lines may be joined, and knows where its bytes
// stand in the file.
type piece struct {
	text  string
	start int   // offset of the first byte, if the bytes are contiguous
	at    []int // else the offset of each byte, and the offset behind the last one
}

// offset is where byte i of the piece stands in the file; i may be its length.
func (p piece) offset(i int) int {
	if p.at != nil {
		return p.at[i]
	}
	return p.start + i
}

// span is where bytes i to j of the piece stand in the file.
func (p piece) span(i, j int) text.Span {
	if i >= j {
		return text.Span{Start: p.offset(i), End: p.offset(i)}
	}
	return text.Span{Start: p.offset(i), End: p.offset(j-1) + 1}
}

// all is the span of the whole piece.
func (p piece) all() text.Span { return p.span(0, len(p.text)) }

// slice is the part from byte i to byte j.
func (p piece) slice(i, j int) piece {
	if p.at == nil {
		return piece{text: p.text[i:j], start: p.start + i}
	}
	return piece{text: p.text[i:j], at: p.at[i : j+1]}
}

// trim is the piece without blanks at both ends.
func (p piece) trim() piece {
	i := len(p.text) - len(strings.TrimLeft(p.text, blanks))
	j := len(strings.TrimRight(p.text, blanks))
	return p.slice(i, max(i, j))
}

// join is the pieces one behind the other.
func join(pieces []piece) piece {
	if len(pieces) == 1 {
		return pieces[0]
	}
	var joined strings.Builder
	var at []int
	for _, p := range pieces {
		joined.WriteString(p.text)
		for i := range len(p.text) {
			at = append(at, p.offset(i))
		}
	}
	last := pieces[len(pieces)-1]
	return piece{text: joined.String(), at: append(at, last.offset(len(last.text)))}
}

// withBlank is the piece with a blank instead of its last byte.
func (p piece) withBlank() piece {
	p.text = p.text[:len(p.text)-1] + " "
	return p
}
