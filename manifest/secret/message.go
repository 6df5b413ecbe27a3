package secret

import (
	"strings"
)

// Message makes a message safe to show. Each quoted string in it is checked by itself.
// The text around the quotations may hold names of files: see Path.
func Message(message string) string { return quotations(message, Path) }

// Quoted makes a message safe to show if its words around the quotations are our own.
// These words stay as they are, because they may explain how to write an address.
func Quoted(message string) string {
	return quotations(message, func(words string) string { return words })
}

func quotations(message string, around func(string) string) string {
	if !holdsSign(message) {
		return message
	}
	var b strings.Builder
	for i, part := range splitQuotes(message) {
		if i%2 == 0 {
			b.WriteString(around(part))
			continue
		}
		inner, closed := strings.CutSuffix(part[1:], `"`)
		b.WriteString(`"` + cover(inner, stringSpans(inner, 1)))
		if closed {
			b.WriteByte('"')
		}
	}
	return b.String()
}

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

// notUser matches a text whose colon does not follow the name of a user: the colon of a
// place in a file (a.json:3:5), of a drive (C:), or at the end of a word.
var notUser = pattern(`^(?:-|[^:@]*\.\w+)(?::[0-9]+)?:[0-9]+:?$|^[A-Za-z]:$`)

// Path makes the name of a file, or prose with such names, safe to show. In such a name
// an '@' alone does not show a user: folders are called @types. A slash or a blank ends
// a part of the text. Path hides everything from the first part with a colon to the
// last part with an '@'.
func Path(path string) string {
	if !holdsSign(path) {
		return path
	}
	first, last := -1, -1 // what to hide
	for start := 0; start < len(path); {
		end := start + strings.IndexAny(path[start:], `/ `)
		if end < start {
			end = len(path)
		}
		part := fold(path[start:end])
		colon := strings.IndexByte(strings.TrimSuffix(part, ":"), ':') >= 0 || strings.HasSuffix(part, ":") && strings.HasPrefix(path[end:], "/")
		if first < 0 && colon && !notUser().MatchString(part) {
			first = start
		}
		user := strings.Contains(strings.ReplaceAll(part, Mask+"@", ""), "@") ||
			strings.HasSuffix(path[:start], "//") && mayHold("//"+strings.TrimRight(path[start:end], ":"))
		if first >= 0 && user {
			last = start + len(strings.TrimRight(path[start:end], ":"))
		}
		start = end + 1
	}
	if last < 0 {
		return path
	}
	shown := Text(path[first:last])
	if shown == path[first:last] {
		shown = Mask
	}
	return path[:first] + shown + path[last:]
}
