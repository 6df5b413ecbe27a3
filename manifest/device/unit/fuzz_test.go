package unit_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/manifest/device/unit"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// FuzzParse: reading never panics, spans lie in the file, and the bytes of an
// assignment are that assignment when they are read again.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"[Service]\nEnvironment=\"a=1 2\" b='x' \\\n # c\n c=%%4 d=\\x41\n", "\ufeff[Unit]\r\n[Service\n", "Environment=a=1\n",
		"[Service]\nEnvironment=a=\"1\"'2' b=\"\\\"\n", "[Service]\nEnvironment=a=1\\\n\\\n\n",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		file := unit.Parse([]byte(src))
		for _, p := range file.Problems {
			inside(t, src, p.Span)
		}
		for _, s := range file.Sections {
			inside(t, src, s.Span)
		}
		for _, o := range file.Options {
			inside(t, src, o.NameSpan, o.Span)
			inside(t, src, o.ValueSpan, o.Span)
			o.Words()
			assignments, problems := o.Assignments()
			for _, p := range problems {
				inside(t, src, p.Span, o.Span)
			}
			for _, a := range assignments {
				inside(t, src, a.ValueSpan, a.Span)
				inside(t, src, a.Span, o.ValueSpan)
				if written := src[a.Span.Start:a.Span.End]; strings.IndexByte(written, 0) < 0 {
					readAgain(t, "[S]\nEnvironment="+written, a)
				}
				if len(a.Specifiers) == 0 {
					readAgain(t, "[S]\nEnvironment="+unit.Quote(a.Name, a.Value), a)
				}
			}
		}
	})
}

// readAgain checks that a text holds one assignment, with this name and value.
func readAgain(t *testing.T, src string, want unit.Assignment) {
	t.Helper()
	options := unit.Parse([]byte(src)).Options
	if len(options) != 1 {
		t.Fatalf("%q: %d options", src, len(options))
	}
	found, _ := options[0].Assignments()
	if len(found) != 1 || found[0].Name != want.Name || found[0].Value != want.Value {
		t.Fatalf("%q: got %+v, want %q=%q", src, found, want.Name, want.Value)
	}
}

func inside(t *testing.T, src string, s text.Span, within ...text.Span) {
	t.Helper()
	for _, outer := range append(within, text.Span{End: len(src)}) {
		if s.Start < outer.Start || s.End > outer.End || s.Start > s.End {
			t.Fatalf("%q: span %v is not in %v", src, s, outer)
		}
	}
}

// FuzzQuote: what is quoted for a drop-in or for an environment file is read back.
func FuzzQuote(f *testing.F) {
	for _, s := range []string{"http://u:p%40@h:3128", `a\b"c'd`, "$x `y` %%", " \t", "", "é\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if !utf8.ValidString(value) || strings.IndexByte(value, 0) >= 0 {
			return
		}
		want := unit.Assignment{Name: "https_proxy", Value: value}
		readAgain(t, "[S]\nEnvironment="+unit.Quote(want.Name, value), want)
		found, problems := unit.ParseEnvironment([]byte(unit.QuoteInFile(want.Name, value)))
		if len(found) != 1 || found[0].Value != value || len(problems) > 0 {
			t.Fatalf("%q: got %+v, %v", value, found, problems)
		}
	})
}

// FuzzParseEnvironment: reading never panics, and spans lie in the file.
func FuzzParseEnvironment(f *testing.F) {
	for _, s := range []string{"a=1\n", "a=\"x\\\ny\"'z' \n#c\nexport b=2", "a=\\", "=", "a='"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		found, problems := unit.ParseEnvironment([]byte(src))
		for _, p := range problems {
			inside(t, src, p.Span)
		}
		for _, a := range found {
			inside(t, src, a.Span)
			inside(t, src, a.ValueSpan, a.Span)
		}
	})
}
