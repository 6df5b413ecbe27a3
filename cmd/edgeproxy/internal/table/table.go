// Package table writes the tables of the program for people: as wide as the output,
// and with no text that a terminal or a CI log obeys.
//
//	t := table.Table{Head: []string{"ID", "NAME"}}
//	t.Add("EP101", "agent-proxy-missing")
//	t.Write(w)
//
// The other files of the package make a table of one kind of value each. A width is
// a number of columns of the terminal.
package table

import (
	"io"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// gap is between two columns.
const gap = 2

// indent is before the lines below a row.
const indent = "  "

// mostShown is how many characters of a cell or a title are shown. An image with
// its digest has some 120.
const mostShown = 160

// Table is a table of cells that are safe to print.
type Table struct {
	Head []string // the titles of the columns; nil for none
	rows []row
}

// row is a line of a table, and the lines below it.
type row struct{ cells, below []string }

// Add adds a row.
func (t *Table) Add(cells ...string) { t.rows = append(t.rows, row{cells: cells}) }

// all are the rows, below that of the titles.
func (t *Table) all() []row {
	if t.Head == nil {
		return t.rows
	}
	return append([]row{{cells: t.Head}}, t.rows...)
}

// widths are those of the columns, without the gaps.
func (t *Table) widths() []int {
	var widths []int
	for _, r := range t.all() {
		for i, cell := range r.cells {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], runewidth.StringWidth(cell))
		}
	}
	return widths
}

// addWrapped adds a last column of texts that are wrapped to a width. text gives the
// text of row i.
func (t *Table) addWrapped(title string, width int, text func(i int) string) {
	t.Head = append(t.Head, title)
	rows := t.rows
	t.rows = nil
	for i, r := range rows {
		for _, line := range report.Wrap(text(i), width) {
			t.Add(append(r.cells, line)...)
			r.cells = make([]string, len(r.cells)) // blank beside the lines that follow
		}
	}
}

// Width is how wide the table is.
func (t *Table) Width() int {
	total := -gap
	for _, n := range t.widths() {
		total += n + gap
	}
	return total
}

// Write writes the table, however wide it is.
func (t *Table) Write(w io.Writer) error {
	widths := t.widths()
	var b strings.Builder
	for _, r := range t.all() {
		last := len(r.cells) - 1
		for i, cell := range r.cells[:last] {
			b.WriteString(cell + strings.Repeat(" ", widths[i]-runewidth.StringWidth(cell)+gap))
		}
		b.WriteString(r.cells[last] + "\n")
		for _, line := range r.below {
			b.WriteString(indent + line + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// cut cuts a text to a number of characters. One long cell makes every row as long: a
// name of a megabyte would cost a megabyte in each row.
func cut(text string, most int) string {
	n := 0
	for i := range text {
		if n++; n > most {
			return text[:i] + "…"
		}
	}
	return text
}
