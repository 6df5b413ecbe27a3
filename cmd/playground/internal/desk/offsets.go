package desk

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// toUTF16 turns offsets in bytes of a text into offsets in UTF-16 code units. An offset
// inside a character becomes the offset behind it; an offset outside the text becomes
// the end of the text.
func toUTF16(text string, offsets []*int) {
	sorted := slices.SortedFunc(slices.Values(offsets), func(a, b *int) int { return cmp.Compare(*a, *b) })
	at, units := 0, 0
	for _, offset := range sorted {
		for at < min(*offset, len(text)) {
			r, size := utf8.DecodeRuneInString(text[at:])
			at += size
			units++
			if r > 0xFFFF {
				units++
			}
		}
		*offset = units
	}
}
