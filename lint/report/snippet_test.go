package report

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

func snippetOf(src string, start, end int) Snippet {
	f := Locate("a.json", []byte(src), []check.Finding{{Span: manifest.Span{Start: start, End: end}}})
	return f.Findings[0].Snippet
}

func TestSnippet(t *testing.T) {
	long := strings.Repeat("a", 100) + "SPAN" + strings.Repeat("b", 100)
	for _, c := range []struct {
		name       string
		src        string
		start, end int
		want       Snippet
	}{
		{"a word", "{\n  \"a\": 1\n}\n", 4, 7, Snippet{Text: `  "a": 1`, Start: 2, End: 5}},
		{"CRLF", "{\r\n  1\r\n}", 5, 6, Snippet{Text: "  1", Start: 2, End: 3}},
		{"in the line ending", "{\r\n}", 2, 3, Snippet{Text: "{", Start: 1, End: 1}},
		{"several lines", "{\n 1,\n 2\n}", 3, 8, Snippet{Text: " 1,", Start: 1, End: 3}},
		{"an empty document", "", 0, 0, Snippet{}},
		{"the end", "{}\n", 3, 3, Snippet{}},
		{"outside", "{}", 5, 9, Snippet{Text: "{}", Start: 2, End: 2}},
		{"backwards", "{}", 2, 0, Snippet{Text: "{}", Start: 2, End: 2}},
		{"a long line", long, 100, 104, Snippet{
			Text:    strings.Repeat("a", 60) + "SPAN" + strings.Repeat("b", 56),
			CutLeft: true, CutRight: true, Start: 60, End: 64,
		}},
		{"a long span", long, 0, 204, Snippet{Text: long[:130], CutRight: true, Start: 0, End: 130}},
		{"the end of a long line", long, 204, 204, Snippet{Text: long[144:], CutLeft: true, Start: 60, End: 60}},
		{"a cut between runes", strings.Repeat("日", 20) + "x" + strings.Repeat("日", 60), 91, 94, Snippet{
			Text:    strings.Repeat("日", 10) + "x" + strings.Repeat("日", 30),
			CutLeft: true, CutRight: true, Start: 61, End: 64,
		}},
		{"bytes that are no runes", "a" + strings.Repeat("\x80", 300), 150, 151, Snippet{
			Text:    strings.Repeat("\x80", 120),
			CutLeft: true, CutRight: true, Start: 60, End: 61,
		}},
		{"a password", `{"p": "http://u:secret@h:1"}`, 23, 26, Snippet{Text: `{"p": "http://***@h:1"}`, Start: 18, End: 21}},
		{"in a password", `{"p": "http://u:secret@h:1"}`, 18, 20, Snippet{Text: `{"p": "http://***@h:1"}`, Start: 14, End: 17}},
		{"over a password", `{"p": "http://u:secret@h:1"}`, 7, 26, Snippet{Text: `{"p": "http://***@h:1"}`, Start: 7, End: 21}},
		{"before a password", `{"p": "http://u:secret@h:1"}`, 1, 4, Snippet{Text: `{"p": "http://***@h:1"}`, Start: 1, End: 4}},
		{"behind two passwords", `"a:b@c", "d:e@f", 5`, 18, 19, Snippet{Text: `"***", "***", 5`, Start: 14, End: 15}},
	} {
		if got := snippetOf(c.src, c.start, c.end); got != c.want {
			t.Errorf("%s:\n got %+v\nwant %+v", c.name, got, c.want)
		}
	}
}

// TestSnippetCutsNoPassword moves a window over a long line: no part of a
// password may show, though the parts that tell it from other text are cut.
func TestSnippetCutsNoPassword(t *testing.T) {
	line := strings.Repeat("x", 200) + `"http://user:` + strings.Repeat("SECRET", 50) + `@host"` + strings.Repeat("y", 200)
	for i := range len(line) {
		if s := snippetOf(line, i, i+1); strings.Contains(s.Text, "S") || strings.Contains(s.Text, "T") {
			t.Fatalf("a window at %d shows %q", i, s.Text)
		}
	}
}

func TestLayout(t *testing.T) {
	for _, c := range []struct {
		name string
		in   Snippet
		room int
		line string
		mark string
	}{
		{"ASCII", Snippet{Text: "ab cd ef", Start: 3, End: 5}, 0, "ab cd ef", "   ^^"},
		{"an empty span", Snippet{Text: "ab", Start: 1, End: 1}, 0, "ab", " ^"},
		{"the end", Snippet{Text: "ab", Start: 2, End: 2}, 0, "ab", "  ^"},
		{"nothing", Snippet{}, 0, "", "^"},
		{"wide", Snippet{Text: "日本x語y", Start: 6, End: 10}, 0, "日本x語y", "    ^^^"},
		{"combining", Snippet{Text: "e\u0301xy", Start: 3, End: 4}, 0, "e\u0301xy", " ^"},
		{"ambiguous", Snippet{Text: "±x", Start: 2, End: 3}, 0, "±x", " ^"},
		{"tabs", Snippet{Text: "\ta\tb", Start: 3, End: 4}, 0, "    a   b", "        ^"},
		{"a tab in the span", Snippet{Text: "a\tb", Start: 0, End: 3}, 0, "a   b", "^^^^^"},
		{"escapes", Snippet{Text: "\x1bab", Start: 1, End: 2}, 0, `\u001bab`, "      ^"},
		{"invalid", Snippet{Text: "\xffab", Start: 1, End: 2}, 0, `\xffab`, "    ^"},
		{"a command", Snippet{Text: "##vso[x]", Start: 6, End: 7}, 0, `#\u0023vso[x]`, "           ^"},
		{"cut", Snippet{Text: "abc", CutLeft: true, CutRight: true, Start: 1, End: 2}, 0, "…abc…", "  ^"},
		{"clipped", Snippet{Text: "0123456789", Start: 5, End: 6}, 7, "…34567…", "   ^"},
		{"clipped right", Snippet{Text: "0123456789", Start: 0, End: 2}, 6, "01234…", "^^"},
		{"clipped left", Snippet{Text: "0123456789", Start: 9, End: 10}, 6, "…56789", "     ^"},
		{"a clipped span", Snippet{Text: "0123456789", Start: 2, End: 9}, 6, "…2345…", " ^^^^"},
		{"clipped wide", Snippet{Text: "日本語日本語", Start: 6, End: 9}, 8, "…本語日…", "   ^^"},
		{"no room", Snippet{Text: "日本", Start: 0, End: 3}, 1, "日…", "^^"},
	} {
		line, before, carets := layout(c.in, c.room)
		if mark := strings.Repeat(" ", before) + strings.Repeat("^", carets); line != c.line || mark != c.mark {
			t.Errorf("%s:\n got %q\n     %q\nwant %q\n     %q", c.name, line, mark, c.line, c.mark)
		}
	}
}

// FuzzSnippet cuts and lays out any span of any bytes.
func FuzzSnippet(f *testing.F) {
	f.Add("{\n  \"a\": 1\n}", 4, 7, 40)
	f.Add(strings.Repeat("\x80", 500), 250, 260, 0)
	f.Add(strings.Repeat("日", 100), 151, 160, 41)
	f.Add("\ufeff{\r\n\r}", 4, 5, 1)
	f.Add(strings.Repeat(`"a:b@c"`, 40), 100, 120, 50)
	f.Fuzz(func(t *testing.T, src string, start, end, room int) {
		s := snippetOf(src, start, end)
		if s.Start < 0 || s.End < s.Start || s.End > len(s.Text) {
			t.Fatalf("span %d to %d of a text of %d bytes", s.Start, s.End, len(s.Text))
		}
		if len(s.Text) > 4*snippetWindow {
			t.Errorf("a snippet of %d bytes", len(s.Text))
		}
		if utf8.ValidString(src) && (start < 0 || start >= len(src) || utf8.RuneStart(src[start])) && !utf8.ValidString(s.Text) {
			t.Errorf("a rune is cut: %q", s.Text)
		}
		line, before, carets := layout(s, max(0, room))
		if carets < 1 || !utf8.ValidString(line) || strings.ContainsFunc(line, plain.Hidden) || strings.Contains(line, "##[") {
			t.Errorf("%q with %d carets", line, carets)
		}
		width := 0
		for i := 0; i < len(line); {
			c, size := cellAt(line, i, width)
			width += c.width
			i += size
		}
		const widest = 12 // an escaped character between two ellipses is shown whole
		if before+carets > width+1 || room >= widest && width > room {
			t.Errorf("%d columns before %d carets under %d columns, room for %d", before, carets, width, room)
		}
	})
}
