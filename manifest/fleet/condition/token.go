package condition

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// tokenKind is the kind of a token. Symbols are told apart by their text.
type tokenKind uint8

const (
	endToken    tokenKind = iota
	wordToken             // a name or a keyword
	oddToken              // [[a name]]
	textToken             // 'a text'
	numberToken           // 12, 1.5, 0x1F
	symbolToken
	badToken // a character that starts no token
)

// token is a token of a condition with its place.
type token struct {
	kind tokenKind
	span text.Span
	text string // as it is written; the decoded text of a textToken, the name of an oddToken
}

// is reports whether the token is a symbol.
func (t token) is(symbol string) bool { return t.kind == symbolToken && t.text == symbol }

// isWord reports whether the token is a keyword, which IoT Hub takes in any case.
func (t token) isWord(keyword string) bool {
	return t.kind == wordToken && strings.EqualFold(t.text, keyword)
}

// symbols lists the operators and brackets, longer ones before their beginnings.
var symbols = [...]string{"!=", "<>", "<=", ">=", "==", "<", ">", "=", "(", ")", "[", "]", ",", ".", "+", "-", "*", "/", "%"}

// next reads the token that starts at or after an offset of src.
func next(src string, at int) (token, *Error) {
	for at < len(src) && strings.IndexByte(" \t\r\n", src[at]) >= 0 {
		at++
	}
	rest := src[at:]
	first, size := utf8.DecodeRuneInString(rest)
	make := func(kind tokenKind, n int) token {
		return token{kind, text.Span{Start: at, End: at + n}, rest[:n]}
	}
	switch {
	case rest == "":
		return make(endToken, 0), nil
	case first == '\'':
		return quotedText(src, at)
	case strings.HasPrefix(rest, "[["):
		return oddName(src, at)
	case first >= '0' && first <= '9':
		return make(numberToken, numberLen(rest)), nil
	case isNameRune(first):
		return make(wordToken, len(rest)-len(strings.TrimLeftFunc(rest, isNameRune))), nil
	}
	for _, s := range symbols {
		if strings.HasPrefix(rest, s) {
			return make(symbolToken, len(s)), nil
		}
	}
	return make(badToken, size), nil
}

// isNameRune reports whether a character may stand in a name without [[ ]].
func isNameRune(r rune) bool {
	return r == '_' || r == '$' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

// quotedText reads a text in single quotes. A quote in the text is doubled.
func quotedText(src string, start int) (token, *Error) {
	var b strings.Builder
	for at := start + 1; ; {
		n := strings.IndexByte(src[at:], '\'')
		if n < 0 {
			return token{}, &Error{
				Span: text.Span{Start: start, End: len(src)},
				Msg:  "this text has no closing quote: expected ' at its end",
				Help: "a quote inside a text is doubled: 'operator''s device'",
			}
		}
		b.WriteString(src[at : at+n])
		at += n + 1
		if !strings.HasPrefix(src[at:], "'") {
			return token{textToken, text.Span{Start: start, End: at}, b.String()}, nil
		}
		b.WriteByte('\'')
		at++
	}
}

// oddName reads a name in [[ ]].
func oddName(src string, start int) (token, *Error) {
	n := strings.Index(src[start:], "]]")
	name := ""
	if n >= 0 {
		name = src[start+2 : start+n]
	}
	if name == "" {
		return token{}, &Error{Span: text.Span{Start: start, End: start + 2}, Msg: "[[ is not followed by a name and ]]: expected a name such as [[my tag]]"}
	}
	return token{oddToken, text.Span{Start: start, End: start + n + 2}, name}, nil
}

// numberLen is the length of the number that a text starts with, in bytes. Letters
// right after it belong to it, so that 9a is one faulty number.
func numberLen(s string) int {
	n := 0
	for n < len(s) {
		switch c := s[n]; {
		case c >= '0' && c <= '9', c == '.', c == '_', c|0x20 >= 'a' && c|0x20 <= 'z':
		case (c == '+' || c == '-') && s[n-1]|0x20 == 'e' && !strings.HasPrefix(strings.ToLower(s), "0x"):
		default:
			return n
		}
		n++
	}
	return n
}
