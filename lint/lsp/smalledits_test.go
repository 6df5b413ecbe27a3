package lsp

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/lint/lsp/internal/buffer"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// FuzzSmallEdits: the edits make the new text of the old one, at places that an editor can name, and
// leave alone what is the same at the start and at the end.
func FuzzSmallEdits(f *testing.F) {
	f.Add("a\nb\nc\n", "a\nx\nc\n")
	f.Add("a\nb", "a\nb\n")
	f.Add("", "a")
	f.Add("a\r\nb\r\n", "b\r\n")
	f.Add(`{"é": 1, "b": 2}`, `{"è": 1, "a": "😀", "b": 2}`)
	f.Add("a\rb\r", "a\r\nb\r")
	f.Add("\\ No newline at end of file\n-a\n@@ -1,1 +1,1 @@\n", "+b")
	f.Fuzz(func(t *testing.T, before, after string) {
		edits := smallEdits([]byte(before), []byte(after))
		got, err := manifest.Splice([]byte(before), edits)
		if err != nil || string(got) != after {
			t.Fatalf("%v: %q becomes %q, want %q", err, before, got, after)
		}
		if before == after && len(edits) > 0 {
			t.Errorf("edits of the same text: %v", edits)
		}
		first, _, _ := strings.Cut(before, "\n")
		if first += "\n"; len(edits) > 0 && strings.HasPrefix(before, first) && strings.HasPrefix(after, first) && edits[0].Start < len(first) {
			t.Errorf("%q to %q: the first line is edited: %v", before, after, edits)
		}
		if !utf8.ValidString(before) || !utf8.ValidString(after) {
			return // no editor has such texts
		}
		text := buffer.New(before, buffer.UTF16)
		for _, e := range edits {
			old := before[e.Start:e.End]
			if old != "" && e.Text != "" && old[0] == e.Text[0] && old[0] < utf8.RuneSelf && old[0] != '\r' {
				t.Errorf("%q to %q: %q is replaced by %q", before, after, old, e.Text)
			}
			for _, at := range []int{e.Start, e.End} {
				if named := text.Offset(text.Position(at)); named != at {
					t.Errorf("%q to %q: an editor takes offset %d for %d", before, after, at, named)
				}
			}
		}
	})
}
