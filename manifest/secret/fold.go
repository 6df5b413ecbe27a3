package secret

import (
	"bytes"
	"html"
	"strconv"
	"strings"
	"unicode/utf8"
)

// fold decodes a text in every way in which a reader might decode it: escapes of JSON,
// YAML, Go and shells, percent signs of a URL, character references of HTML, and wide
// characters, also where one stands inside another. The result is only for finding
// signs in it: decoding never loses a '@', ':' or '/' of the text.
//
// fold goes from the end of the text to its start, so the text behind a sign is already
// decoded. It takes linear time, because decoding makes a sequence shorter.
func fold(text string) string {
	buf := make([]byte, len(text))
	at := len(text) // buf[at:] is what the text from i on means
	for i := len(text) - 1; i >= 0; i-- {
		at--
		buf[at] = text[i]
		for at < len(buf) {
			plain, size := decode(buf[at:])
			if size == 0 {
				break
			}
			at += size - len(plain)
			copy(buf[at:], plain)
		}
	}
	return string(buf[at:])
}

// decode decodes the sequence at the start of b, and returns its size in bytes. The
// size is larger than that of the decoded text, and 0 if there is no sequence.
func decode(b []byte) (plain string, size int) {
	switch c := b[0]; {
	case c == '\\':
		return decodeEscape(b)
	case c == '%':
		if n, size := hexRune(b, 1, 2); size > 0 {
			return string([]byte{byte(n)}), size
		}
		if len(b) > 1 && b[1]|0x20 == 'u' {
			return decodeRune(hexRune(b, 2, 4))
		}
	case c == '&':
		return decodeReference(b)
	case c >= utf8.RuneSelf:
		r, size := utf8.DecodeRune(b)
		if plain := narrow(r); plain != 0 {
			return string(plain), size
		}
	}
	return "", 0
}

// decodeEscape decodes what starts with a backslash.
func decodeEscape(b []byte) (plain string, size int) {
	if len(b) < 2 {
		return "", 0
	}
	digits := 0
	switch b[1] {
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	}
	if digits > 0 {
		if r, size := hexRune(b, 2, digits); size > 0 {
			return decodeRune(r, size)
		}
		if end := bytes.IndexByte(b[:min(len(b), 12)], '}'); end > 3 && b[2] == '{' {
			r, _ := hexRune(b, 3, end-3)
			return decodeRune(r, end+1)
		}
	}
	if len(b) > 3 {
		if n, err := strconv.ParseUint(string(b[1:4]), 8, 8); err == nil {
			return decodeRune(rune(n), 4)
		}
	}
	if strings.IndexByte("abefnrtv", b[1]) >= 0 {
		return " ", 2 // no sign of an address
	}
	return "", 1
}

// hexRune reads that many hexadecimal digits from an offset of b on. The size
// is the offset after them, 0 if they are none.
func hexRune(b []byte, at, digits int) (r rune, size int) {
	if len(b) < at+digits {
		return 0, 0
	}
	n, err := strconv.ParseUint(string(b[at:at+digits]), 16, 32)
	if err != nil {
		return 0, 0
	}
	return rune(n), at + digits
}

// decodeRune is the text of a rune that a sequence of a size stands for.
func decodeRune(r rune, size int) (string, int) {
	if plain := string(r); size > len(plain) {
		return plain, size
	}
	return "", 0
}

// decodeReference decodes a character reference of HTML, such as &#58; or
// &commat;. The longest name has 31 letters; a number may have any zeros.
func decodeReference(b []byte) (plain string, size int) {
	start := 1
	for _, sign := range [...]string{"#", "xX"} {
		if start < len(b) && strings.IndexByte(sign, b[start]) >= 0 {
			start++
		}
	}
	digits := start
	for start > 1 && digits < len(b) && b[digits] == '0' {
		digits++
	}
	end := bytes.IndexByte(b[digits:min(len(b), digits+33)], ';')
	if end < 0 {
		return "", 0
	}
	size = digits + end + 1
	reference := string(b[:start]) + string(b[digits:size])
	if plain = html.UnescapeString(reference); plain == reference || len(plain) >= size {
		return "", 0
	}
	return plain, size
}

// narrow is the ASCII character that a wide or small form stands for, else 0.
func narrow(r rune) rune {
	if '！' <= r && r <= '～' {
		return r - '！' + '!'
	}
	switch r {
	case '﹫':
		return '@'
	case '﹕', '∶', '꞉', '︓':
		return ':'
	case '∕', '⁄', '⧸':
		return '/'
	case '﹪':
		return '%'
	case '﹨':
		return '\\'
	case '﹠':
		return '&'
	case '﹟':
		return '#'
	case '﹔', '︔':
		return ';'
	}
	return 0
}
