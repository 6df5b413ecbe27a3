package manifest

import "strings"

// passwordSearch collects the passwords of URLs in pieces of a text.
type passwordSearch struct{ found []Span }

// maxSpellings bounds how often a piece is decoded: JSON in a string in JSON,
// in percent signs, is three. Each costs memory.
const maxSpellings = 4

// mayHoldPassword reports whether a text could hold a URL with a password. Most
// do not, and are not looked at any closer.
func mayHoldPassword[T string | []byte](text T) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case c == '@' || c == '%':
			return true
		case i == 0:
		case c == '/' && (text[i-1] == '/' || text[i-1] == '\\'):
			return true
		case text[i-1] == '\\' && (c|0x20 == 'u' || c == 'x'):
			return true
		}
	}
	return false
}

// pieces looks through the texts between quotation marks. A mark in the middle
// of a word stands for itself: somebody has forgotten to escape it.
func (s *passwordSearch) pieces(t spelled, depth int) {
	start, slashes := 0, 0
	for i := range len(t.text) {
		switch c := t.text[i]; {
		case c == '\\':
			slashes++
			continue
		case c == '"' && slashes%2 == 0 && !inWord(t.text, i) && !afterUser(t.text[start:i]):
			s.piece(t.slice(start, i), depth)
			start = i + 1
		}
		slashes = 0
	}
	s.piece(t.slice(start, len(t.text)), depth)
}

// afterUser reports whether a piece ends with the user's name of a URL: what
// follows is the password, even if that starts with a quotation mark.
func afterUser(piece string) bool {
	return strings.HasSuffix(piece, ":") && !strings.HasSuffix(piece, "http:") && !strings.HasSuffix(piece, "https:") && strings.Contains(piece, "//")
}

// inWord reports whether what stands at i has neither a blank nor a sign of
// JSON, YAML or a variable on any side.
func inWord(text string, i int) bool {
	const signs = " \t,:{}[]()='\"\\"
	return i > 0 && i+1 < len(text) && strings.IndexByte(signs, text[i-1]) < 0 && strings.IndexByte(signs, text[i+1]) < 0
}

// piece looks through the text of one string, in each way in which it can be
// read: as it is, and as what its escapes stand for, which may be JSON again.
func (s *passwordSearch) piece(t spelled, depth int) {
	if !mayHoldPassword(t.text) {
		return
	}
	plain := t.unescaped()
	start := strings.TrimSpace(plain.text)
	quotes := strings.Contains(plain.text, `"`)
	if !quotes || !strings.HasPrefix(start, "{") && !strings.HasPrefix(start, "[") {
		s.address(plain)
		if strings.Contains(plain.text, "%") {
			s.address(plain.percentDecoded())
		}
	}
	if depth < maxSpellings && (quotes || len(plain.text) < len(t.text) && strings.Contains(plain.text, `\`)) {
		s.pieces(plain, depth+1)
	}
}

// address finds the password in a text that may be a URL or hold one: what
// lies between the first colon behind the scheme and the last '@', since a raw
// '@' in a password is a common mistake. Where the '@' is missing altogether,
// whatever stands in the place of a port and is none is taken for a password.
func (s *passwordSearch) address(t spelled) {
	text := t.text
	at := strings.LastIndexByte(text, '@')
	if at < 0 {
		if start, scheme := userOf(text, len(text)); scheme {
			s.afterHost(t, start)
		}
		return
	}
	start, scheme := userOf(text, at)
	if start == 0 && isImage(text, at) {
		return
	}
	if scheme {
		s.afterHost(t, at+1)
	}
	colon := strings.IndexByte(text[start:at], ':')
	if colon < 0 {
		return
	}
	secret := text[start+colon+1 : at]
	if !onlyPlaceholders(strings.TrimRight(secret, "/"), holdsNameOnly) {
		s.found = append(s.found, t.span(start+colon+1, at))
	}
}

// afterHost takes what follows the host that starts at an offset, up to the end
// of the text, unless it is a port or a placeholder for one.
func (s *passwordSearch) afterHost(t spelled, start int) {
	if strings.HasPrefix(t.text[start:], "[") {
		start += strings.IndexByte(t.text[start:], ']') + 1 // [::1]:3128
	}
	colon := strings.IndexByte(t.text[start:], ':')
	if colon < 0 {
		return
	}
	rest := t.text[start+colon+1:]
	if !startsWithPort(rest) && !onlyPlaceholders(strings.TrimRight(rest, "/"), holdsNameOnly) {
		s.found = append(s.found, t.span(len(t.text)-len(rest), len(t.text)))
	}
}

// userOf is where the user's name starts in a text whose last '@' is at an
// offset, and whether a whole scheme stands before it. The end of a scheme is
// taken in the ways in which people write it; one that no colon follows may be
// part of the password.
func userOf(text string, at int) (start int, scheme bool) {
	scheme = strings.Contains(text[:at], "://")
	for _, mark := range [...]string{"://", ":/", "//"} {
		i := strings.Index(text[:at], mark)
		if i < 0 {
			continue
		}
		after := i + len(mark)
		if strings.IndexByte(text[after:at], ':') >= 0 {
			return after, scheme
		}
		if start == 0 {
			start = after
		}
	}
	return start, scheme
}

// isImage reports whether what follows the '@' at an offset is a digest rather
// than a host: registry:5000/name@sha256:….
func isImage(text string, at int) bool {
	algorithm, digest, found := strings.Cut(text[at+1:], ":")
	if !found || algorithm != "sha256" && algorithm != "sha512" || strings.Trim(digest, "0123456789abcdefABCDEF") != "" {
		return false
	}
	port := len(digest) <= 5 && strings.Trim(digest, "0123456789") == "" && !strings.HasPrefix(digest, "0")
	return !port || strings.Contains(text[:at], "/")
}

// startsWithPort reports whether a text starts with a port number, or with none.
func startsWithPort(s string) bool {
	rest := strings.TrimLeft(s, "0123456789")
	if len(s)-len(rest) > len("65535") {
		return false
	}
	if len(rest) == len(s) && len(rest) > 1 && strings.IndexByte(`/?#`, rest[0]) >= 0 {
		return false // no port at all: rather a password that starts with such a sign
	}
	return rest == "" || rest == ":" || strings.IndexByte(`/?#\"', ;`, rest[0]) >= 0
}
