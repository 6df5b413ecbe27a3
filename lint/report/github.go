package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

// What the GitHub runner undoes, in messages and in properties.
var (
	githubData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// GitHub writes annotations of GitHub Actions, and a line with the counts. GitHub shows
// ten annotations of each level in a step. The error is that of w.
func GitHub(w io.Writer, r *Run, o Options) error {
	b := bufio.NewWriter(w)
	for _, p := range r.spread() {
		fmt.Fprintln(b, githubAnnotation(r.relative(p.file.Path), p.finding))
	}
	fmt.Fprintln(b, "edgeproxy: "+r.summary())
	r.writeLoosened(b, o)
	return b.Flush()
}

func githubAnnotation(path string, d *Finding) string {
	columns := ""
	if d.Start.Line == d.End.Line { // else GitHub refuses the annotation
		columns = fmt.Sprintf(",col=%d,endColumn=%d", d.Start.Column, d.End.Column)
	}
	return fmt.Sprintf("::%s file=%s,line=%d,endLine=%d%s,title=%s::%s",
		githubLevel(d.Severity),
		githubProperty.Replace(plain.Line(path)),
		d.Start.Line, d.End.Line, columns,
		githubProperty.Replace(plain.Line(d.Rule+" "+d.Name)),
		githubData.Replace(withHelp(plain.Line(d.Message), "\n", plain.Line(help(d)))))
}

func githubLevel(s check.Severity) string {
	switch s {
	case check.Error:
		return "error"
	case check.Warning:
		return "warning"
	}
	return "notice"
}
