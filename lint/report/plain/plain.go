// Package plain turns any text into one that no terminal and no CI system acts upon.
// Manifests come from pull requests, so any text of theirs may try to give orders to
// whatever reads a report:
//
//   - a terminal obeys control characters, and bidi controls reorder a line;
//   - the Azure agent runs "##vso[" wherever it stands in a line. It searches
//     by the rules of a culture, which pass over zero-width characters and
//     many marks: a zero-width space inside the sequence does not break it;
//   - the GitHub runner runs "##[" wherever it stands in a line, and "::" at
//     the start of one, blanks before it not counted.
//
// Each format passes every text of a file through [Line], or through [Visible]
// and an escaper of its own:
//
//	fmt.Fprintln(w, plain.Line(name))
package plain

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Line is s as one line that no terminal and no CI system acts upon: invisible
// characters stand as escapes, and so does the second character of "##vso[" and "##[".
func Line(s string) string {
	var b strings.Builder
	done := 0 // what comes before is in b
	for i := 0; i < len(s); {
		shown, size := LineAt(s, i)
		if shown != s[i:i+size] {
			b.WriteString(s[done:i])
			b.WriteString(shown)
			done = i + size
		}
		i += size
	}
	if done == 0 {
		return s
	}
	return b.String() + s[done:]
}

// Start is a line that starts no command of GitHub: two colons at its start, blanks
// before them not counted, become another text.
func Start(line string) string {
	rest := strings.TrimLeft(line, " \t\r")
	if strings.HasPrefix(rest, "::") {
		return line[:len(line)-len(rest)] + `\u003a` + rest[1:]
	}
	return line
}

// LineAt is the character of s at offset i as Line shows it, and its size in s.
func LineAt(s string, i int) (shown string, size int) {
	if OpensCommand(s, i) {
		return `\u0023`, 1
	}
	return visibleAt(s, i)
}

// Visible is s with escapes for what cannot be seen. It does not break
// commands: it is for formats that do so in their own notation.
func Visible(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		shown, size := visibleAt(s, i)
		b.WriteString(shown)
		i += size
	}
	return b.String()
}

func visibleAt(s string, i int) (shown string, size int) {
	r, size := utf8.DecodeRuneInString(s[i:])
	switch {
	case r == utf8.RuneError && size == 1:
		return fmt.Sprintf(`\x%02x`, s[i]), 1
	case !Hidden(r):
		return s[i : i+size], size
	case r == '\n':
		return `\n`, 1
	case r == '\r':
		return `\r`, 1
	case r == '\t':
		return `\t`, 1
	case r > 0xFFFF:
		return fmt.Sprintf(`\U%08x`, r), size
	}
	return fmt.Sprintf(`\u%04x`, r), size
}

// Hidden tells whether r cannot be seen or moves what can: controls, bidi and
// other format characters, line separators, blanks other than the space,
// unassigned code points, and the marks that render as nothing.
func Hidden(r rune) bool {
	if r < utf8.RuneSelf {
		return r < ' ' || r == 0x7F
	}
	return !unicode.IsPrint(r) || unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// OpensCommand tells whether offset i of s is the second '#' of "##[" or
// "##vso[", in any case of letters. Characters outside ASCII do not break a
// command: a comparison by the rules of a culture passes over hundreds of them,
// or takes them for letters.
func OpensCommand[T string | []byte](s T, i int) bool {
	if s[i] != '#' {
		return false
	}
	before := i - 1
	for before >= 0 && s[before] >= utf8.RuneSelf {
		before--
	}
	if before < 0 || s[before] != '#' {
		return false
	}
	return reads(s, i+1, "[", false) || reads(s, i+1, "vso[", false) || reads(s, i+1, "vso[", true)
}

// reads reports whether s goes on with a word at an offset, if characters outside ASCII
// are left out. With folded, a character that is another form of a letter counts as
// that letter.
func reads[T string | []byte](s T, at int, word string, folded bool) bool {
	for at < len(s) && word != "" {
		r, size := utf8.DecodeRuneInString(string(s[at:min(len(s), at+utf8.UTFMax)]))
		outside := r >= utf8.RuneSelf
		switch same := strings.EqualFold(string(r), word[:1]); {
		case same && (folded || !outside):
			word = word[1:]
		case !outside:
			return false
		}
		at += size
	}
	return word == ""
}
