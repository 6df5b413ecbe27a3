package webpage

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

// Markup is HTML. A constant is taken as it is; everything else comes from the
// functions of this file, which escape. A conversion of a variable to Markup is a
// fault.
type Markup string

// escapes are the signs that mean something in HTML, in text or in an attribute
// between double quotes, and the sign that logging commands of CI systems begin
// with: a page may be printed into the log of a pipeline.
var escapes = [...]string{'"': "&#34;", '#': "&#35;", '&': "&amp;", '\'': "&#39;", '<': "&lt;", '>': "&gt;", '`': "&#96;"}

// Text is s as text of a page. Nothing in it is HTML, and characters that cannot
// be seen, line breaks included, stand as escapes such as \u202e.
func Text(s string) Markup {
	s = plain.Visible(s)
	var b strings.Builder
	for i := range len(s) {
		if c := int(s[i]); c < len(escapes) && escapes[c] != "" {
			b.WriteString(escapes[c])
		} else {
			b.WriteByte(s[i])
		}
	}
	return Markup(b.String())
}

// Textf is Text of a text with values.
func Textf(format string, values ...any) Markup { return Text(fmt.Sprintf(format, values...)) }

// Tag is an element around its content, with a class unless that is "".
func Tag(name, class Markup, content ...Markup) Markup {
	var b strings.Builder
	b.WriteString("<" + string(name))
	if class != "" {
		b.WriteString(` class="` + string(class) + `"`)
	}
	b.WriteByte('>')
	for _, c := range content {
		b.WriteString(string(c))
	}
	b.WriteString("</" + string(name) + ">")
	return Markup(b.String())
}

// Link leads to the element of the same page that has an id.
func Link(id string, content Markup) Markup {
	return `<a href="&#35;` + Text(id) + `">` + content + `</a>`
}

// Anchor is an element that Link leads to.
func Anchor(name Markup, id string, content Markup) Markup {
	return "<" + name + ` id="` + Text(id) + `">` + content + "</" + name + ">"
}

// Fold is a note that a reader can open and close.
func Fold(title, text string, open bool) Markup {
	tag := Markup("<details>")
	if open {
		tag = "<details open>"
	}
	return tag + Tag("summary", "", Text(title)) + Tag("p", "note", Text(text)) + "</details>"
}

// Paragraphs are the paragraphs of a text that empty lines separate.
func Paragraphs(text string) Markup {
	var out Markup
	for p := range strings.SplitSeq(text, "\n\n") {
		if words := strings.Fields(p); len(words) > 0 {
			out += Tag("p", "", Text(strings.Join(words, " ")))
		}
	}
	return out
}
