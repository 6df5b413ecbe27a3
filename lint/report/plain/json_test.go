package plain_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

// TestJSON: a reader gets the value, and a log gets no command.
func TestJSON(t *testing.T) {
	for _, value := range []string{"plain <&> text", "##vso[task.complete]", "#\u200b#vso[x]", "\x1b[31m\u202e\u2028", "箱 ä 😀", "::error::x", "\U000e0041"} {
		var b strings.Builder
		if err := plain.JSON(&b, map[string]string{"name": value}); err != nil {
			t.Fatal(err)
		}
		var got map[string]string
		if err := json.Unmarshal([]byte(b.String()), &got); err != nil || got["name"] != value {
			t.Errorf("%q became %q: %v", value, got["name"], err)
		}
		if text := strings.ReplaceAll(b.String(), "\n", ""); plain.Visible(text) != text || plain.Line(text) != text {
			t.Errorf("%q is written as %q", value, text)
		}
	}
}

func TestStart(t *testing.T) {
	for line, want := range map[string]string{
		"a::b":           "a::b",
		"::error::x":     `\u003a:error::x`,
		"  ::error::x":   `  \u003a:error::x`,
		"\t::error::x":   `\t::error::x`,
		"a\n::error::x":  `a\n::error::x`,
		"##vso[x]":       `#\u0023vso[x]`,
		"\x1b[31mred":    `\u001b[31mred`,
		" : not command": " : not command",
	} {
		if got := plain.Start(plain.Line(line)); got != want {
			t.Errorf("Start(%q) = %q, want %q", line, got, want)
		}
	}
}
