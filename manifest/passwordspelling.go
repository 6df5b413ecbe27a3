package manifest

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// spelled is a text with the way back to the bytes of the file that it stands for.
type spelled struct {
	text string
	base int     // offset of the text in the file, if from is nil
	from []int32 // else the offset of each byte, and at last that of the end
}

func (t spelled) offset(i int) int {
	if t.from == nil {
		return t.base + i
	}
	return int(t.from[i])
}

func (t spelled) span(start, end int) Span { return Span{t.offset(start), t.offset(end)} }

func (t spelled) slice(start, end int) spelled {
	if t.from == nil {
		return spelled{text: t.text[start:end], base: t.base + start}
	}
	return spelled{text: t.text[start:end], from: t.from[start : end+1]}
}

// unescaped is what the escape sequences of JSON, of YAML and of Go stand for.
func (t spelled) unescaped() spelled {
	if strings.IndexByte(t.text, '\\') < 0 {
		return t
	}
	return t.decoded('\\', unescapeAny)
}

// percentDecoded is what the percent signs of a URL stand for.
func (t spelled) percentDecoded() spelled {
	return t.decoded('%', func(s string) (string, int) {
		if len(s) < 3 {
			return "", 0
		}
		n, err := strconv.ParseUint(s[1:3], 16, 8)
		if err != nil {
			return "", 0
		}
		return string([]byte{byte(n)}), 3
	})
}

// decoded replaces what starts with a mark. decode returns what it stands for,
// and its length: 0 if it stands for itself.
func (t spelled) decoded(mark byte, decode func(string) (string, int)) spelled {
	text := make([]byte, 0, len(t.text))
	from := make([]int32, 0, len(t.text)+1)
	for i := 0; i < len(t.text); {
		plain, size := t.text[i:i+1], 1
		if t.text[i] == mark {
			if p, n := decode(t.text[i:]); n > 0 {
				plain, size = p, n
			}
		}
		for range len(plain) {
			from = append(from, int32(t.offset(i)))
		}
		text = append(text, plain...)
		i += size
	}
	return spelled{text: string(text), from: append(from, int32(t.offset(len(t.text))))}
}

// unescapeAny decodes the escape sequence at the start of s.
func unescapeAny(s string) (plain string, size int) {
	if len(s) < 2 {
		return "", 0
	}
	digits := 0
	switch s[1] {
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	case 'a', 'b', 'f', 'n', 'r', 't', 'v', '0':
		return " ", 2 // no sign of a URL
	default:
		return s[1:2], 2
	}
	if len(s) < 2+digits {
		return "", 0
	}
	n, err := strconv.ParseUint(s[2:2+digits], 16, 32)
	if err != nil {
		return "", 0
	}
	return string(utf8.AppendRune(nil, rune(n))), 2 + digits
}
