package proxy

import (
	"math"
	"net/netip"
	"strconv"
	"strings"
)

// addressOf is the IP address that a host spells. As System.Uri does, it takes
// the old forms of IPv4 addresses, too: fewer than four numbers, of which the
// last one fills the rest, and numbers in base 8 (0177) or 16 (0x7f). It fails
// for a name.
func addressOf(host string) (addr netip.Addr, ok bool) {
	if host == "" || (host[0] < '0' || host[0] > '9') && strings.IndexByte(host, ':') < 0 {
		return addr, false // most hosts end here: an address begins with a digit or holds a ':'
	}
	if addr, err := netip.ParseAddr(host); err == nil {
		return addr.Unmap(), true
	}
	parts := strings.Split(host, ".")
	if len(parts) > 4 {
		return addr, false
	}
	var bits uint64
	for i, part := range parts {
		most := uint64(math.MaxUint8)
		if i == len(parts)-1 {
			most = math.MaxUint32 >> (8 * i)
		}
		n, err := strconv.ParseUint(inOldBase(part), 0, 32)
		if err != nil || n > most || strings.Contains(part, "_") {
			return addr, false
		}
		if i < len(parts)-1 {
			n <<= 8 * (3 - i)
		}
		bits |= n
	}
	return netip.AddrFrom4([4]byte{byte(bits >> 24), byte(bits >> 16), byte(bits >> 8), byte(bits)}), true
}

// inOldBase is a number of an old address in the spelling that strconv reads. The
// prefixes 0o and 0b, which strconv knows, are no prefixes here.
func inOldBase(number string) string {
	if len(number) > 1 && number[0] == '0' && (number[1]|0x20 == 'o' || number[1]|0x20 == 'b') {
		return "?"
	}
	return number
}

// isHostRune reports whether System.Uri takes r in a host: beside what DNS has
// these are '_' and nearly everything outside ASCII.
func isHostRune(r rune) bool { return isNotASCII(r) || isHostByte(byte(r)) }

func isHostByte(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '_' || c == '.' || c == '-'
}
