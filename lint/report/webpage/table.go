package webpage

// Bounds of a page: a browser sorts and filters so many rows in less than a second, and
// a telephone opens a file of so many bytes.
const (
	mostRows  = 2000
	mostBytes = 16 << 20
)

// Table is a table whose rows a reader can sort and filter. Its rows are made one at a
// time, so that they are never in memory all together. Put the rows that matter first:
// if there are too many, the last ones are left out.
type Table struct {
	Columns []Column
	Len     int                // number of rows
	Row     func(i int) []Cell // makes a row, with a cell for each column
}

// Column is a column of a table.
type Column struct {
	Name   string
	Choice bool // its values are few: the page offers to show the rows with one of them
	Number bool // its values are numbers
	Wide   bool // it takes half of the width
}

// Cell is one cell. Rows are sorted by Sort, or by the text of Body if Sort is "";
// digits in both count as numbers, so that a.json:9 comes before a.json:10.
type Cell struct {
	Body Markup
	Sort string
}

// table writes a table. The roles repeat what the elements say: on a narrow screen
// the style lays the cells out one below the other, and some browsers then take the
// table for no table.
func (b *sheet) table(title string, t *Table) {
	b.put(`<div class="list"><table role="table" aria-label="`, Text(title), "\">\n", `<thead role="rowgroup"><tr role="row">`)
	for _, c := range t.Columns {
		attributes := Markup("")
		if c.Choice {
			attributes += " data-choice"
		}
		switch {
		case c.Number:
			attributes += ` class="number"`
		case c.Wide:
			attributes += ` class="wide"`
		}
		b.put(`<th role="columnheader" scope="col"`, attributes, ">", Text(c.Name), "</th>")
	}
	b.put("</tr></thead>\n", `<tbody role="rowgroup">`, "\n")
	shown := 0
	for shown < min(t.Len, mostRows) && b.size < mostBytes {
		b.row(t.Columns, t.Row(shown))
		shown++
	}
	b.put("</tbody></table>\n")
	if left := t.Len - shown; left > 0 {
		b.put(Tag("p", "left-out", Textf("The page is full: %d of %d rows are left out.", left, t.Len)), "\n")
	}
	b.put("</div>\n")
}

func (b *sheet) row(columns []Column, cells []Cell) {
	b.put(`<tr role="row">`)
	for i, c := range cells {
		b.put(`<td role="cell"`)
		switch {
		case columns[i].Number:
			b.put(` class="number" data-name="`, Text(columns[i].Name), `"`)
		case columns[i].Choice:
			b.put(` class="beside"`)
		case columns[i].Wide:
			b.put(` class="wide"`)
		}
		if c.Sort != "" {
			b.put(` data-sort="`, Text(c.Sort), `"`)
		}
		b.put(">", c.Body, "</td>")
	}
	b.put("</tr>\n")
}
