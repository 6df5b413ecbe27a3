package webpage

import (
	"html"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

func TestText(t *testing.T) {
	for in, want := range map[string]Markup{
		"":                         "",
		"plain 日本 é 𝄞":             "plain 日本 é 𝄞",
		`<a href="x" b='y'>&amp;`:  "&lt;a href=&#34;x&#34; b=&#39;y&#39;&gt;&amp;amp;",
		"`##vso[x]":                "&#96;&#35;&#35;vso[x]",
		"a\nb\u2028\u202e\x00\xff": `a\nb\u2028\u202e\u0000\xff`,
	} {
		if got := Text(in); got != want {
			t.Errorf("Text(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzText states what Text promises: a browser reads it as the text, with escapes for
// what cannot be seen, and nothing in it can end a text or an attribute.
func FuzzText(f *testing.F) {
	f.Add(`</script><script>alert(1)</script>`)
	f.Add("\" onload='x' `##[y]`&lt;&#60;&amp \x00\xff\u2028")
	f.Fuzz(func(t *testing.T, s string) {
		got := string(Text(s))
		if read := html.UnescapeString(got); read != plain.Visible(s) {
			t.Errorf("%q reads as %q", s, read)
		}
		if strings.ContainsAny(got, "<>\"'`\r\n") || strings.Contains(got, "##") || !utf8.ValidString(got) {
			t.Errorf("Text(%q) = %q", s, got)
		}
	})
}

func TestMarkup(t *testing.T) {
	for got, want := range map[Markup]Markup{
		Tag("p", "", Text("a<b"), Tag("code", "x", "y")): `<p>a&lt;b<code class="x">y</code></p>`,
		Link(`r"1`, Text("EP101")):                       `<a href="&#35;r&#34;1">EP101</a>`,
		Anchor("h3", "r-1", "x"):                         `<h3 id="r-1">x</h3>`,
		Fold("<", "a\"", false):                          "<details><summary>&lt;</summary><p class=\"note\">a&#34;</p></details>",
		Fold("t", "x", true):                             "<details open><summary>t</summary><p class=\"note\">x</p></details>",
		Badge(Error, "error"):                            `<span class="badge error">error</span>`,
		Paragraphs("one\nline\n\n\n\n two <b>\n\n"):      `<p>one line</p><p>two &lt;b&gt;</p>`,
		Textf("%d of %s", 3, "<x>"):                      `3 of &lt;x&gt;`,
	} {
		if got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
}
