package manifest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

func TestPosition(t *testing.T) {
	tests := []struct {
		name, src string
		offset    int
		want      string // line:column, and the column in UTF-16 if it differs
	}{
		{"start", "abc", 0, "1:1"},
		{"middle", "abc", 2, "1:3"},
		{"end", "abc", 3, "1:4"},
		{"beyond the end", "abc", 9, "1:4"},
		{"before the start", "abc", -1, "1:1"},
		{"empty", "", 0, "1:1"},
		{"line feed itself", "a\nb", 1, "1:2"},
		{"after a line feed", "a\nb", 2, "2:1"},
		{"after the last line feed", "a\n", 2, "2:1"},
		{"empty line", "a\n\nb", 2, "2:1"},
		{"between CR and LF", "a\r\nb", 2, "1:3"},
		{"after CRLF", "a\r\nb", 3, "2:1"},
		{"after a lone CR", "a\rb", 2, "2:1"},
		{"after CR CR LF", "a\r\r\nb", 4, "3:1"},
		{"after LF CR", "a\n\rb", 3, "3:1"},
		{"CR at the end", "a\r", 2, "2:1"},
		{"byte order mark", "\ufeffabc", 0, "1:1"},
		{"inside the byte order mark", "\ufeffabc", 2, "1:1"},
		{"after the byte order mark", "\ufeffabc", 3, "1:1"},
		{"text after the byte order mark", "\ufeffabc", 4, "1:2"},
		{"second line after the byte order mark", "\ufeffa\nbc", 6, "2:2"},
		{"a byte order mark elsewhere", "a\ufeffb", 4, "1:3"},
		{"two bytes", "äb", 2, "1:2"},
		{"three bytes", "☃b", 3, "1:2"},
		{"four bytes", "🏭b", 4, "1:2 (3)"},
		{"inside four bytes", "🏭b", 2, "1:2 (3)"},
		{"combining character", "e\u0301b", 3, "1:3"},
		{"several", "ä🏭☃\n🏭🏭x", 18, "2:3 (5)"},
		{"not UTF-8", "\xff\xfeb", 2, "1:3"},
		{"cut character", "\xf0\x9f", 2, "1:3"},
		{"no line ending of JSON", "a\u2028b\vc\fd\u0085e", 10, "1:9"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := manifest.NewLines([]byte(tt.src)).Position(tt.offset)
			got := p.String()
			if p.UTF16 != p.Column {
				got += fmt.Sprintf(" (%d)", p.UTF16)
			}
			if got != tt.want || p.Offset != max(0, min(tt.offset, len(tt.src))) {
				t.Errorf("got %s at %d, want %s", got, p.Offset, tt.want)
			}
		})
	}
}

// TestPositionInLongLine: in lines of many kilobytes, columns are counted from
// places that are known, not from the start.
func TestPositionInLongLine(t *testing.T) {
	src := []byte("x\n" + strings.Repeat("aä☃🏭", 5000) + "\r\n" + strings.Repeat("b", 3000) + "\r" + strings.Repeat("🏭", 3000))
	lines := manifest.NewLines(src)
	want := manifest.Position{Line: 1, Column: 1, UTF16: 1}
	for i, r := range string(src) {
		want.Offset = i
		if got := lines.Position(i); got != want {
			t.Fatalf("position of %d is %+v, want %+v", i, got, want)
		}
		want.Column++
		want.UTF16++
		if r > 0xFFFF {
			want.UTF16++
		}
		if r == '\n' || r == '\r' && src[i+1] != '\n' {
			want.Line, want.Column, want.UTF16 = want.Line+1, 1, 1
		}
	}
}

func TestZeroLines(t *testing.T) {
	var lines manifest.Lines
	if got := lines.Position(5).String(); got != "1:1" {
		t.Errorf("got %s, want 1:1", got)
	}
	if text, _ := lines.Line(1); text != nil {
		t.Errorf("got %q, want nothing", text)
	}
}

func TestLine(t *testing.T) {
	lines := manifest.NewLines([]byte("a\r\nbc\n\nd\re"))
	for i, want := range []string{"", "a", "bc", "", "d", "e", ""} {
		text, start := lines.Line(i)
		if string(text) != want || want == "bc" && start != 3 {
			t.Errorf("line %d is %q at %d, want %q", i, text, start, want)
		}
	}
}
