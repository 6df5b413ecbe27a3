// Package webpage writes a report as one HTML file that refers to nothing outside:
// it can be sent by mail, kept as an artifact of a pipeline, and opened from the
// disk. A page is data:
//
//	page := webpage.Page{Title: "edgeproxy", Lead: "1 device lost", Sections: []webpage.Section{{
//		Title: "Devices",
//		Table: &webpage.Table{Columns: []webpage.Column{{Name: "Device"}}, Len: len(names),
//			Row: func(i int) []webpage.Cell { return []webpage.Cell{{Body: webpage.Text(names[i])}} }},
//	}}}
//	err := webpage.Write(w, page)
//
// What every page promises:
//
//   - Nothing from a file runs: texts are escaped where they are written, and the
//     page's own Content-Security-Policy allows the one script and the one style that
//     are part of this package, by their hashes, and no request.
//   - It can be read without the script, which only sorts and filters; by keyboard
//     and with a screen reader; on a telephone, on paper, and in the dark.
//   - A table of many rows stays bounded, and says how many rows it has left out.
//   - The same page gives the same bytes.
package webpage

import (
	"bufio"
	"crypto/sha256"
	_ "embed" // style and script
	"encoding/base64"
	"fmt"
	"io"
)

//go:embed style.css
var style string

//go:embed script.js
var script string

// Page is a page as data.
type Page struct {
	Title    string  // of the window, and the heading
	Lead     string  // the result in a sentence
	Counts   []Count // the numbers of the result
	Sections []Section
	Foot     string // who made the page
}

// Count is a number of the result, such as 2 errors.
type Count struct {
	N     int
	Noun  string // such as "errors"
	Level Level
}

// Level says what a count or a section means to a reader, and gives it its colour. The
// word for it must also stand in the text.
type Level Markup

// The levels.
const (
	Plain   Level = "plain"
	Good    Level = "good"
	Info    Level = "info"
	Warning Level = "warning"
	Error   Level = "error"
)

// Badge is a word in the colour of a level.
func Badge(level Level, word string) Markup {
	return Tag("span", "badge "+Markup(level), Text(word))
}

// Section is a part of the page, with a text, a table, or both.
type Section struct {
	Title  string
	Level  Level // "" for a section without a colour
	Folded bool  // closed at first, with the title to open it
	Body   Markup
	Table  *Table
}

// Write writes a page. The error is that of w.
func Write(w io.Writer, p Page) error {
	b := &sheet{Writer: bufio.NewWriter(w)}
	b.head(p.Title)
	b.put("<header>\n", Tag("h1", "", Text(p.Title)), "\n", Tag("p", "lead", Text(p.Lead)), "\n")
	if len(p.Counts) > 0 {
		b.put(`<ul class="counts">`, "\n")
		for _, c := range p.Counts {
			level := Markup(c.Level)
			if c.N == 0 {
				level = Markup(Plain)
			}
			b.put(Tag("li", level, Tag("strong", "", Textf("%d", c.N)), " ", Text(c.Noun)), "\n")
		}
		b.put("</ul>\n")
	}
	b.put("</header>\n<main>\n")
	for i := range p.Sections {
		b.section(&p.Sections[i])
	}
	b.put("</main>\n<footer>", Text(p.Foot), "</footer>\n")
	b.put("<script>", Markup(script), "</script>\n</body>\n</html>\n")
	return b.Flush()
}

// sheet is a page while it is written. The error of its writer comes from Flush.
type sheet struct {
	*bufio.Writer
	size int // bytes that were written
}

func (b *sheet) put(parts ...Markup) {
	for _, p := range parts {
		n, _ := b.WriteString(string(p))
		b.size += n
	}
}

func (b *sheet) head(title string) {
	policy := fmt.Sprintf("default-src 'none'; style-src %s; script-src %s; img-src data:; base-uri 'none'; form-action 'none'", hash(style), hash(script))
	b.put("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
		`<meta http-equiv="Content-Security-Policy" content="`, Markup(policy), "\">\n",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
		"<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n",
		"<link rel=\"icon\" href=\"data:,\">\n", // otherwise a browser asks the server for one
		Tag("title", "", Text(title)), "\n<style>", Markup(style), "</style>\n</head>\n<body>\n")
}

// hash is the source expression of a Content-Security-Policy that allows a text.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func (b *sheet) section(s *Section) {
	open, closing := Markup("<section"), Markup("</section>\n")
	title := Tag("h2", "", Text(s.Title))
	if s.Folded {
		open, closing = "<details", "</details>\n"
		title = Tag("summary", "", title)
	}
	if s.Level != "" {
		open += ` class="` + Markup(s.Level) + `"`
	}
	b.put(open, ">", title, "\n", s.Body)
	if s.Table != nil {
		b.table(s.Title, s.Table)
	}
	b.put(closing)
}
