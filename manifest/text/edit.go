package text

import (
	"fmt"
	"slices"
	"sort"
)

// Span is a half-open range of byte offsets into the document's bytes:
// Start is the first byte, End is one past the last. An empty span
// (Start == End) names a place between two bytes.
type Span struct {
	Start, End int
}

// Len is the number of bytes in the span.
func (s Span) Len() int { return s.End - s.Start }

// Edit replaces the bytes of Span with Text. An edit with an empty span
// inserts; an edit with an empty text deletes. Text may hold the password of a proxy:
// package fmt does not print it, and encoding/json leaves it out.
type Edit struct {
	Span
	Text string `json:"-"`
}

// String is like "120-125: 34 bytes": the span, and the length of Text.
func (e Edit) String() string { return fmt.Sprintf("%d-%d: %d bytes", e.Start, e.End, len(e.Text)) }

// Format prints String, whatever the verb (law L9).
func (e Edit) Format(f fmt.State, verb rune) { fmt.Fprintf(f, fmt.FormatString(f, verb), e.String()) }

// Splice returns src with the edits made. Edits may come in any order; edits
// at one offset are made in the order given. It reports an error, and no
// bytes, if two edits overlap or one lies outside src.
func Splice(src []byte, edits []Edit) ([]byte, error) {
	sorted, err := inOrder(src, edits)
	if err != nil {
		return nil, err
	}
	size := len(src)
	for _, e := range sorted {
		size += len(e.Text) - e.Len()
	}
	out := make([]byte, 0, size)
	done := 0
	for _, e := range sorted {
		out = append(out, src[done:e.Start]...)
		out = append(out, e.Text...)
		done = e.End
	}
	return append(out, src[done:]...), nil
}

// Fit reports whether edits can be made together: none of them overlap, and all
// lie inside src.
func Fit(src []byte, edits []Edit) bool {
	_, err := inOrder(src, edits)
	return err == nil
}

// BOMLen is the length in bytes of the UTF-8 byte order mark at the start of b.
func BOMLen(b []byte) int {
	if len(b) >= 3 && b[0] == 0xEF && b[1] == 0xBB && b[2] == 0xBF {
		return 3
	}
	return 0
}

// inOrder sorts edits by their places. It fails where Splice does.
func inOrder(src []byte, edits []Edit) ([]Edit, error) {
	sorted := slices.Clone(edits)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].Start < sorted[j].Start })
	for i, e := range sorted {
		if e.Start < 0 || e.End < e.Start || e.End > len(src) {
			return nil, fmt.Errorf("edit of bytes %d to %d lies outside the document of %d bytes", e.Start, e.End, len(src))
		}
		if i > 0 && e.Start < sorted[i-1].End {
			return nil, fmt.Errorf("edits at bytes %d and %d overlap", sorted[i-1].Start, e.Start)
		}
	}
	return sorted, nil
}
