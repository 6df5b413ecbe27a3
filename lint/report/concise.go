package report

import (
	"bufio"
	"fmt"
	"io"

	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

// Concise writes one line a finding, for grep and for editors:
//
//	path:line:column: severity RULE message
//
// The error is that of w.
func Concise(w io.Writer, r *Run, o Options) error {
	b := bufio.NewWriter(w)
	s := style{o.Color}
	for f, d := range r.open() {
		fmt.Fprintf(b, "%s: %s %s %s\n", s.paint(bold, at(f.Path, d.Start)),
			s.paint(s.of(d.Severity), d.Severity.String()), plain.Line(d.Rule), plain.Line(d.Message))
	}
	r.writeLoosened(b, o)
	return b.Flush()
}

// concise is a finding as Concise writes it without colours.
func concise(f *File, d *Finding) string {
	return fmt.Sprintf("%s: %s %s %s", at(f.Path, d.Start), d.Severity, plain.Line(d.Rule), plain.Line(d.Message))
}
