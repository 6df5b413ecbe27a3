package manifest

import (
	"bytes"
	"slices"
	"sort"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// joined is the decoded text of one or more JSON strings of a file, with the
// way back: which bytes of the file each decoded byte comes from.
type joined struct {
	bytes []byte
	file  []byte
	runs  []run // in rising order of both offsets
}

// run maps a stretch of decoded bytes to the file. A plain stretch has as many
// bytes in both; an escape sequence is a run of its own.
type run struct {
	decoded, raw       int // where it starts in each
	decodedLen, rawLen int
}

// add appends the decoded text of a string node of the file.
func (j *joined) add(n Node) {
	j.file = n.tree.src
	raw, at := n.Raw(), n.Span().Start
	j.bytes = slices.Grow(j.bytes, len(raw))
	j.runs = slices.Grow(j.runs, 2*bytes.Count(raw, []byte{'\\'})+1)
	plain := 1 // start of the plain stretch, after the opening quote
	for i := 1; i < len(raw)-1; {
		if raw[i] != '\\' {
			i++
			continue
		}
		j.plain(raw[plain:i], at+plain)
		text, size := unescape(raw[i:])
		j.runs = append(j.runs, run{len(j.bytes), at + i, len(text), size})
		j.bytes = append(j.bytes, text...)
		i += size
		plain = i
	}
	j.plain(raw[plain:len(raw)-1], at+plain)
}

// plain appends text that stands in the file as it is.
func (j *joined) plain(text []byte, at int) {
	if len(text) > 0 {
		j.runs = append(j.runs, run{len(j.bytes), at, len(text), len(text)})
		j.bytes = append(j.bytes, text...)
	}
}

// origin is the file's offset of a decoded offset. As the end of a span it is
// the place after the byte before it, so that a span that ends at the end of
// one part does not run into the next.
func (j *joined) origin(offset int, end bool) int {
	if len(j.runs) == 0 {
		return 0
	}
	at := offset
	if end {
		at--
	}
	i := max(0, sort.Search(len(j.runs), func(i int) bool { return j.runs[i].decoded > at })-1)
	r := j.runs[i]
	switch into := offset - r.decoded; {
	case into >= r.decodedLen:
		return r.raw + r.rawLen
	case r.decodedLen == r.rawLen:
		return r.raw + max(into, 0)
	case end && into > 0:
		return r.raw + r.rawLen
	default:
		return r.raw
	}
}

// unescape decodes the escape sequence at the start of b, which has passed
// the strict reader. It returns the text and the length of the sequence in bytes.
func unescape(b []byte) (text []byte, size int) {
	switch b[1] {
	case 'b':
		return []byte{'\b'}, 2
	case 'f':
		return []byte{'\f'}, 2
	case 'n':
		return []byte{'\n'}, 2
	case 'r':
		return []byte{'\r'}, 2
	case 't':
		return []byte{'\t'}, 2
	case 'u':
		r := hexRune(b[2:6])
		if utf16.IsSurrogate(r) && len(b) >= 12 {
			return utf8.AppendRune(nil, utf16.DecodeRune(r, hexRune(b[8:12]))), 12
		}
		return utf8.AppendRune(nil, r), 6
	default: // a quote, backslash or slash
		return b[1:2], 2
	}
}

func hexRune(b []byte) rune {
	n, err := strconv.ParseUint(string(b), 16, 32)
	if err != nil {
		return utf8.RuneError
	}
	return rune(n)
}
