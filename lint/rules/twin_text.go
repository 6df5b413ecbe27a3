package rules

import (
	"bytes"
	"fmt"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// isTidy reports whether n surely breaks no limit: it has plain keys, short values and
// few levels. It is much faster than weighing, and true for nearly every twin. depth is
// that of n, -1 for the member of the modules content, whose own members are no keys of
// the twin.
func isTidy(doc *manifest.Document, n manifest.Node, depth int) bool {
	switch n.Kind() {
	case manifest.String:
		return len(n.Raw()) <= maxValueBytes
	case manifest.Number:
		return len(n.Raw()) < len("4503599627370495")
	case manifest.Null:
		return false
	}
	if depth > maxTwinDepth {
		return false
	}
	if depth+plainDepth <= maxTwinDepth && doc.IsPlainModule(n) {
		return true
	}
	isKey := depth >= 0 && n.Kind() == manifest.Object
	for c := range n.Children() {
		if isKey && !isPlainKey(c.RawKey()) || depth < 0 && string(c.RawKey()) != "properties.desired" || !isTidy(doc, c, depth+1) {
			return false
		}
	}
	return true
}

// plainDepth is how many objects stand within each other in a plain module: env and an
// entry of it.
const plainDepth = 2

// isPlainKey reports whether a key as it is written has only characters that
// are allowed and stand for themselves.
func isPlainKey(raw []byte) bool {
	for _, c := range raw {
		if c <= ' ' || c >= 0x7F || c == '.' || c == '$' || c == '#' || c == '\\' {
			return false
		}
	}
	return len(raw) <= maxKeyBytes
}

// plain is the text of a JSON string: what stands between its quotes, or what
// decode makes of it if it has escapes.
func plain(raw []byte, decode func() string) []byte {
	if len(raw) < 2 {
		return nil
	}
	if bytes.IndexByte(raw, '\\') >= 0 {
		return []byte(decode())
	}
	return raw[1 : len(raw)-1]
}

// keyFault says why IoT Hub does not take a key; "" if it does.
func keyFault(key []byte) string {
	i := bytes.IndexFunc(key, func(r rune) bool { return unicode.IsControl(r) || r == '.' || r == '$' || r == '#' || r == ' ' })
	switch {
	case i >= 0 && key[i] == ' ':
		return "holds a blank"
	case i >= 0:
		r, _ := utf8.DecodeRune(key[i:])
		return fmt.Sprintf("holds %q", r)
	case len(key) > maxKeyBytes:
		return fmt.Sprintf("has %d bytes", len(key))
	}
	return ""
}

// isTooLarge reports whether a number is a whole one that IoT Hub does not take. One
// with a point or an exponent is no whole number to it.
func isTooLarge(number []byte) bool {
	if bytes.ContainsAny(number, ".eE") {
		return false
	}
	value, err := strconv.ParseInt(string(number), 10, 64)
	return err != nil || value > maxInteger || value < -maxInteger
}

// twinBytes is the size of a text as IoT Hub counts it: in UTF-8, without
// control characters.
func twinBytes(text []byte) int {
	size := len(text)
	for i, c := range text {
		switch {
		case c < ' ' || c == 0x7F:
			size--
		case c == 0xC2 && i+1 < len(text) && text[i+1] < 0xA0: // U+0080 to U+009F
			size -= 2
		}
	}
	return size
}

// blackBytes is about the size of JSON without the blanks between its tokens.
func blackBytes(raw []byte) int {
	size := 0
	for _, c := range raw {
		if c > ' ' {
			size++
		}
	}
	return size
}
