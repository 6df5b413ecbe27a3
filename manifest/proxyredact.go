package manifest

import "strings"

// redacted stands where a text was hidden.
const redacted = "***"

// RedactProxyURL hides in value, which may be any text, whatever could be a
// password: what stands between the first ':' after the scheme and the last
// '@', and what follows a ':' and is no port. In doubt it hides more. A
// placeholder is shown. Control characters are left as they are.
func RedactProxyURL(value string) string {
	if strings.Contains(value, "%40") && !strings.Contains(value, "@") {
		value = RedactText(value) // an address with percent signs for its own
	}
	t := proxyText{value, fillPlaceholders(value, holdsNameOnly)}
	start := userStart(t.known)
	at := strings.LastIndexByte(t.known, '@')
	if at < start {
		return value[:start] + redactHost(t.from(start))
	}
	return value[:start] + redactUser(t.slice(start, at)) + "@" + redactHost(t.from(at+1))
}

// holdsNameOnly reports whether nothing but a name stands in a placeholder: no
// default value, and not <x>, which people may well have as a password.
func holdsNameOnly(placeholder string) bool {
	return placeholder[0] != '<' && !strings.ContainsFunc(placeholder, func(r rune) bool {
		return r >= 0x80 || !isNameByte(byte(r)) && !strings.ContainsRune("${}#()", r) || r == '-'
	})
}

// userStart is where the user information or the host starts in s: after a
// scheme that proxies have and its slashes. Before any other ':' stands a name.
func userStart(s string) int {
	scheme, rest, _ := strings.Cut(s, ":")
	switch strings.ToLower(strings.TrimSpace(scheme)) {
	case "http", "https", "socks", "socks4", "socks5", "socks5h":
		if host := strings.TrimLeft(rest, `/\`); len(host) < len(rest) {
			return len(s) - len(host)
		}
	}
	return 0
}

// redactUser hides the password in user information. It hides all of it if
// the name looks as if the ':' after it was escaped, or stood elsewhere.
func redactUser(user proxyText) string {
	name, password, found := strings.Cut(user.raw, ":")
	plain := strings.NewReplacer("%5C", "", "%5c", "").Replace(user.known[:len(name)])
	switch {
	case strings.ContainsAny(plain, "@/?#%"):
		return redacted
	case !found || onlyPlaceholders(password, holdsNameOnly):
		return user.raw
	}
	return name + ":" + redacted
}

// redactHost hides what follows the first ':' unless it is a port, and what
// follows the port unless it is a mere '/'.
func redactHost(t proxyText) string {
	after := 0 // the ']' of an IPv6 address
	if end := strings.IndexByte(t.known, ']'); end > 0 && strings.Trim(t.known[:end], "[0123456789abcdefABCDEF:.") == "" {
		after = end
	}
	colon := strings.IndexByte(t.known[after:], ':')
	if colon < 0 {
		return t.raw
	}
	port := t.from(after + colon + 1)
	before := t.raw[:len(t.raw)-len(port.raw)]
	path := strings.TrimLeft(port.known, "0123456789")
	digits := len(port.known) - len(path)
	switch path = strings.TrimSpace(path); {
	case digits > 5 && port.slice(0, digits).certain():
		return before + redacted
	case path == "" || path == "/":
		return t.raw
	case strings.ContainsAny(path[:1], "/?#"):
		return before + port.raw[:digits] + path[:1] + redacted
	}
	return before + redacted
}
