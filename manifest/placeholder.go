package manifest

import "strings"

// FindPlaceholder finds the first placeholder in s that no tool has filled in:
// ${X}, #{X}#, $(X), <x>, {{x}} or ${{ x }}. It reports the span of the
// placeholder with its brackets, in bytes of s.
//
// Between $( and ), and between < and >, stand letters, digits, blanks, '_',
// '.' and '-', from a letter on: text such as "a < 3" holds no placeholder.
// The forms with braces may hold more, such as a default value.
func FindPlaceholder(s string) (start, end int, ok bool) {
	for i := range len(s) {
		if c := s[i]; c != '$' && c != '#' && c != '{' && c != '<' {
			continue // no placeholder starts so: most texts hold none of these
		}
		n := placeholderLen(s[i:])
		switch {
		case n == 0:
			continue
		case s[i] == '{' && i > 0 && s[i-1] == '$': // ${{ x }}
			return i - 1, i + n, true
		default:
			return i, i + n, true
		}
	}
	return 0, 0, false
}

// placeholderLen is the length in bytes of the placeholder that s starts with,
// 0 if it starts with none.
func placeholderLen(s string) int {
	for _, form := range placeholderForms {
		body, found := strings.CutPrefix(s, form.open)
		if !found {
			continue
		}
		isInside := isNameByte
		if strings.HasSuffix(form.open, "{") {
			isInside = isBraceByte
		} else if body == "" || !isLetterByte(body[0]) {
			continue
		}
		n := 0
		for n < len(body) && isInside(body[n]) {
			n++
		}
		if strings.TrimSpace(body[:n]) != "" && strings.HasPrefix(body[n:], form.close) {
			return len(form.open) + n + len(form.close)
		}
	}
	return 0
}

// isBraceByte reports whether c may stand inside braces. None of these opens
// or closes a placeholder, so that a search takes linear time. An '@' may not,
// so that a placeholder never hides where the user information of a URL ends.
func isBraceByte(c byte) bool {
	return c >= ' ' && c != 0x7F && c != '{' && c != '}' && c != '"' && c != '@'
}

func isNameByte(c byte) bool {
	return isLetterByte(c) || '0' <= c && c <= '9' || c == '.' || c == '-' || c == ' '
}

// isLetterByte counts the bytes of characters outside ASCII as letters.
func isLetterByte(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' || c >= 0x80
}

// fillPlaceholders puts digits in the place of each placeholder of s that fill
// accepts. The length stays the same, so that what is found in the result is
// found in s. Digits are right wherever a placeholder may stand in a URL.
func fillPlaceholders(s string, fill func(placeholder string) bool) string {
	filled := []byte(s)
	for at := 0; ; {
		start, end, ok := FindPlaceholder(s[at:])
		if !ok {
			return string(filled)
		}
		start, end = at+start, at+end
		if fill(s[start:end]) {
			for i := start; i < end; i++ {
				filled[i] = '0'
			}
		}
		at = end
	}
}

// anyPlaceholder accepts every placeholder.
func anyPlaceholder(string) bool { return true }

// onlyPlaceholders reports whether s is nothing but placeholders, all of which
// accept takes.
func onlyPlaceholders(s string, accept func(placeholder string) bool) bool {
	for s != "" {
		start, end, ok := FindPlaceholder(s)
		if !ok || start > 0 || !accept(s[:end]) {
			return false
		}
		s = s[end:]
	}
	return true
}
