package jsontree

import (
	"bytes"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// masked is mask of the text, as its reader takes it: createOptions have another reader
// than the document.
func (s source) masked() (text []byte, odd []Oddity) {
	if s.origin == nil {
		return mask(s.text)
	}
	blanked, spaces := blankSpaces(s.text)
	text, odd = mask(blanked)
	if len(spaces) > 0 {
		odd = append(odd, spaces...)
		slices.SortStableFunc(odd, func(a, b Oddity) int { return a.Span.Start - b.Span.Start })
	}
	return text, odd
}

// blankSpaces returns a text of the same length in which blanks stand for the white space
// between tokens that only the reader of createOptions takes (Newtonsoft.Json skips what
// char.IsWhiteSpace accepts, such as U+00A0 and U+3000), and lists it.
func blankSpaces(src []byte) (blanked []byte, found []Oddity) {
	blanked = src
	for i := 0; i < len(src); {
		if src[i] == '"' {
			i = stringEnd(src, i)
			continue
		}
		r, size := utf8.DecodeRune(src[i:])
		if unicode.IsSpace(r) && !isBlank(src[i]) {
			if found == nil {
				blanked = bytes.Clone(src)
			}
			found = append(found, Oddity{OtherSpace, text.Span{Start: i, End: i + size}})
			for j := i; j < i+size; j++ {
				blanked[j] = ' '
			}
		}
		i += size
	}
	return blanked, found
}
