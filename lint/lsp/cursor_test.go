package lsp

import "testing"

// FuzzCursor: any text can be typed, and the cursor can be anywhere in it.
func FuzzCursor(f *testing.F) {
	f.Add(`{"a": {"env": {"x`, 12)
	f.Add(`]}{[,:"\`, 7)
	f.Add("/* // */ \"a\n\": /", 16)
	f.Add("/**/0\"\n0", 8) // a string without a second mark at the end of its line
	f.Fuzz(func(t *testing.T, src string, offset int) {
		if offset < 0 || offset > len(src) {
			return
		}
		c := cursorAt([]byte(src), offset)
		if c.start > offset || c.open != (c.start < offset) && src[offset-1] != '"' {
			t.Errorf("a string starts at %d, before %d: %v", c.start, offset, c)
		}
		keysAfter([]byte(src)[offset:]) // it ends, wherever it starts
		if end := tokenEnd([]byte(src), c, offset); end < offset || end > len(src) {
			t.Errorf("the token ends at %d, after %d", end, offset)
		}
	})
}
