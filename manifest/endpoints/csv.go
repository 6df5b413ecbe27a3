package endpoints

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
)

// WriteCSV writes a row for each reason of each endpoint, and one without a host for
// each note, as RFC 4180 says. Names of files and modules are hostile: what a
// spreadsheet would take for a formula has an apostrophe before it, and what cannot
// be seen stands as an escape.
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
	return []string{safeCell(p.Module), safeCell(p.File), line, column, safeCell(p.Pointer)}
}

// safeCell is a text that no spreadsheet takes for a formula and no log for a command.
// Some spreadsheets split at other signs than commas, so that a formula may start
// behind any of them.
func safeCell(s string) string {
	var b strings.Builder
	start, hash := true, false // of a cell; the last sign was a '#'
	for _, r := range s {
		switch {
		case !unicode.IsPrint(r) || r == '#' && hash:
			fmt.Fprintf(&b, `\u%04x`, r)
			start = false
		case start && strings.ContainsRune("=+-@＝＋－＠", r):
			b.WriteByte('\'')
			fallthrough
		default:
			b.WriteRune(r)
			start = strings.ContainsRune(";,|\"", r) || start && r == ' '
		}
		hash = r == '#' || hash && r > unicode.MaxASCII
	}
	return b.String()
}
