package rules

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// checkTag checks a tag, which starts at a byte of the name.
func checkTag(tag string, at int) *referenceFault {
	if tag == "" {
		return &referenceFault{at - 1, at, "ends with a colon: expected a tag after it"}
	}
	for i := range len(tag) {
		if c := tag[i]; !isAlphanumeric(c) && !isUpper(c) && c != '_' && (c != '.' && c != '-' || i == 0) {
			return &referenceFault{at + i, at + i + runeLen(tag[i:]), "has " + quoteFirst(tag[i:]) + " in its tag: expected letters, digits, \"_\", \".\" and \"-\""}
		}
	}
	if len(tag) > maxTag {
		return &referenceFault{at, at + len(tag), fmt.Sprintf("has a tag of %d characters: expected at most %d", len(tag), maxTag)}
	}
	return nil
}

// digestLengths are the hexadecimal digits of each kind of digest.
var digestLengths = map[string]int{"sha256": 64, "sha384": 96, "sha512": 128}

// checkDigest checks a digest, which starts at a byte of the name.
func checkDigest(digest string, at int) *referenceFault {
	kind, hex, found := strings.Cut(digest, ":")
	digits, known := digestLengths[kind]
	if !known || !found {
		return &referenceFault{at, at + len(digest), "has no digest after \"@\": expected \"sha256:\" and 64 hexadecimal digits"}
	}
	at += len(kind) + 1
	if i := strings.IndexFunc(hex, func(r rune) bool { return !strings.ContainsRune("0123456789abcdef", r) }); i >= 0 {
		return &referenceFault{at + i, at + i + runeLen(hex[i:]), "has " + quoteFirst(hex[i:]) + " in its digest: expected lower case hexadecimal digits"}
	}
	if len(hex) != digits {
		return &referenceFault{at, at + len(hex), fmt.Sprintf("has a digest of %d digits: expected %d after %q", len(hex), digits, kind+":")}
	}
	return nil
}

// separatorLen is the length in bytes of the separator at the start of s: a
// dot, one or two underscores, or hyphens. It is the length of the whole run of
// such signs, and 0 for a run that is no separator.
func separatorLen(s string) int {
	switch {
	case s[0] == '-':
		return len(s) - len(strings.TrimLeft(s, "-"))
	case strings.HasPrefix(s, "__"):
		return 2
	case s[0] == '_' || s[0] == '.':
		return 1
	}
	return 0
}

// isAlphanumeric reports whether c is a lower case letter or a digit.
func isAlphanumeric(c byte) bool { return 'a' <= c && c <= 'z' || isDigit(c) }

func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// runeLen is the length in bytes of the first character of s.
func runeLen(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}

// quoteFirst is the first character of s in quotes.
func quoteFirst(s string) string { return strconv.Quote(s[:runeLen(s)]) }
