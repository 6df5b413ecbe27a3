package lsp

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// FuzzLineEdits: the edits make the new text of the old one, and leave the lines alone that
// are the same at the start and at the end.
func FuzzLineEdits(f *testing.F) {
	f.Add("a\nb\nc\n", "a\nx\nc\n")
	f.Add("a\nb", "a\nb\n")
	f.Add("", "a")
	f.Add("a\r\nb\r\n", "b\r\n")
	f.Add("\\ No newline at end of file\n-a\n@@ -1,1 +1,1 @@\n", "+b")
	f.Fuzz(func(t *testing.T, before, after string) {
		edits := lineEdits([]byte(before), []byte(after))
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
	})
}
