package text

import "strings"

// EqualFold compares names without regard to the case of ASCII letters, as the runtime
// does (OrdinalIgnoreCase): unlike strings.EqualFold it does not take 'ſ' for 's',
// because the two differ in their number of bytes.
func EqualFold(a, b string) bool { return len(a) == len(b) && strings.EqualFold(a, b) }
