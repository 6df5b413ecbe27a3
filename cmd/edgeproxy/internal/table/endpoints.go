package table

import (
	"bufio"
	"fmt"
	"io"

	"github.com/iotedge-tools/edgeproxy/lint/report"
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
	var files fileNumbers
	for _, e := range all {
		table.row(e.Host, fmt.Sprint(e.Port), files.reasonsOf(e)...)
	}
	writeList(b, "Notes", files.notesOf(l.Notes()), width)
	files.write(b)
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
