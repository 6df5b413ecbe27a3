package main

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// shownSetting is what a table shows of a module beside its name.
type shownSetting struct {
	column, label string // its names: above a column, and in a line below a module
	sourced       bool   // the source has a column, too
	of            func(*shownModule) (value, from string)
}

var (
	shownImage    = shownSetting{"IMAGE", "image", false, func(m *shownModule) (string, string) { return m.Image, "" }}
	shownProxy    = variable(manifest.ProxyVar, func(m *shownModule) (string, string) { return m.Proxy, m.ProxyFrom })
	shownProtocol = variable(manifest.ProtocolVar, func(m *shownModule) (string, string) { return m.Protocol, m.ProtoFrom })
	shownNoProxy  = variable(manifest.NoProxyVar, func(m *shownModule) (string, string) { return m.NoProxy, m.NoFrom })
)

func variable(name string, of func(*shownModule) (value, from string)) shownSetting {
	return shownSetting{name, name, true, of}
}

// layout is a way to lay out a table: the settings that have columns, and those
// that stand in lines below the module where they are set.
type layout struct{ columns, below []shownSetting }

// layouts lists the layouts, the widest first.
func layouts(noProxy bool) []layout {
	wide := []shownSetting{shownImage, shownProxy, shownProtocol}
	if noProxy { // else its column is empty
		wide = append(wide, shownNoProxy)
	}
	return []layout{
		{columns: wide},
		{columns: []shownSetting{shownProxy, shownProtocol}, below: []shownSetting{shownImage, shownNoProxy}},
		{below: []shownSetting{shownImage, shownProxy, shownProtocol, shownNoProxy}},
	}
}

// writeTable writes a table for each deployment, no wider than the output if it
// can be.
func (a *app) writeTable(w io.Writer, rows []shownModule) error {
	b := bufio.NewWriter(w)
	for start := 0; start < len(rows); {
		end := start + 1
		for end < len(rows) && !rows[end].first {
			end++
		}
		if start > 0 {
			fmt.Fprintln(b)
		}
		fmt.Fprintln(b, safeLine(fmt.Sprintf("%s (%s)", rows[start].File, rows[start].title)))
		writeModules(b, rows[start:end], a.columns(w))
		start = end
	}
	return b.Flush()
}

// writeModules writes the table of a deployment in the first layout that fits.
func writeModules(w io.Writer, rows []shownModule, width int) {
	all := layouts(slices.ContainsFunc(rows, func(r shownModule) bool { return r.NoProxy != "" }))
	last := len(all) - 1
	for _, l := range all[:last] {
		if t := l.table(rows); t.width() <= width {
			t.write(w)
			return
		}
	}
	all[last].table(rows)[1:].write(w) // no title above names alone
}

// tableLine is a line of a table, and the lines below it.
type tableLine struct{ cells, below []string }

type table []tableLine

// table lays modules out, below a line of titles.
func (l layout) table(rows []shownModule) table {
	t := make(table, 1, len(rows)+1)
	t[0].cells = []string{"MODULE"}
	for _, s := range l.columns {
		t[0].cells = append(t[0].cells, s.column)
		if s.sourced {
			t[0].cells = append(t[0].cells, "FROM")
		}
	}
	for i := range rows {
		t = append(t, l.line(&rows[i]))
	}
	return t
}

// line lays a module out. Below it stands what is set, and the proxy in any case.
func (l layout) line(m *shownModule) tableLine {
	line := tableLine{cells: []string{cut(safeLine(m.Module), mostShown)}}
	for _, s := range l.columns {
		value, from := s.of(m)
		line.cells = append(line.cells, orDash(value))
		if s.sourced {
			line.cells = append(line.cells, orDash(from))
		}
	}
	for _, s := range l.below {
		value, from := s.of(m)
		text := s.label + ": " + orDash(value)
		if from != "" {
			text += " (" + from + ")"
		}
		if value != "" || s.label == manifest.ProxyVar {
			line.below = append(line.below, text)
		}
	}
	return line
}

// orDash is a text as a cell holds it.
func orDash(text string) string {
	if text == "" {
		return "-"
	}
	return cut(report.Safe(text), mostShown)
}

// gap is between two columns.
const gap = 2

// widths are those of the columns, without the gaps.
func (t table) widths() []int {
	widths := make([]int, len(t[0].cells))
	for _, line := range t {
		for i, c := range line.cells {
			widths[i] = max(widths[i], runewidth.StringWidth(c))
		}
	}
	return widths
}

func (t table) width() int {
	total := -gap
	for _, n := range t.widths() {
		total += n + gap
	}
	return total
}

func (t table) write(w io.Writer) {
	widths := t.widths()
	for _, line := range t {
		last := len(line.cells) - 1
		for i, c := range line.cells[:last] {
			fmt.Fprint(w, c, strings.Repeat(" ", widths[i]-runewidth.StringWidth(c)+gap))
		}
		fmt.Fprintln(w, line.cells[last])
		for _, below := range line.below {
			fmt.Fprintln(w, "  "+below)
		}
	}
}
