package plain_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

func TestLine(t *testing.T) {
	for in, want := range map[string]string{
		"":                           "",
		"plain 日本 é 𝄞":               "plain 日本 é 𝄞",
		"a\nb\r\tc\x00\x1b[31m\x7f":  `a\nb\r\tc\u0000\u001b[31m\u007f`,
		"\x9b31m":                    `\x9b31m`,   // invalid UTF-8
		"\u009b31m":                  `\u009b31m`, // the same control character, encoded
		"\u202egnp.exe\u2066":        `\u202egnp.exe\u2066`,
		"\u2028\u00a0\ufeff\u200b":   `\u2028\u00a0\ufeff\u200b`,
		"a\ufe0f\u034f\u3164":        `a\ufe0f\u034f\u3164`, // marks and letters that render as nothing
		"\U000e0041":                 `\U000e0041`,
		"\xed\xa0\x80":               `\xed\xa0\x80`,
		"##vso[x]":                   `#\u0023vso[x]`,
		"###vSo[x]":                  `##\u0023vSo[x]`,
		"##[error]":                  `#\u0023[error]`,
		"##v\u200bso[x]":             `#\u0023v\u200bso[x]`,
		"#\u0640#\u05bfvs\u1cd0o[x]": "#\u0640\\u0023\u05bfvs\u1cd0o[x]",
		"#é#日[x]":                    `#é\u0023日[x]`,
		"##v\u017fo[x]":              "#\\u0023v\u017fo[x]",
		"##v\u017fso[x]":             "#\\u0023v\u017fso[x]",
		"## vso[x] ##x #[y] #":       "## vso[x] ##x #[y] #",
		"##":                         "##",
		"##vso":                      "##vso",
	} {
		if got := plain.Line(in); got != want {
			t.Errorf("plain.Line(%q) = %q, want %q", in, got, want)
		}
	}
}

// holdsCommand tells whether a text is a command to a reader that passes over
// what is not ASCII.
func holdsCommand(text string) bool {
	ascii := strings.ToLower(strings.Map(func(r rune) rune {
		if r >= utf8.RuneSelf {
			return -1
		}
		return r
	}, text))
	return strings.Contains(ascii, "##vso[") || strings.Contains(ascii, "##[")
}

// FuzzLine states what Line promises: one line of visible UTF-8 without a
// command, that stays as it is when it is made safe again.
func FuzzLine(f *testing.F) {
	f.Add("x]\n##vso[task.setvariable variable=PATH]/evil\n::error::x\x1b[31m\u202e\u200b\x9b\xff##[error]")
	f.Add("##\x00vso[")
	f.Add("##v\u0131so[\u212a")
	f.Fuzz(func(t *testing.T, s string) {
		got := plain.Line(s)
		if !utf8.ValidString(got) || strings.ContainsFunc(got, plain.Hidden) {
			t.Errorf("plain.Line(%q) = %q shows what is hidden", s, got)
		}
		if holdsCommand(got) {
			t.Errorf("plain.Line(%q) = %q holds a command", s, got)
		}
		if again := plain.Line(got); again != got {
			t.Errorf("Line is not idempotent: %q, %q", got, again)
		}
	})
}
