package manifest

import (
	"bytes"
	"slices"
	"strings"
)

// Passwords finds the passwords of URLs in a document or another text, spelled
// rightly or not: with JSON escapes, with percent signs, inside the JSON of
// createOptions, and split over its parts. It also finds the keys that an export
// of a hub holds. The spans are in rising order and do not overlap.
//
// In doubt it takes too much: to hide a harmless word is a blemish, to show a
// password is a leak. A text without a URL that has user information loses
// nothing.
func Passwords(src []byte) []Span {
	keys := deviceKeys(src)
	if !mayHoldPassword(src) {
		return keys
	}
	var s passwordSearch
	for start := 0; start < len(src); {
		end := len(src)
		if i := bytes.IndexAny(src[start:], "\n\r"); i >= 0 {
			end = start + i
		}
		if line := src[start:end]; mayHoldPassword(line) {
			s.pieces(spelled{text: string(line), base: start}, 0)
		}
		start = end + 1
	}
	s.found = append(s.found, splitPasswords(src)...)
	return union(append(s.found, keys...))
}

// RedactText hides the passwords of URLs in a text of one line that may hold
// some, such as a name or a line of a file. Unlike RedactProxyURL it does not
// take the text as a whole for an address.
func RedactText(text string) string {
	if !mayHoldPassword(text) {
		return text
	}
	var s passwordSearch
	s.piece(spelled{text: text}, 0)
	return cover(text, union(s.found))
}

// RedactQuoted hides the passwords in what a message quotes. The words around
// the quotations are those of whoever wrote the message.
func RedactQuoted(message string) string { return redactParts(message, false) }

// RedactMessage does the same, and looks at the words around the quotations,
// too: the name of a file may stand among them, or a key.
func RedactMessage(message string) string { return redactParts(message, true) }

func redactParts(message string, all bool) string {
	if !mayHoldPassword(message) {
		return message
	}
	var b strings.Builder
	for i, part := range splitQuotes(message) {
		switch {
		case i%2 == 1:
			inner, closed := strings.CutSuffix(part[1:], `"`)
			if part = `"` + RedactText(inner); closed {
				part += `"`
			}
		case all && (strings.Contains(part, "@") || strings.Contains(part, "%40")):
			part = RedactText(part)
		}
		b.WriteString(part)
	}
	return b.String()
}

// RedactPointer hides the passwords in the keys of an RFC 6901 pointer.
func RedactPointer(pointer string) string {
	if !mayHoldPassword(pointer) && !strings.Contains(pointer, "~1") {
		return pointer
	}
	keys := strings.Split(pointer, "/")
	for i, key := range keys {
		plain := pointerUnescape.Replace(key)
		if shown := RedactText(plain); shown != plain {
			keys[i] = pointerEscape.Replace(shown)
		}
	}
	return strings.Join(keys, "/")
}

var pointerUnescape = strings.NewReplacer("~1", "/", "~0", "~")

// splitQuotes splits a message into texts outside of quotation marks, which
// have even numbers, and the quotations between them, marks included.
func splitQuotes(message string) (parts []string) {
	start, slashes := 0, 0
	for i := range len(message) {
		switch {
		case message[i] == '\\':
			slashes++
			continue
		case message[i] == '"' && slashes%2 == 0:
			end := i + len(parts)%2 // the closing mark belongs to the quotation
			parts = append(parts, message[start:end])
			start = end
		}
		slashes = 0
	}
	if start == len(message) {
		return parts
	}
	return append(parts, message[start:])
}

// cover puts the mask over spans of a text.
func cover(text string, spans []Span) string {
	if len(spans) == 0 {
		return text
	}
	var b strings.Builder
	done := 0
	for _, s := range spans {
		b.WriteString(text[done:s.Start] + redacted)
		done = s.End
	}
	return b.String() + text[done:]
}

// union sorts spans and joins those that overlap.
func union(spans []Span) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return a.Start - b.Start })
	var out []Span
	for _, s := range spans {
		if last := len(out) - 1; last >= 0 && s.Start <= out[last].End {
			out[last].End = max(out[last].End, s.End)
		} else if s.Len() > 0 {
			out = append(out, s)
		}
	}
	return out
}
