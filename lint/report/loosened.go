package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

// Loosened is a setting of a configuration that hides findings which the defaults
// would report.
type Loosened struct {
	What   string // such as "EP203 off"
	Origin string // "FILE:LINE" of the setting
	Files  int    // in which it holds
}

// mostLoosened is how many settings the line names, so that it stays short.
const mostLoosened = 4

// LoosenedLine says in a line what configurations let pass, such as "let pass by
// configuration: EP203 off in 12 files (.edgeproxy.yaml:3)"; "" if they let nothing
// pass. The names of files in it are not escaped.
func (r *Run) LoosenedLine() string {
	if len(r.Loosened) == 0 {
		return ""
	}
	var parts []string
	for i, l := range r.Loosened {
		if i == mostLoosened {
			parts = append(parts, fmt.Sprintf("and %d more (the report in JSON lists all)", len(r.Loosened)-i))
			break
		}
		parts = append(parts, l.String())
	}
	return "let pass by configuration: " + strings.Join(parts, ", ")
}

// String is like "EP203 off in 12 files (.edgeproxy.yaml:3)".
func (l Loosened) String() string {
	return fmt.Sprintf("%s in %s (%s)", l.What, Plural(l.Files, "file"), l.Origin)
}

// writeLoosened writes the line for formats that are lines.
func (r *Run) writeLoosened(w io.Writer, o Options) {
	if line := r.LoosenedLine(); line != "" && !o.Told {
		fmt.Fprintln(w, "edgeproxy: "+plain.Line(line))
	}
}
