package fleet

import (
	"bufio"
	"fmt"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// mostShown is how many columns of a cell the table shows. IoT Hub takes IDs of 128
// characters.
const mostShown = 160

// heads are the titles of the columns.
var heads = []string{"DEPLOYMENT", "KIND", "PRIORITY", "MATCHES", "WINS", "PROXY", "PROTOCOL", "VERDICTS"}

// Columns that a narrow table does without.
const kindColumn, proxyColumn, protocolColumn, verdictsColumn = 1, 5, 6, 7

// cells are the row of a deployment.
func (row *Row) cells() []string {
	id := row.ID
	switch {
	case row.New:
		id += " (new)"
	case row.Gone:
		id += " (replaced)"
	}
	proxy := row.Proxy
	if row.Kind == "base" && proxy == "" {
		proxy = "none"
	}
	return []string{id, row.Kind, fmt.Sprint(row.Priority), fmt.Sprint(row.Matches), fmt.Sprint(row.Wins), proxy, row.Protocol, row.Verdicts.short()}
}

// line is a row of the table as it is laid out, and the texts below it.
type line struct{ cells, below []string }

// layouts are the ways to lay the row of a deployment out, the widest first.
var layouts = [...]func(cells []string) line{
	func(cells []string) line { return line{cells: cells} },
	withoutKind,
	proxyBelow,
	allBelow,
}

// withoutKind names the kind of a layered deployment in place of its proxy.
func withoutKind(cells []string) line {
	cells = slices.Clone(cells)
	if cells[kindColumn] == manifest.Layered.String() {
		cells[proxyColumn] = "(layered)"
	}
	return line{cells: slices.Delete(cells, kindColumn, kindColumn+1)}
}

// proxyBelow gives the proxy and the protocol a line of their own.
func proxyBelow(cells []string) line {
	var below []string
	switch proxy, protocol := cells[proxyColumn], cells[protocolColumn]; {
	case proxy == heads[proxyColumn] || proxy == "-":
	case protocol == "-":
		below = []string{"proxy: " + proxy}
	default:
		below = []string{"proxy: " + proxy + ", " + protocol}
	}
	return line{slices.Delete(slices.Clone(cells), proxyColumn, protocolColumn+1), below}
}

// allBelow gives the verdicts a line of their own, too.
func allBelow(cells []string) line {
	l := proxyBelow(cells)
	if verdicts := cells[verdictsColumn]; verdicts != heads[verdictsColumn] && verdicts != "-" {
		l.below = append(l.below, "verdicts: "+verdicts)
	}
	l.cells = l.cells[:len(l.cells)-1]
	return l
}

// writeTable writes the deployments in the first layout that fits the output. Width 0
// means no limit.
func writeTable(b *bufio.Writer, deployments []Row, width int) {
	rows := [][]string{heads}
	for i := range deployments {
		rows = append(rows, shownCells(&deployments[i]))
	}
	for i, layout := range layouts {
		var lines []line
		for _, row := range rows {
			lines = append(lines, layout(row))
		}
		if width <= 0 || i == len(layouts)-1 || tableWidth(lines) <= width {
			writeLines(b, lines)
			return
		}
	}
}

func writeLines(b *bufio.Writer, lines []line) {
	widths := columnWidths(lines)
	for _, l := range lines {
		text := ""
		for i, cell := range l.cells {
			text += cell + strings.Repeat(" ", widths[i]-runewidth.StringWidth(cell)+2)
		}
		fmt.Fprintln(b, plain.Start(strings.TrimRight(text, " ")))
		for _, text := range l.below {
			fmt.Fprintln(b, "  "+text)
		}
	}
}

// shownCells are the cells of a row as the table shows them.
func shownCells(row *Row) []string {
	cells := row.cells()
	for i, c := range cells {
		if cells[i] = runewidth.Truncate(plain.Line(c), mostShown, "…"); c == "" {
			cells[i] = "-"
		}
	}
	return cells
}

// columnWidths are the widths of the columns.
func columnWidths(lines []line) []int {
	widths := make([]int, len(lines[0].cells))
	for _, l := range lines {
		for i, c := range l.cells {
			widths[i] = max(widths[i], runewidth.StringWidth(c))
		}
	}
	return widths
}

// tableWidth is how wide the table is, with two columns between its own.
func tableWidth(lines []line) int {
	total := -2
	for _, n := range columnWidths(lines) {
		total += n + 2
	}
	return total
}
