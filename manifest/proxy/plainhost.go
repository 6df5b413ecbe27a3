package proxy

// isPlainHost reports whether a host surely is a name as nearly all are: letters,
// digits and "-" in parts of at most 63 bytes, with dots between them. It holds a
// letter, so that it is no number in any notation of addresses.
func isPlainHost(name string) bool {
	const longest = 63
	letter, part := false, 0
	for i := range len(name) {
		switch c := name[i]; {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			letter = true
		case '0' <= c && c <= '9', c == '-':
		case c == '.' && part > 0:
			part = -1
		default:
			return false
		}
		if part++; part > longest {
			return false
		}
	}
	return letter && part > 0
}
