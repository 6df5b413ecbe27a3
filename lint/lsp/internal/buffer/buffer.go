// Package buffer holds the text of a document that is open in an editor: it follows the
// changes that the editor tells of, and translates places.
//
//	text := buffer.New(opened, buffer.UTF16)
//	text = text.Change(changes)
//	offset := text.Offset(position)
//
// The promise, held by a fuzz test: after any sequence of changes the text is the one
// that the editor has.
package buffer

import (
	"bytes"
	"slices"
	"sort"
	"sync"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/lint/lsp/internal/protocol"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// Encoding is what the Character of a position counts.
type Encoding string

// The encodings that the server knows, as the protocol calls them.
const (
	UTF16 Encoding = "utf-16" // which every client knows
	UTF8  Encoding = "utf-8"
)

// Text is one version of a document. It does not change.
type Text struct {
	src      []byte
	encoding Encoding
	starts   []int // the offset of the first byte of each line

	places sync.Once
	lines  *text.Lines // see Position
}

// New is the text of a document. Lines end with LF, CRLF or a lone CR, as the protocol
// demands.
func New(src string, encoding Encoding) *Text {
	t := &Text{src: []byte(src), encoding: encoding}
	t.starts = lineStarts([]int{0}, t.src, 0, len(t.src))
	return t
}

// Bytes is the text. It must not be changed.
func (t *Text) Bytes() []byte { return t.src }

// Change is the text after changes, which follow each other.
func (t *Text) Change(changes []protocol.Change) *Text {
	t = &Text{src: slices.Clone(t.src), encoding: t.encoding, starts: slices.Clone(t.starts)}
	for _, c := range changes {
		if c.Range == nil {
			t = New(c.Text, t.encoding)
			continue
		}
		t.splitPair(c.Range.Start)
		t.splitPair(c.Range.End)
		start, end := t.Offset(c.Range.Start), t.Offset(c.Range.End)
		t.replace(min(start, end), max(start, end), c.Text)
	}
	return t
}

// splitPair splits the pair of UTF-16 in whose middle a place stands: an editor that
// counts in UTF-16 may change half of a pair. UTF-8 cannot hold a half, so each half
// becomes U+FFFD, which is as long: all other places stay those of the editor.
func (t *Text) splitPair(p protocol.Position) {
	if at, inPair := t.find(p); inPair {
		t.replace(at, at+utf8.UTFMax, "\uFFFD\uFFFD")
	}
}

// replace puts other bytes from start to end into a text that nobody else has yet. Of the lines only
// those that the edit touches are read again: an editor may tell of thousands of changes at once.
func (t *Text) replace(start, end int, with string) {
	first := t.line(max(0, start-1)) // a CR before the edit may have got its LF
	after := sort.SearchInts(t.starts, end+1)
	grown := len(with) - (end - start)
	t.src = slices.Replace(t.src, start, end, []byte(with)...)
	to := len(t.src)
	if after < len(t.starts) {
		to = t.starts[after] + grown
	}
	touched := lineStarts(nil, t.src, t.starts[first], to)
	kept := t.starts[min(after+1, len(t.starts)):]
	for i := range kept {
		kept[i] += grown
	}
	t.starts = slices.Replace(t.starts, first+1, len(t.starts)-len(kept), touched...)
}

// lineStarts adds the starts of the lines that follow each line end between two
// offsets.
func lineStarts(starts []int, src []byte, from, to int) []int {
	for i := from; i < to; i++ {
		if src[i] == '\n' || src[i] == '\r' && (i+1 == len(src) || src[i+1] != '\n') {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// line is the number of the line of an offset, from 0.
func (t *Text) line(offset int) int { return sort.SearchInts(t.starts, offset+1) - 1 }

// Offset is the byte offset of a place. A place behind the end of its line means that
// end, and a place behind the last line means the end of the text, as the protocol
// demands.
func (t *Text) Offset(p protocol.Position) int {
	at, _ := t.find(p)
	return at
}

// find is Offset, and whether the place is in the middle of a pair of UTF-16, which starts there.
func (t *Text) find(p protocol.Position) (at int, inPair bool) {
	if int64(p.Line) >= int64(len(t.starts)) {
		return len(t.src), false
	}
	start, end := t.starts[p.Line], len(t.src)
	if int(p.Line)+1 < len(t.starts) {
		end = t.starts[p.Line+1]
	}
	line := bytes.TrimRight(t.src[start:end], "\r\n")
	if t.encoding == UTF8 {
		return start + toRune(line, int(min(int64(p.Character), int64(len(line))))), false
	}
	for units := int64(p.Character); units > 0 && at < len(line); {
		r, size := utf8.DecodeRune(line[at:])
		if units -= utf16Len(r); units < 0 {
			return start + at, true
		}
		at += size
	}
	return start + at, false
}

// toRune moves an offset inside of a character to the start of the character.
func toRune(line []byte, at int) int {
	for at > 0 && at < len(line) && !utf8.RuneStart(line[at]) {
		at--
	}
	return at
}

func utf16Len(r rune) int64 {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// Position is the place of a byte offset. A text may be one long line with a
// thousand places to find: a line is not counted from its start for each of them.
func (t *Text) Position(offset int) protocol.Position {
	offset = max(0, min(offset, len(t.src)))
	line := t.line(offset)
	if t.encoding == UTF8 {
		return protocol.Position{Line: uint32(line), Character: uint32(offset - t.starts[line])}
	}
	t.places.Do(func() { t.lines = text.NewLines(t.src) })
	p := t.lines.Position(offset)
	units := p.UTF16 - 1
	if bom := text.BOMLen(t.src); line == 0 && bom > 0 && offset >= bom {
		units++ // an editor that hands on the byte order mark counts it as a character
	}
	return protocol.Position{Line: uint32(line), Character: uint32(units)}
}

// Range is the place of bytes from start to end.
func (t *Text) Range(start, end int) protocol.Range {
	return protocol.Range{Start: t.Position(start), End: t.Position(end)}
}

// LineEnd is the offset at which the line of an offset ends, before its line end.
func (t *Text) LineEnd(offset int) int {
	end := len(t.src)
	if next := t.line(offset) + 1; next < len(t.starts) {
		end = t.starts[next]
	}
	return offset + len(bytes.TrimRight(t.src[offset:end], "\r\n"))
}

// Equal reports whether two texts hold the same bytes and lines.
func (t *Text) Equal(other *Text) bool {
	return bytes.Equal(t.src, other.src) && slices.Equal(t.starts, other.starts)
}
