package baseline

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
)

const file = "lint/baseline.json"

const example = `{
  "version": 1,
  "entries": [
    {"rule": "EP101", "path": "a/b.json", "pointer": "/modulesContent/$edgeAgent", "count": 1},
    {"rule": "EP203", "path": "a/b.json", "pointer": "/x", "count": 2},
    {"rule": "EP203", "path": "a/b.json", "pointer": "/y", "count": 1},
    {"rule": "EP001", "path": "ü/\"c\".json", "pointer": "", "count": 1}
  ]
}
`

func mustParse(t *testing.T, src string) *Baseline {
	t.Helper()
	b, err := Parse(file, []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func write(t *testing.T, b *Baseline) string {
	t.Helper()
	var out bytes.Buffer
	if n, err := b.WriteTo(&out); err != nil || n != int64(out.Len()) {
		t.Fatal(n, err)
	}
	return out.String()
}

func TestParse(t *testing.T) {
	written := strings.Replace(example, `"version": 1`, `"version": 2`, 1)
	if got := write(t, mustParse(t, example)); got != written {
		t.Errorf("got\n%s", got)
	}
	for _, src := range []string{
		"\ufeff" + example,
		strings.ReplaceAll(example, `"path": "a/`, `"path": "./x/../a//`),
		strings.NewReplacer("\n", "", " ", "").Replace(example),
		`{"entries":[{"count":1,"path":"ü/\"c\".json","rule":"EP001"},` +
			`{"count":1,"path":"a/b.json","rule":"EP203","pointer":"/y"},{"count":2,"path":"a/b.json","rule":"EP203","pointer":"/x"},{"count":1,"path":"a/b.json","rule":"EP101","pointer":"/modulesContent/$edgeAgent"}],"version":2}`,
	} {
		if got := write(t, mustParse(t, src)); got != written {
			t.Errorf("%s\ngives\n%s", src, got)
		}
	}
	crlf := func(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }
	if got := write(t, mustParse(t, "\ufeff"+crlf(example))); got != crlf(written) {
		t.Errorf("lines with CRLF become\n%q", got)
	}
	const empty = "{\n  \"version\": 2,\n  \"entries\": []\n}\n"
	if got := write(t, mustParse(t, `{"version":1,"entries":[]}`)); got != empty {
		t.Errorf("got\n%s", got)
	}
}

func TestParseErrors(t *testing.T) {
	const entry = `{"rule": "EP101", "path": "a.json", "pointer": "", "count": 1}`
	entries := func(text string) string { return "{\"version\": 1, \"entries\": [\n" + text + "\n]}" }
	for _, tt := range []struct{ src, want string }{
		{``, `1:1: the file is empty: remove the file and write it again`},
		{"{\n", `2:1: not valid JSON: the file ends too early; remove the file and write it again`},
		{`[]`, `1:1: the baseline is a list: expected an object`},
		{`{}`, `1:1: the baseline has no version: expected "version": 2`},
		{`{"version": 1}`, `1:1: the baseline has no entries: expected "entries": []`},
		{`{"entries": [], "version": 3}`, `1:28: this baseline has version "3", which this edgeproxy does not know: expected 2; update edgeproxy, or remove the file and write it again`},
		{`{"version": "1"}`, `1:13: "version" is a text: expected a number`},
		{`{"version": 1, "entry": []}`, `1:16: unknown key "entry" in the baseline: expected "version" or "entries"`},
		{`{"version": 1, "entries": {}}`, `1:27: "entries" is an object: expected a list`},
		{`{"version": 1, "entries": []} []`, `1:31: something follows the baseline: expected the end of the file`},
		{`{"version": 1, "version": 1}`, `1:16: key "version" is there twice: remove one of them`},
		{entries(`"EP101"`), `2:1: this entry is a text: expected an object`},
		{entries(`{"rules": "EP101"}`), `2:2: unknown key "rules" in this entry: expected "rule", "path", "pointer", "severity", "cause" or "count"`},
		{entries(`{"##vso[x]\n\u001b": 1}`), `2:2: unknown key "#\x23vso[x]\n\x1b" in this entry: expected "rule", "path", "pointer", "severity", "cause" or "count"`},
		{entries(`{"rule": 101}`), `2:10: "rule" is a number: expected a text`},
		{entries(`{"path": null}`), `2:10: "path" is null: expected a text`},
		{entries(`{"pointer": true}`), `2:13: "pointer" is true: expected a text`},
		{entries(`{"count": "1"}`), `2:11: "count" is a text: expected a number`},
		{entries(`{"count": 0}`), `2:11: "count" is "0": expected a whole number, 1 or more`},
		{entries(`{"count": 1.5}`), `2:11: "count" is "1.5": expected a whole number, 1 or more`},
		{entries(`{"count": 99999999999999999999}`), `2:11: "count" is "99999999999999999999": expected a whole number, 1 or more`},
		{entries(`{"severity": "off"}`), `2:14: "severity" is "off": expected "error", "warning" or "info"`},
		{entries(`{"severity": 1}`), `2:14: "severity" is a number: expected a text`},
		{entries(`{"rule": "EP101", "path": "a", "cause": "blank", "count": 1}`), `2:1: this entry has a cause and no severity: expected "severity", such as "error"`},
		{entries(`{"path": "a", "count": 1}`), `2:1: this entry names no rule: expected "rule", such as "EP101"`},
		{entries(`{"rule": "EP101", "count": 1}`), `2:1: this entry names no file: expected "path"`},
		{entries(`{"rule": "EP101", "path": "a"}`), `2:1: this entry has no count: expected "count", 1 or more`},
		{entries(entry + ",\n" + entry), `3:1: this entry is there twice: first in line 2; keep one`},
		{entries(entry + "\n" + entry), `3:1: not valid JSON: invalid character '{' after array element (expecting ',' or ']')`},
		{"\xff\xfe{\x00}\x00", `1:1: the file is UTF-16: save it as UTF-8`},
		{entries("<<<<<<< HEAD\n" + entry), `2:1: a merge conflict is left over: solve it, or remove the file and write it again`},
		{entries(entry + "\n=======\n" + entry), `3:1: a merge conflict is left over: solve it, or remove the file and write it again`},
		{"\ufeff{\r\n \"ü\": 1}", `2:2: unknown key "ü" in the baseline: expected "version" or "entries"`},
		{entries("{\"rule\": \"\xff\"}"), `2:11: not valid JSON: invalid UTF-8`},
		{"{\"version\": 1, \"entries\": " + strings.Repeat("[", 100_000), `1:28: this entry is a list: expected an object`},
	} {
		_, err := Parse(file, []byte(tt.src))
		if want := file + ":" + tt.want; err == nil || err.Error() != want {
			t.Errorf("%.200q\n got %v\nwant %s", tt.src, err, want)
		}
	}
	_, err := Parse("::x", make([]byte, MaxSize+1))
	if want := `"::x": larger than 16 MB: expected a baseline, which has one line for each finding`; err == nil || err.Error() != want {
		t.Errorf("got %v", err)
	}
	_, err = Parse(file, []byte("x"))
	if cause := (*jsontext.SyntacticError)(nil); !errors.As(err, &cause) {
		t.Errorf("%v does not wrap its cause", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(example))
	f.Add([]byte(`{"version":1,"entries":[{"rule":"\ud83c\udfed","path":"\u0000","count":1}]}`))
	f.Add([]byte(`{"version":2,"entries":[{"rule":"EP202","path":"a","severity":"warning","cause":"https","count":1}]}`))
	f.Add([]byte("\ufeff{}"))
	f.Fuzz(func(t *testing.T, src []byte) {
		b, err := Parse(file, src)
		if err != nil {
			if fault := (*Error)(nil); !errors.As(err, &fault) || fault.Line < 1 || fault.Column < 1 {
				t.Fatalf("%T: %v", err, err)
			}
			if strings.ContainsFunc(err.Error(), func(r rune) bool { return r < ' ' }) {
				t.Fatalf("control characters: %q", err)
			}
			return
		}
		text := write(t, b)
		again, err := Parse(file, []byte(text))
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if !slices.Equal(again.Entries(), b.Entries()) || write(t, again) != text {
			t.Fatalf("%s\ngives\n%s", text, write(t, again))
		}
		for path, k := range b.files {
			b.Apply(path, nil)
			for _, tally := range k.entries {
				if s := tally.span; src[s.Start] != '{' || src[s.End-1] != '}' {
					t.Fatalf("span %v", s)
				}
			}
		}
		if stale := b.Stale(Coverage{}); len(stale) != min(len(b.Entries()), maxStale+1) {
			t.Fatalf("%d of %d entries are stale", len(stale), len(b.Entries()))
		}
	})
}
