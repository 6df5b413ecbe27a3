package fleet

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

// Text writes an explanation for people. Reasons are wrapped to the width of the output.
// The error is that of w.
func (e *Explanation) Text(w io.Writer, o report.Options) error {
	b := bufio.NewWriter(w)
	reasons := func(list []string) {
		for _, text := range list {
			writeWrapped(b, "  ", text, o.Width)
		}
	}
	line := func(format string, args ...any) {
		fmt.Fprintln(b, plain.Start(plain.Line(fmt.Sprintf(format, args...))))
	}
	line("device %s (%s)", e.Device, e.Place)
	if !e.Edge {
		line("  it is no IoT Edge device (capabilities.iotEdge is false): deployments do not apply to it")
	}
	for _, p := range e.Properties {
		line("  %s is %s", p.Path, p.Value)
	}
	fmt.Fprintln(b)
	for _, a := range e.Deployments {
		line("%s %q, priority %d, condition %s", a.Kind, a.mark(), a.Priority, quotedCondition(a.Condition))
		line("  matches: %s%s", a.Match, comma(a.Role))
		reasons(a.Why)
	}
	if len(e.Reports) > 0 {
		line("")
		line("the twin of $edgeAgent")
	}
	reasons(e.Reports)
	e.Now.write(line, reasons, "now")
	if e.Then != nil {
		e.Then.write(line, reasons, "then")
	}
	fmt.Fprintln(b)
	line("verdict: %s (the device %s)", e.Verdict, sentenceWords[e.Verdict].one)
	reasons(e.Why)
	for _, note := range e.Notes {
		writeWrapped(b, "note: ", note, o.Width)
	}
	return b.Flush()
}

// mark is the name of the deployment, and whether it is new.
func (row *Row) mark() string {
	if row.New {
		return row.ID + " (new)"
	}
	return row.ID
}

func quotedCondition(s string) string {
	if s == "" {
		return "empty"
	}
	return s
}

func comma(s string) string {
	if s == "" {
		return ""
	}
	return ", " + s
}

// write writes what the device gets at one time.
func (o *Outcome) write(line func(string, ...any), reasons func([]string), when string) {
	line("")
	if o.Base == "" {
		line("%s: no base deployment: the device keeps what it has", when)
		return
	}
	sure := ""
	if !o.Certain {
		sure = " (or another one, see above)"
	}
	line("%s: base %q%s, layers: %s", when, o.Base, sure, orNone(strings.Join(o.Layers, ", ")))
	for _, s := range o.Settings {
		line("  %s: %s = %s (%s of %q)", s.Module, s.Variable, s.Value, s.Source, s.From)
	}
	if len(o.Settings) == 0 {
		line("  no module has proxy settings")
	}
	reasons(o.Faults)
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}
