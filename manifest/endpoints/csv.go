package endpoints

import (
	"encoding/csv"
	"io"
	"strconv"

	"github.com/iotedge-tools/edgeproxy/manifest/spreadsheet"
)

// WriteCSV writes a row for each reason of each endpoint, and one without a host for
// each note, as RFC 4180 says. Names of files and modules are hostile: text that a
// spreadsheet would take for a formula gets an apostrophe before it, and invisible
// characters stand as escapes. The error is that of w.
func (l *List) WriteCSV(w io.Writer) error {
	c := csv.NewWriter(w)
	c.UseCRLF = true
	rows := [][]string{{"host", "port", "direct", "optional", "for", "module", "file", "line", "column", "pointer"}}
	for _, e := range l.Endpoints() {
		for _, r := range e.Reasons {
			rows = append(rows, append([]string{e.Host, strconv.Itoa(e.Port), strconv.FormatBool(e.Direct), strconv.FormatBool(e.Optional), r.For}, r.cells()...))
		}
	}
	for _, n := range l.Notes() {
		rows = append(rows, append([]string{"", "", "", "", n.Text}, n.cells()...))
	}
	return c.WriteAll(rows)
}

// cells are those of a place.
func (p Place) cells() []string {
	line, column := "", ""
	if p.Position.Line > 0 {
		line, column = strconv.Itoa(p.Position.Line), strconv.Itoa(p.Position.Column)
	}
	return []string{spreadsheet.Cell(p.Module), spreadsheet.Cell(p.File), line, column, spreadsheet.Cell(p.Pointer)}
}
