package proxy

import (
	"net/url"
	"strings"
)

// EncodeUser percent-encodes a user name or a password for the address of a
// proxy: every byte of its UTF-8 but letters and digits of ASCII, '-', '.', '_'
// and '~'. The runtime decodes it with Uri.UnescapeDataString (edge-util
// Proxy.cs).
func EncodeUser(text string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(text) {
		switch c := text[i]; {
		case 'a' <= c|0x20 && c|0x20 <= 'z', '0' <= c && c <= '9', strings.IndexByte("-._~", c) >= 0:
			b.WriteByte(c)
		default:
			b.WriteString(string([]byte{'%', hex[c>>4], hex[c&15]}))
		}
	}
	return b.String()
}

// WithUser is the address with a user name and a password, which are given as
// they are, not encoded. The error is a *URLError without either of them:
// the address must have a scheme and no user yet, and the name must not be empty.
func (u URL) WithUser(name, password string) (URL, error) {
	scheme, host, found := strings.Cut(u.Reveal(), "://")
	switch {
	case !found:
		return URL{}, proxyError(BadCredentials, "no user can be put into it", hintForm)
	case strings.Contains(host, "@"):
		return URL{}, proxyError(BadCredentials, "it has a user already", hintForm)
	case name == "":
		return URL{}, proxyError(BadCredentials, "the name of the user is empty", "give the name of the proxy's user")
	}
	return ParseURL(scheme + "://" + EncodeUser(name) + ":" + EncodeUser(password) + "@" + host)
}

// RevealUser is the user name and the password of the address, decoded, as they are
// sent to the proxy; ok says whether it has any. Without a password the password is
// empty, as for the daemons (iot-identity-service, http-common/src/proxy.rs).
func (u URL) RevealUser() (name, password string, ok bool) {
	_, rest, _ := strings.Cut(u.Reveal(), "://")
	at := strings.LastIndexByte(rest, '@')
	if at < 0 {
		return "", "", false
	}
	name, password, _ = strings.Cut(rest[:at], ":")
	return decodeUser(name), decodeUser(password), true
}

// decodeUser undoes the percent-encoding. What ParseURL accepts has no bare '%'
// outside of placeholders.
func decodeUser(s string) string {
	if decoded, err := url.PathUnescape(s); err == nil {
		return decoded
	}
	return s
}
