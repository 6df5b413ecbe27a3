package manifest

import (
	"bytes"
	"unicode"
	"unicode/utf8"
)

// blankSpaces returns a text of the same length in which blanks stand for the white space
// between tokens that only the reader of createOptions takes (Newtonsoft.Json skips what
// char.IsWhiteSpace accepts, such as U+00A0 and U+3000), and lists it.
func blankSpaces(text []byte) (blanked []byte, found []Oddity) {
	blanked = text
	for i := 0; i < len(text); {
		if text[i] == '"' {
			i = stringEnd(text, i)
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		if unicode.IsSpace(r) && !isBlank(text[i]) {
			if found == nil {
				blanked = bytes.Clone(text)
			}
			found = append(found, Oddity{OtherSpace, Span{i, i + size}})
			for j := i; j < i+size; j++ {
				blanked[j] = ' '
			}
		}
		i += size
	}
	return blanked, found
}
