package manifest_test

import (
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

func edit(start, end int, text string) manifest.Edit {
	return manifest.Edit{Span: manifest.Span{Start: start, End: end}, Text: text}
}

func TestSplice(t *testing.T) {
	const src = "0123456789"
	tests := []struct {
		name  string
		edits []manifest.Edit
		want  string
	}{
		{"nothing", nil, src},
		{"insert at the start", []manifest.Edit{edit(0, 0, "a")}, "a" + src},
		{"insert at the end", []manifest.Edit{edit(10, 10, "a")}, src + "a"},
		{"replace all", []manifest.Edit{edit(0, 10, "a")}, "a"},
		{"delete", []manifest.Edit{edit(2, 4, "")}, "01456789"},
		{"any order", []manifest.Edit{edit(5, 6, "b"), edit(1, 2, "a")}, "0a234b6789"},
		{"at one place, in the order given", []manifest.Edit{edit(3, 3, "a"), edit(3, 3, "b")}, "012ab3456789"},
		{"insert before what is replaced", []manifest.Edit{edit(3, 3, "a"), edit(3, 5, "b")}, "012ab56789"},
		{"side by side", []manifest.Edit{edit(3, 5, "a"), edit(5, 7, "b")}, "012ab789"},
		{"insert after what is replaced", []manifest.Edit{edit(5, 5, "b"), edit(3, 5, "a")}, "012ab56789"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := manifest.Splice([]byte(src), tt.edits)
			if err != nil || string(got) != tt.want {
				t.Errorf("got %q, %v, want %q", got, err, tt.want)
			}
		})
	}
}

func TestSpliceErrors(t *testing.T) {
	tests := []struct {
		name  string
		edits []manifest.Edit
		want  string
	}{
		{"before the start", []manifest.Edit{edit(-1, 0, "")}, "edit of bytes -1 to 0 lies outside the document of 10 bytes"},
		{"after the end", []manifest.Edit{edit(10, 11, "")}, "edit of bytes 10 to 11 lies outside the document of 10 bytes"},
		{"turned round", []manifest.Edit{edit(4, 3, "")}, "edit of bytes 4 to 3 lies outside the document of 10 bytes"},
		{"overlap", []manifest.Edit{edit(4, 6, ""), edit(2, 5, "")}, "edits at bytes 2 and 4 overlap"},
		{"inside", []manifest.Edit{edit(2, 8, ""), edit(4, 4, "")}, "edits at bytes 2 and 4 overlap"},
		{"twice the same", []manifest.Edit{edit(2, 4, ""), edit(2, 4, "")}, "edits at bytes 2 and 2 overlap"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := manifest.Splice([]byte("0123456789"), tt.edits)
			if err == nil || err.Error() != tt.want || got != nil {
				t.Errorf("got %q, %v, want error %q", got, err, tt.want)
			}
		})
	}
}

func TestSpliceKeepsItsArguments(t *testing.T) {
	src := []byte("0123456789")
	edits := []manifest.Edit{edit(5, 6, "b"), edit(1, 2, "a")}
	if _, err := manifest.Splice(src, edits); err != nil {
		t.Fatal(err)
	}
	if string(src) != "0123456789" || edits[0].Start != 5 {
		t.Errorf("arguments became %q and %v", src, edits)
	}
}
