package secret

import (
	"strings"
)

// The parts of an address as they stand in a text, escaped slashes included.
const (
	schemes     = `(?i:https?|socks[45]?[ah]?|wss?|amqps?|mqtts?|rtsps?|ftps?|tcp|udp)`
	placeholder = `(?:\$\{[A-Za-z_][\w.]*\}|\$\{\{ ?[A-Za-z_][\w. ]*\}\}|#\{[A-Za-z_][\w.]*\}#|\$\([A-Za-z_][\w.]*\)|\{\{ ?[A-Za-z_][\w. ]*\}\})`
	variable    = `(?:` + placeholder + `|\$[A-Z_][A-Z0-9_]+|__[A-Z][A-Z0-9_]*__)`
	name        = `(?:[\w.-]|%5[Cc])*`
	host        = `(?:(?:[A-Za-z0-9._\pL\pN\pM-]|` + variable + `)+|\[[0-9A-Fa-f:.]+\])`
	port        = `(?::(?:` + variable + `|[0-9]{0,5}))?`
)

var (
	// A digest after an '@' is the digest of an image.
	digest = pattern(`@sha(?:256:[0-9A-Fa-f]{64}|512:[0-9A-Fa-f]{128})\b`)
	// A digest with a wrong number of digits is the digest of an image, too, unless the
	// text before the '@' may be a user and a password.
	wrongDigest = pattern(`^[\w./$-]*@sha(?:256|512):[0-9A-Fa-f]*$`)
	// User information in which nothing needs to be hidden: it is hidden already, or
	// its password is a placeholder.
	harmlessUser = pattern(`^\s*(?:\w+=)?(?:(?:` + schemes + `:)?\\*/\\*/)?(?:\*\*\*|(?:(?:` + name + `|` + placeholder + `+):)?` + placeholder + `+)@`)
	ipv6         = pattern(`^\[[0-9A-Fa-f:.]*\]`)
	variables    = pattern(variable)

	// The start of an address, up to the place of user information.
	addressStart = pattern(`^\s*(?:\w+=)?` + schemes + `:\\*/\\*/`)
	hostAndPort  = pattern(`^` + host + port)
	portBehind   = pattern(`:[0-9]{1,5}(?:$|[?#])`)
	// Plain addresses, with a scheme or none, and lists of hosts.
	plainAddress = pattern(`^(?:` + schemes + `:?[/\\]*|[/\\]*)(?:` + host + `)?` + port + `/?$`)
	plainList    = pattern(`^(?:(?:\*?` + host + port + `|[0-9A-Fa-f:.]+)(?:/[0-9]{1,3})?(?:[,; |]+|$))+$`)

	// What may follow a host: a port in digits, the word PORT (as advice writes it), or
	// a colon without a port, and behind it no character of a longer word.
	certainPort = pattern(`^:(?:(?:[0-9\x00]{1,5}|PORT)(?:[^\w:@%.-]|$)|(?:["',;\s)\]}>]|$))`)
)

// filled is the character that stands for a placeholder. A port may hold it, as it may
// hold a digit.
const filled = "\x00"

// mayHold reports whether a string could hold an address with user
// information, or a key in the form NAME=KEY.
func mayHold(raw string) bool {
	if !holdsSign(raw) || wrongDigest().MatchString(raw) {
		return false
	}
	text := raw
	if strings.Contains(text, "@") {
		text = digest().ReplaceAllString(text, "")
		if end := harmlessUser().FindStringIndex(text); end != nil {
			text = "//" + text[end[1]:]
		}
	}
	if strings.ContainsAny(text, "$#{_") {
		text = variables().ReplaceAllString(text, filled)
	}
	text = fold(text)
	return strings.LastIndexByte(text, '@') > 0 || holdsUncertainPort(text) || assignsSecret(text, "=", "")
}

// holdsSign reports whether a string holds one of the signs of an address. Most strings
// hold none: they are plain words.
func holdsSign(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case c == '@', c == '%', c == '&', c == '\\', c == '=', c >= 0x80:
			return true
		case c == '/' && i > 0 && text[i-1] == '/':
			return true
		}
	}
	return false
}

// holdsUncertainPort reports whether a text holds two slashes, a host and a colon, and
// then something that is no port. That may be the password of an address that was cut
// off before its '@'.
func holdsUncertainPort(text string) bool {
	for {
		_, after, found := strings.Cut(text, "//")
		if !found {
			return false
		}
		end := strings.IndexAny(after, `/?#"', ;`)
		if end < 0 {
			end = len(after)
		}
		text = after[end:]
		authority := after[:end]
		authority = authority[len(ipv6().FindString(authority)):]
		colon := strings.IndexByte(authority, ':')
		if colon < 0 {
			continue
		}
		if !certainPort().MatchString(authority[colon:] + text[:min(1, len(text))]) {
			return true
		}
	}
}

// addressSpans are the parts of one string to hide because the string could hold an
// address: the user information, and the text behind host and port. If host and port
// are not certain, the whole string is hidden.
func addressSpans(raw string) []Span {
	start := addressStart().FindString(raw)
	if start == "" {
		return []Span{{secretVariable(raw), len(raw)}}
	}
	var hidden []Span
	at := strings.LastIndexByte(raw, '@') + 1
	if at > len(start) && harmlessUser().FindString(raw) != raw[:at] {
		hidden = append(hidden, Span{len(start), at - 1})
	}
	at = max(at, len(start))
	end := at + len(hostAndPort().FindString(raw[at:]))
	switch rest := raw[end:]; {
	case end == at:
		return []Span{{len(start), len(raw)}}
	case strings.Trim(rest, "/ ") == "":
		return hidden
	case strings.IndexByte(`/?# `, rest[0]) >= 0:
		return append(hidden, Span{end + 1, len(raw)})
	}
	return []Span{{len(start), len(raw)}}
}

// Address makes a text safe to show that stands in the place of a proxy's address. A
// text that is no plain address is hidden: in this place even user:password is probably
// a part of an address.
func Address(value string) string {
	if !strings.ContainsAny(value, ":") && !mayHold(value) || isPlain(value) {
		return value
	}
	if spans := addressSpans(value); len(spans) > 0 || strings.Contains(value, "@") {
		return cover(value, spans)
	}
	return value
}

// isPlain reports whether a value is an address without user information, or with a
// placeholder as its user information.
func isPlain(value string) bool {
	value = strings.TrimSpace(value)
	if end := harmlessUser().FindStringIndex(value); end != nil {
		value = value[end[1]:]
	}
	return plainAddress().MatchString(value) || plainList().MatchString(value)
}
