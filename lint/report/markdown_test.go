package report

import (
	"fmt"
	"html"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

func FuzzEscapeMarkdown(f *testing.F) {
	f.Add(hostileName)
	f.Add("|a`b`|<img src=x>&lt;*_~ $x$ :smile: @me #1 WWW.example.com ![a](b)")
	f.Fuzz(func(t *testing.T, s string) {
		got := EscapeMarkdown(s)
		if back := html.UnescapeString(got); back != plain.Visible(s) {
			t.Errorf("%q reads as %q", s, back)
		}
		rest := got
		for _, sign := range "!#$&*+:<>@[\\]^_`|~" {
			rest = strings.ReplaceAll(rest, fmt.Sprintf("&#%d;", sign), "")
		}
		rest = strings.ReplaceAll(rest, "&#46;", "")
		if strings.ContainsAny(rest, "!#$&*+:<>@[\\]^_`|~\r\n") || strings.Contains(strings.ToLower(got), "www.") {
			t.Errorf("%q keeps a sign: %q", s, got)
		}
	})
}
