package table

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
)

// The widths of the table of endpoints, in columns.
const (
	mostHost  = 40 // a longer host has a line of its own
	portWidth = 5
	leastText = 24 // what reasons have at least, however narrow the output
)

// Endpoints writes a list as a table that fits the width.
func Endpoints(w io.Writer, l *endpoints.List, width int) error {
	b := bufio.NewWriter(w)
	all := l.Endpoints()
	host := len("HOST")
	for _, e := range all {
		if n := len(e.Host); n <= mostHost {
			host = max(host, n)
		}
	}
	table := hostTable{b, host, max(leastText, width-host-gap-portWidth-gap)}
	table.row("HOST", "PORT", "FOR")
	for _, e := range all {
		table.row(e.Host, fmt.Sprint(e.Port), reasonsOf(e)...)
	}
	writeList(b, "Notes", notesOf(l.Notes()), width)
	return b.Flush()
}

// writeList writes texts as a list with a title; nothing if there are none.
func writeList(w io.Writer, title string, texts []string, width int) {
	for i, text := range texts {
		if i == 0 {
			fmt.Fprintln(w, "\n"+title+":")
		}
		for j, line := range report.Wrap(text, max(leastText, width-2)) {
			fmt.Fprintln(w, [...]string{"- ", "  "}[min(j, 1)]+line)
		}
	}
}

// hostTable is a table of hosts, ports and texts. Texts are wrapped.
type hostTable struct {
	w          io.Writer
	host, text int // widths
}

func (t hostTable) row(name, port string, texts ...string) {
	if len(name) > t.host {
		fmt.Fprintln(t.w, name)
		name = ""
	}
	for _, text := range texts {
		for _, line := range report.Wrap(text, t.text) {
			fmt.Fprintf(t.w, "%-*s  %*s  %s\n", t.host, name, portWidth, port, line)
			name, port = "", ""
		}
	}
}

// reasonsOf are the reasons of an endpoint, each with the modules that have it.
func reasonsOf(e endpoints.Endpoint) []string {
	var texts []string
	places := map[string][]endpoints.Place{}
	for _, r := range e.Reasons {
		if len(places[r.For]) == 0 {
			texts = append(texts, r.For)
		}
		places[r.For] = append(places[r.For], r.Place)
	}
	for i, text := range texts {
		kind := ""
		switch {
		case e.Direct && e.Optional:
			kind = "direct, optional: "
		case e.Direct:
			kind = "direct: "
		case e.Optional:
			kind = "optional: "
		}
		texts[i] = kind + text + whereOf(places[text])
	}
	return texts
}

// notesOf are the notes, each with the modules that it is about.
func notesOf(notes []endpoints.Note) []string {
	var texts []string
	places := map[string][]endpoints.Place{}
	for _, n := range notes {
		if len(places[n.Text]) == 0 {
			texts = append(texts, n.Text)
		}
		places[n.Text] = append(places[n.Text], n.Place)
	}
	for i, text := range texts {
		texts[i] = text + whereOf(places[text])
	}
	return texts
}

// mostModules is how many modules are named beside a reason.
const mostModules = 3

// whereOf names the modules of places, and the first of the places, in brackets; ""
// if no document has any.
func whereOf(places []endpoints.Place) string {
	first := places[0]
	if first.File == "" {
		return ""
	}
	var modules []string
	for _, p := range places {
		if p.Module != "" && !slices.Contains(modules, p.Module) {
			modules = append(modules, p.Module)
		}
	}
	text := ""
	if named := modules[:min(len(modules), mostModules)]; len(named) > 0 {
		text = strings.Join(named, ", ")
		if more := len(modules) - len(named); more > 0 {
			text += fmt.Sprintf(" and %d more", more)
		}
		text += ": "
	}
	text += first.File
	if first.Position.Line > 0 {
		text += fmt.Sprintf(":%d:%d", first.Position.Line, first.Position.Column)
	}
	return " (" + cut(plain.Start(plain.Line(text)), 2*mostShown) + ")"
}
