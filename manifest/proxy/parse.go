package proxy

import (
	"fmt"
	"net/netip"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/manifest/placeholder"
)

// proxyText is a piece of an address as it was given, beside a copy of the same
// length that has digits where the placeholders were. The copy is what gets
// parsed, and where the two differ the content is not known.
type proxyText struct{ raw, known string }

func (t proxyText) slice(from, to int) proxyText { return proxyText{t.raw[from:to], t.known[from:to]} }

func (t proxyText) from(at int) proxyText { return t.slice(at, len(t.raw)) }

func (t proxyText) certain() bool { return t.raw == t.known }

// checkProxyText refuses a text whose characters show that it is no address.
func checkProxyText(value string) *URLError {
	switch {
	case strings.TrimSpace(value) == "":
		return proxyError(Blank, "the value is blank", hintForm)
	case !utf8.ValidString(value):
		return proxyError(Invalid, "the value is not valid UTF-8", hintForm)
	case strings.ContainsFunc(value, unicode.IsControl):
		return proxyError(Invalid, "a line break or another control character", "remove it")
	}
	return nil
}

// parse sets all fields of u but text and placeholder.
func (u *URL) parse(t proxyText) *URLError {
	scheme, err := proxyScheme(t.known)
	if err != nil {
		return err
	}
	u.scheme = scheme
	host := t.from(len(scheme) + len("://"))
	if repeatsScheme(host.known) {
		return errSchemeTwice()
	}
	// System.Uri takes the first '@' for the end of the user information, and
	// sees no user information if a '/', '?', '#' or '\' comes before. That a
	// later '@' follows shows what was meant.
	if at := strings.LastIndexByte(host.known, '@'); at >= 0 {
		user := host.slice(0, at)
		if err := checkProxyUser(user.known); err != nil {
			return err
		}
		if colon := strings.IndexByte(user.known, ':'); colon >= 0 {
			u.password = !placeholder.Only(user.raw[colon+1:])
		}
		host = host.from(at + 1)
	}
	end := strings.IndexAny(host.known, "/?#")
	if end < 0 {
		return u.parseHost(host)
	}
	host, rest := host.slice(0, end), host.from(end)
	if err := u.parseHost(host); err != nil {
		return err
	}
	return u.parsePAC(host, rest)
}

// proxyScheme is the scheme of t in lower case.
func proxyScheme(t string) (string, *URLError) {
	name, rest, found := strings.Cut(t, ":")
	scheme := strings.ToLower(name)
	switch {
	case strings.HasPrefix(t, "//"):
		return "", proxyError(Invalid, "the scheme is missing", hintScheme(t))
	case t[0] == '/':
		return "", proxyError(Useless, "with a slash at the start, the value is the name of a file", hintScheme(t))
	case !found || !isProxyScheme(scheme):
		return "", proxyError(Invalid, "the scheme is missing", hintScheme(t))
	case scheme == "http" || scheme == "https":
		if !strings.HasPrefix(rest, "//") {
			return "", proxyError(Invalid, "two slashes must follow the scheme", hintForm)
		}
	case strings.HasPrefix(rest, "//"):
		return "", proxyError(BadScheme, "the scheme is not http", "the runtime can use an HTTP proxy only, "+hintForm)
	default:
		return "", proxyError(Useless, "the text before the ':' is read as the scheme, and no host is left", hintScheme(t))
	}
	return scheme, nil
}

// repeatsScheme reports whether a second scheme stands in the place of the host, as in
// http://http://proxy:3128. System.Uri takes it for a host called http, and the proxy for
// a path.
func repeatsScheme(host string) bool {
	name, _, slash := strings.Cut(host, "/")
	name = strings.TrimSuffix(name, ":")
	return slash && (strings.EqualFold(name, "http") || strings.EqualFold(name, "https"))
}

func errSchemeTwice() *URLError {
	return proxyError(Useless, "the scheme stands twice, and the second one is read as the host", hintForm)
}

// isProxyScheme reports whether System.Uri takes s, in lower case, for a
// scheme. A single letter is a drive to it.
func isProxyScheme(s string) bool {
	return len(s) > 1 && 'a' <= s[0] && s[0] <= 'z' &&
		strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789+-.") == ""
}

// checkProxyUser checks the user name and the password, with the ':' between
// them. A second ':' cuts the password short, a bare '%' makes edgeAgent log
// it in clear, and the others end edgeAgent at start.
func checkProxyUser(user string) *URLError {
	var raw, escaped []string
	for _, c := range `@/?#\:%` {
		found := strings.ContainsRune(user, c)
		switch c {
		case ':':
			found = strings.Count(user, ":") > 1
		case '%':
			found = holdsBarePercent(user)
		}
		if found {
			raw = append(raw, fmt.Sprintf("'%c'", c))
			escaped = append(escaped, fmt.Sprintf("'%c' as %%%02X", c, c))
		}
	}
	if raw == nil {
		return nil
	}
	return proxyError(BadCredentials, "raw "+strings.Join(raw, ", ")+" in the user name or password",
		"write "+strings.Join(escaped, ", "))
}

// holdsBarePercent reports whether s holds a '%' that starts no escape.
func holdsBarePercent(s string) bool {
	for i := range len(s) {
		if s[i] == '%' && (i+2 >= len(s) || !isHexByte(s[i+1]) || !isHexByte(s[i+2])) {
			return true
		}
	}
	return false
}

func isHexByte(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f' }

// parseHost reads the host and the port: what stands between the user
// information and the path.
func (u *URL) parseHost(t proxyText) *URLError {
	end := strings.IndexByte(t.known, ':')
	if strings.HasPrefix(t.known, "[") {
		if end = strings.IndexByte(t.known, ']') + 1; end == 0 {
			return proxyError(Invalid, "the ']' after the IPv6 address is missing", hintIPv6)
		}
	}
	if end < 0 {
		end = len(t.known)
	}
	host := t.slice(0, end)
	if err := checkProxyHost(host); err != nil {
		return err
	}
	u.host = strings.TrimSuffix(strings.TrimPrefix(host.raw, "["), "]")
	return u.parsePort(t.from(end))
}

// checkProxyHost checks a name, or an IPv6 address in brackets, as System.Uri
// does. An IPv4 address is a name, too.
func checkProxyHost(host proxyText) *URLError {
	name := host.known
	switch {
	case name == "":
		return proxyError(Invalid, "the host is missing", hintForm)
	case !host.certain(), isPlainHost(name):
		return nil
	}
	return checkOddHost(name)
}

// checkOddHost is checkProxyHost for a name that is not plain.
func checkOddHost(name string) *URLError {
	switch {
	case name[0] == '[':
		if addr, err := netip.ParseAddr(name[1 : len(name)-1]); err != nil || !addr.Is6() {
			return proxyError(Invalid, "what stands in brackets is not an IPv6 address", hintIPv6)
		}
		return nil
	case strings.ContainsFunc(name, unicode.IsSpace):
		return proxyError(Invalid, "a blank in the host", "remove it")
	case strings.ContainsFunc(name, func(r rune) bool { return !isHostRune(r) }):
		return proxyError(Invalid, "a character in the host that no host name has", hintForm)
	case strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Cf, r) }):
		return proxyError(Useless, "an invisible character in the host", "remove it, or type the host anew")
	case inBase8(name):
		reason := "a number of the host starts with 0, so it may be read in base 8"
		if addr, ok := addressOf(strings.TrimSuffix(name, ".")); ok {
			reason += ": .NET and curl connect to " + addr.String() + ", others to another address"
		}
		return proxyError(Ambiguous, reason, "write the numbers without a 0 in front")
	case isNoAddress(name):
		return proxyError(Useless, "the numbers of the host are no IP address", "write four numbers from 0 to 255, or a name")
	}
	for label := range strings.SplitSeq(strings.TrimSuffix(name, "."), ".") {
		switch {
		case label == "":
			return proxyError(Invalid, "a dot too many in the host", hintForm)
		case len(label) > 63 && strings.IndexFunc(label, isNotASCII) < 0:
			return proxyError(Useless, "a part of the host is longer than the 63 characters of DNS", hintForm)
		}
	}
	return nil
}

// isNoAddress reports whether a host looks like an IPv4 address and is none: four
// decimal numbers or more, such as 10.0.0.256. System.Uri takes it for a name, and no
// DNS has such a name.
func isNoAddress(host string) bool {
	numbers := strings.Split(strings.TrimSuffix(host, "."), ".")
	wrong := len(numbers) > 4
	for _, n := range numbers {
		if n == "" || strings.Trim(n, "0123456789") != "" || n[0] == '0' && n != "0" {
			return false // a name, or a number in base 8 or 16
		}
		value, err := strconv.Atoi(n)
		wrong = wrong || err != nil || value > 255
	}
	return wrong && len(numbers) >= 4
}

// inBase8 reports whether a host is made of decimal digits and dots, and one of its
// numbers has a 0 in front. System.Uri reads that one in base 8, Go in base 10.
// The machine itself is left out, in whatever form: see URL.Loopback.
func inBase8(host string) bool {
	found := false
	for number := range strings.SplitSeq(strings.TrimSuffix(host, "."), ".") {
		if number == "" || strings.Trim(number, "0123456789") != "" {
			return false
		}
		found = found || number[0] == '0' && len(number) > 1
	}
	return found && !URL{host: host}.Loopback()
}

func isNotASCII(r rune) bool { return r >= utf8.RuneSelf }
