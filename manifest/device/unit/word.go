package unit

import (
	"strings"
	"unicode/utf8"
)

// word is a word of a value, its quotes and escapes taken away.
type word struct {
	text       []byte
	at         []int // for each byte of text where its source begins in the piece
	end        []int // and where that ends
	start, top int   // of the piece: the word with its quotes
	quoted     bool  // it ends with a closing quote
}

// words cuts a value into words as systemd does (extract_first_word with
// EXTRACT_UNQUOTE and EXTRACT_CUNESCAPE). At a fault it returns the words before the
// fault and the fault itself; bad is the byte at which the faulty word begins.
func words(value string) (found []word, bad int, fault string) {
	for at := 0; ; {
		at += len(value[at:]) - len(strings.TrimLeft(value[at:], blanks))
		if at == len(value) {
			return found, at, ""
		}
		w, fault := nextWord(value, at)
		if fault != "" {
			return found, at, fault
		}
		found = append(found, w)
		at = w.top
	}
}

// nextWord reads the word that begins at a byte.
func nextWord(value string, start int) (w word, fault string) {
	w.start = start
	quote := byte(0)
	i := start
	for i < len(value) {
		c := value[i]
		switch {
		case c == '\\':
			text, n := unescape(value[i+1:])
			if n == 0 {
				return w, `the backslash begins no escape that systemd knows: expected \\ for a backslash`
			}
			w.add(text, i, i+1+n)
			w.quoted = false
			i += 1 + n
			continue
		case quote != 0 && c == quote:
			quote, w.quoted = 0, true
		case quote == 0 && (c == '"' || c == '\''):
			quote, w.quoted = c, false
		case quote == 0 && strings.IndexByte(blanks, c) >= 0:
			w.top = i
			return w, ""
		default:
			w.add(value[i:i+1], i, i+1)
			w.quoted = false
		}
		i++
	}
	if quote != 0 {
		return w, "the quote is not closed on this line"
	}
	w.top = i
	return w, ""
}

// add adds text that stands at bytes start to end of the value.
func (w *word) add(text string, start, end int) {
	for i := range len(text) {
		w.text, w.at, w.end = append(w.text, text[i]), append(w.at, start), append(w.end, end)
	}
}

// escapes are those of one letter.
var escapes = [256]byte{
	'a': '\a', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v',
	'\\': '\\', '"': '"', '\'': '\'', 's': ' ',
}

// unescape reads what stands behind a backslash (cunescape_one): its text, and how
// many bytes it takes; 0 if it is no escape.
func unescape(s string) (text string, n int) {
	if s == "" {
		return "", 0
	}
	switch s[0] {
	case 'x':
		return numeral(s[1:], 2, 16, 1)
	case 'u':
		return numeral(s[1:], 4, 16, 1)
	case 'U':
		return numeral(s[1:], 8, 16, 1)
	case '0', '1', '2', '3', '4', '5', '6', '7':
		return numeral(s, 3, 8, 0)
	}
	if c := escapes[s[0]]; c != 0 {
		return string(c), 1
	}
	return "", 0
}

// numeral reads an escape of so many digits behind a prefix. Those of two hexadecimal
// or of three octal digits are bytes, others are code points.
func numeral(s string, digits int, base, prefix int) (text string, n int) {
	if len(s) < digits {
		return "", 0
	}
	value := 0
	for _, c := range []byte(s[:digits]) {
		d := strings.IndexByte("0123456789abcdef", c|0x20)
		if d < 0 || d >= base {
			return "", 0
		}
		value = value*base + d
	}
	switch {
	case value == 0 || digits == 3 && value > 255:
		return "", 0
	case digits < 4:
		return string([]byte{byte(value)}), prefix + digits
	case value > utf8.MaxRune || !utf8.ValidRune(rune(value)):
		return "", 0
	}
	return string(rune(value)), prefix + digits
}
