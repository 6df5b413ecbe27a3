package secret

import (
	"fmt"
	"strings"
	"testing"
)

// growing are texts in which a search could start again and again.
var growing = map[string]func(n int) string{
	"quotes behind slashes": func(n int) string { return strings.Repeat("x", n) + "//:" + strings.Repeat(`\":`, n) },
	"addresses":             func(n int) string { return strings.Repeat("//a:", n) },
	"percent signs":         func(n int) string { return strings.Repeat("%25", n) + "40" },
	"references":            func(n int) string { return strings.Repeat("&#0", n) },
	"zeros":                 func(n int) string { return "&#" + strings.Repeat("0", n) + "64;" },
	"backslashes":           func(n int) string { return strings.Repeat(`\`, n) },
	"strings":               func(n int) string { return strings.Repeat(`"{\"`, n) },
	"at signs":              func(n int) string { return strings.Repeat("@", n) },
	"placeholders":          func(n int) string { return strings.Repeat("${", n) },
	"parts":                 func(n int) string { return strings.Repeat(`"createOptions01":"@",`, n/10) },
	"brackets":              func(n int) string { return `"createOptions":"` + strings.Repeat("{", n) + "@" },
	"folders":               func(n int) string { return strings.Repeat("a:/", n) + "@" },
	"names":                 func(n int) string { return strings.Repeat("key=", n) + strings.Repeat(`"key":`, n) },
}

// searches are all ways to look at a text.
var searches = []func(string) string{Text, Address, Message, Quoted, Pointer, Path, hidden}

// TestGrowing: a text that was shown safely stays as it is.
func TestGrowing(t *testing.T) {
	for name, text := range growing {
		for i, show := range searches {
			for _, text := range []string{text(2000), `"` + text(2000) + `"`} {
				if once := show(text); show(once) != once {
					t.Errorf("%s: search %d shows %.100q, and again %.100q", name, i, once, show(once))
				}
			}
		}
	}
}

// BenchmarkGrowth looks at texts that get four times as long. "ns/byte" stays
// the same if the work is linear.
func BenchmarkGrowth(b *testing.B) {
	for name, text := range growing {
		for _, n := range []int{10_000, 40_000, 160_000} {
			text := text(n)
			b.Run(fmt.Sprintf("%s=%d", strings.ReplaceAll(name, " ", "-"), n), func(b *testing.B) {
				for b.Loop() {
					for _, show := range searches {
						show(text)
						show(`"` + text + `"`)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(text)), "ns/byte")
			})
		}
	}
}
