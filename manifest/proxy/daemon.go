package proxy

import (
	"strconv"
	"strings"
)

// CheckDaemon reports why the daemons of IoT Edge (aziot-identityd, aziot-certd) cannot
// use a value as the address of their proxy; nil if they can. They read it as a URI
// with scheme and host (http-common/src/proxy.rs, crate http 0.2; measured), and
// percent-decode user and password. They are stricter than edgeAgent with blanks, and
// less strict with a ':' or '%' in a password. The error is a *URLError.
func CheckDaemon(value string) error {
	if err := checkDaemon(value); err != nil {
		return err
	}
	return nil
}

func checkDaemon(value string) *URLError {
	if value == "" {
		return proxyError(Blank, "it is empty", "remove the variable, or give it an address")
	}
	for i := range len(value) {
		switch c := value[i]; {
		case c <= ' ' || c == 0x7F:
			return proxyError(Invalid, "it holds a blank or a control character", "remove it, or percent-encode it in a password")
		case c > 0x7F || strings.IndexByte("\"<>\\^`{|}", c) >= 0:
			return proxyError(Invalid, "it holds a character that a URI does not allow", "percent-encode it in a user name or a password")
		}
	}
	scheme, rest, ok := strings.Cut(value, "://")
	if !ok || !isProxyScheme(strings.ToLower(scheme)) {
		return proxyError(BadScheme, "it has no scheme", hintScheme(value))
	}
	if repeatsScheme(rest) {
		return errSchemeTwice()
	}
	authority, path := rest, ""
	if end := strings.IndexAny(rest, "/?#"); end >= 0 {
		authority, path = rest[:end], rest[end:]
	}
	if strings.Contains(path, "@") && !strings.Contains(authority, "@") {
		return proxyError(BadCredentials, "a '/', '?' or '#' stands in the user name or the password", "write %2F, %3F or %23")
	}
	return checkDaemonHost(authority[strings.LastIndexByte(authority, '@')+1:])
}

// checkDaemonHost checks the host and the port.
func checkDaemonHost(host string) *URLError {
	name, port := host, ""
	if colon := strings.LastIndexByte(host, ':'); colon > strings.LastIndexByte(host, ']') {
		name, port = host[:colon], host[colon+1:]
	}
	switch {
	case name == "":
		return proxyError(Invalid, "it has no host", hintForm)
	case strings.Contains(name, ":") && !strings.HasPrefix(name, "["):
		return proxyError(Invalid, "an IPv6 address has no brackets", hintIPv6)
	}
	if n, err := strconv.ParseUint(port, 10, 32); port != "" && (err != nil || n > 65535) {
		return proxyError(Invalid, "the port is no number up to 65535", hintForm)
	}
	return nil
}
