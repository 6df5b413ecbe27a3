// Package spreadsheet makes texts safe for files of CSV, which people open in
// spreadsheets, and which stand in logs.
//
//	row = append(row, spreadsheet.Cell(module.Name))
package spreadsheet

import (
	"fmt"
	"strings"
	"unicode"
)

// Cell is a text that no spreadsheet takes for a formula and no log for a command: the
// sign that begins a formula gets an apostrophe before it, and invisible characters
// stand as escapes. Some spreadsheets split at other signs than commas, so a formula
// may start behind any of these signs.
func Cell(s string) string {
	var b strings.Builder
	if rest, found := strings.CutPrefix(strings.TrimLeft(s, " "), "::"); found { // GitHub's commands, at the start of a line
		b.WriteString(`\u003a:`)
		s = rest
	}
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
