package proxy

import (
	"strconv"
	"strings"
)

// parsePort reads what follows the host: nothing, or a ':' and perhaps a port.
func (u *URL) parsePort(t proxyText) *URLError {
	digits, found := strings.CutPrefix(t.known, ":")
	switch {
	case !found && digits != "":
		return proxyError(Invalid, "more than a port after the IPv6 address", hintIPv6)
	case strings.Contains(digits, ":"):
		return proxyError(Invalid, "the port is not a number", hintIPv6)
	case strings.Trim(digits, "0123456789") != "":
		return proxyError(Invalid, "the port is not a number", hintForm)
	case digits == "" || !t.certain():
		return nil
	}
	port, err := strconv.Atoi(digits)
	switch {
	case err != nil || port > 65535:
		return proxyError(Invalid, "the port is above 65535", hintForm)
	case port == 0:
		return proxyError(Useless, "the port is 0", hintForm)
	}
	u.port = port
	return nil
}
