package jsontree

import (
	"bytes"
	"slices"
	"sort"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// Joined is the decoded text of one or more JSON strings of a file, with the
// way back: which bytes of the file each decoded byte comes from.
type Joined struct {
	Bytes []byte
	runs  []run // in rising order of both offsets
}

// run is a stretch of decoded bytes that maps to the file as one: either text
// that stands there as it is, or one escape sequence.
type run struct {
	decoded, raw int32 // where it starts in each
	escape       uint8 // bytes of the escape sequence, 0 for plain text
}

// Add appends the decoded text of a string node of the file.
func (j *Joined) Add(n Node) {
	raw, at := n.Raw(), n.Span().Start
	j.Bytes = slices.Grow(j.Bytes, len(raw))
	j.runs = slices.Grow(j.runs, 2*bytes.Count(raw, []byte{'\\'})+1)
	plain := 1 // start of the plain stretch, after the opening quote
	for i := 1; i < len(raw)-1; {
		if raw[i] != '\\' {
			i++
			continue
		}
		j.plain(raw[plain:i], at+plain)
		start := len(j.Bytes)
		var size int
		j.Bytes, size = unescape(j.Bytes, raw[i:])
		j.runs = append(j.runs, run{int32(start), int32(at + i), uint8(size)})
		i += size
		plain = i
	}
	j.plain(raw[plain:len(raw)-1], at+plain)
}

// Read reads the joined text as JSON. host is the first of the strings. All
// spans, those of the oddities and of a *SyntaxError, are places in the file;
// name is what messages call the text.
func (j *Joined) Read(name string, host Node) (root Node, odd []Oddity, err error) {
	t, err := read(source{text: j.Bytes, name: name, file: host.tree, origin: j.origin}, Limits{}.withDefaults())
	if err != nil {
		return Node{}, nil, err
	}
	t.host = host
	for i, x := range t.odd {
		t.odd[i].Span = t.span(int32(x.Span.Start), int32(x.Span.End))
	}
	return t.Root(), t.odd, nil
}

// plain appends text that stands in the file as it is.
func (j *Joined) plain(text []byte, at int) {
	if len(text) > 0 {
		j.runs = append(j.runs, run{decoded: int32(len(j.Bytes)), raw: int32(at)})
		j.Bytes = append(j.Bytes, text...)
	}
}

// origin is the offset in the file of a decoded offset. The end of a span is mapped to
// the place right after the last byte of the span, so that a span at the end of one
// part does not run into the next part.
func (j *Joined) origin(offset int, end bool) int {
	if len(j.runs) == 0 {
		return 0
	}
	at := offset
	if end {
		at--
	}
	i := max(0, sort.Search(len(j.runs), func(i int) bool { return int(j.runs[i].decoded) > at })-1)
	r := j.runs[i]
	into := max(0, offset-int(r.decoded))
	switch {
	case r.escape == 0 || into == 0:
		return int(r.raw) + into
	case end || offset == len(j.Bytes):
		return int(r.raw) + int(r.escape)
	}
	return int(r.raw) // inside a character
}

// unescape appends what the escape sequence at the start of b stands for, and
// returns its length in bytes. It has passed the strict reader.
func unescape(text, b []byte) ([]byte, int) {
	switch b[1] {
	case 'b':
		return append(text, '\b'), 2
	case 'f':
		return append(text, '\f'), 2
	case 'n':
		return append(text, '\n'), 2
	case 'r':
		return append(text, '\r'), 2
	case 't':
		return append(text, '\t'), 2
	case 'u':
		r := hexRune(b[2:6])
		if utf16.IsSurrogate(r) && len(b) >= 12 {
			return utf8.AppendRune(text, utf16.DecodeRune(r, hexRune(b[8:12]))), 12
		}
		return utf8.AppendRune(text, r), 6
	default: // a quote, backslash or slash
		return append(text, b[1]), 2
	}
}

func hexRune(b []byte) rune {
	n, err := strconv.ParseUint(string(b), 16, 32)
	if err != nil {
		return utf8.RuneError
	}
	return rune(n)
}

// TextSpan is where bytes of the decoded text of a string stand in the file: an
// escape sequence counts as a whole. For any other value, and for a string
// inside the JSON string of createOptions, it is Span.
func (n Node) TextSpan(start, end int) text.Span {
	if n.Kind() != String || n.tree.origin != nil {
		return n.Span()
	}
	var decoded Joined
	decoded.Add(n)
	if start < 0 || end < start || end > len(decoded.Bytes) || len(decoded.runs) == 0 {
		return n.Span()
	}
	span := text.Span{Start: decoded.origin(start, false), End: decoded.origin(end, true)}
	span.End = max(span.Start, span.End)
	return span
}
