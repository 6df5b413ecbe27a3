package baseline

import (
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"
)

// JSON cannot hold every name of a file. In the file of a baseline U+FFFD with
// two hexadecimal digits stands for a byte that is not UTF-8, and three of them
// for a U+FFFD that is in a name: so two names never become one.

// spellPath is a path as the file holds it.
func spellPath(path string) string {
	if utf8.ValidString(path) && !strings.ContainsRune(path, utf8.RuneError) {
		return path
	}
	var b strings.Builder
	for len(path) > 0 {
		r, size := utf8.DecodeRuneInString(path)
		if r != utf8.RuneError {
			b.WriteString(path[:size])
		} else {
			for _, c := range []byte(path[:size]) {
				fmt.Fprintf(&b, "\ufffd%02x", c)
			}
		}
		path = path[size:]
	}
	return b.String()
}

// readPath is the path that the file holds as text.
func readPath(text string) string {
	before, rest, found := strings.Cut(text, "\ufffd")
	if !found {
		return text
	}
	var b strings.Builder
	for ; found; before, rest, found = strings.Cut(rest, "\ufffd") {
		b.WriteString(before)
		if c, err := hex.DecodeString(rest[:min(2, len(rest))]); err == nil && len(c) == 1 {
			b.Write(c)
			rest = rest[2:]
		} else {
			b.WriteRune(utf8.RuneError) // somebody has typed it
		}
	}
	return b.String() + before
}
