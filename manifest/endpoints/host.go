package endpoints

import (
	"net/netip"
	"strconv"
	"strings"
)

// isHostName reports whether a text in lower case is a host name by RFC 1123: up to
// 253 bytes, labels of letters, digits and inner hyphens.
func isHostName(s string) bool {
	if s == "" || len(s) > 253 {
		return false
	}
	for label := range strings.SplitSeq(s, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' ||
			strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return true
}

// parseHost reads a host name or an IP address. An IPv6 address has brackets, before
// and after.
func parseHost(s string) (host string, ok bool) {
	host = strings.ToLower(s)
	if inner, found := strings.CutPrefix(host, "["); found {
		inner, found = strings.CutSuffix(inner, "]")
		addr, err := netip.ParseAddr(inner)
		return "[" + addr.String() + "]", found && err == nil && addr.Is6() && addr.Zone() == ""
	}
	return host, isHostName(host)
}

// parseHostPort reads a host with or without a port; without one the port is standard.
func parseHostPort(s string, standard int) (host string, port int, ok bool) {
	port = standard
	if colon := strings.LastIndexByte(s, ':'); colon > strings.LastIndexByte(s, ']') {
		n, err := strconv.ParseUint(s[colon+1:], 10, 16)
		if err != nil || n == 0 {
			return "", 0, false
		}
		s, port = s[:colon], int(n)
	}
	host, ok = parseHost(s)
	return host, port, ok
}

// isLocal reports whether a host is the device itself.
func isLocal(host string) bool {
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	addr, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && addr.Unmap().IsLoopback()
}
