package text

import "strings"

// EqualFold compares names without regard to the case of ASCII letters, as
// the runtime does (OrdinalIgnoreCase): unlike strings.EqualFold it takes no
// 'ſ' for an 's', because it has more bytes.
func EqualFold(a, b string) bool { return len(a) == len(b) && strings.EqualFold(a, b) }
