package manifest_test

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// wide is a text in UTF-16 without a byte order mark.
func wide(text string, little bool) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(text)) {
		if little {
			b = append(b, byte(u), byte(u>>8))
		} else {
			b = append(b, byte(u>>8), byte(u))
		}
	}
	return string(b)
}

// escaped is a text whose ASCII characters are escape sequences.
func escaped(text, format string) string {
	var b strings.Builder
	for _, c := range text {
		fmt.Fprintf(&b, format, c)
	}
	return b.String()
}

// spellings are the ways in which a name may stand in a file.
var spellings = map[string]func(string) string{
	"as it is":           func(s string) string { return s },
	"one escape":         func(s string) string { return `\u00` + fmt.Sprintf("%02x", s[0]) + s[1:] },
	"last is an escape":  func(s string) string { return s[:len(s)-1] + fmt.Sprintf(`\u%04X`, s[len(s)-1]) },
	"escapes":            func(s string) string { return escaped(s, `\u%04x`) },
	"upper-case escapes": func(s string) string { return escaped(s, `\u%04X`) },
	"UTF-16LE":           func(s string) string { return wide(s, true) },
	"UTF-16BE":           func(s string) string { return wide(s, false) },
	"escapes in UTF-16":  func(s string) string { return wide(escaped(s, `\u%04x`), true) },
	"small letters":      strings.ToLower,
	"capital letters":    strings.ToUpper,
	"after a broken escape": func(s string) string {
		return `\u00` + s
	},
	"after half a pair": func(s string) string { return `\ud800` + s },
	"invalid UTF-8":     func(s string) string { return "\xff" + s + "\xfe" },
}

func TestMayBeManifest(t *testing.T) {
	for _, name := range []string{"$edgeAgent", "$edgeHub", "modulesContent", "moduleContent", "systemModules", "properties.desired"} {
		for how, spell := range spellings {
			if !manifest.MayBeManifest([]byte(`{"x": "` + spell(name) + `"`)) {
				t.Errorf("%s, %s: not recognised", name, how)
			}
			if half := spell(name[:len(name)-1]); manifest.MayBeManifest([]byte(half)) {
				t.Errorf("half of %s, %s: recognised", name, how)
			}
		}
	}
	for _, other := range []string{"", "{}", `{"name": "site-tools"}`, `{"$ edgeAgent": "edgeAgent"}`, "\x00\x00", `\u0024\`, strings.Repeat(`\u00`, 100)} {
		if manifest.MayBeManifest([]byte(other)) {
			t.Errorf("%q: recognised", other)
		}
	}
}

// TestSignSearch lets each spelling lie anywhere across the pieces of a stream.
func TestSignSearch(t *testing.T) {
	const piece = 32 << 10
	for how, spell := range spellings {
		text := spell("$edgeAgent")
		for before := piece - len(text) - 2; before <= piece+2; before++ {
			var s manifest.SignSearch
			stream := strings.Repeat(" ", before) + text + strings.Repeat(" ", piece)
			if n, err := io.CopyBuffer(struct{ io.Writer }{&s}, struct{ io.Reader }{strings.NewReader(stream)}, make([]byte, piece)); err != nil || int(n) != len(stream) {
				t.Fatal(n, err)
			}
			if !s.Found() {
				t.Errorf("%s after %d bytes: not found", how, before)
			}
		}
		var s manifest.SignSearch
		if _, err := io.Copy(&s, iotest.OneByteReader(strings.NewReader(text))); err != nil || !s.Found() {
			t.Errorf("%s byte by byte: not found (%v)", how, err)
		}
	}
}

// FuzzMayBeManifest: what holds a deployment may be a manifest, in UTF-16, too.
func FuzzMayBeManifest(f *testing.F) {
	for _, doc := range documents(f) {
		f.Add(doc)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		may := manifest.MayBeManifest(src)
		if doc, err := manifest.Parse(src); err == nil && len(doc.Deployments()) > 0 && !may {
			t.Errorf("holds a deployment, and no sign of one: %q", src)
		}
		for _, little := range []bool{true, false} {
			if may && !manifest.MayBeManifest([]byte(wide(string(src), little))) {
				t.Errorf("is not recognised in UTF-16: %q", src)
			}
		}
	})
}
