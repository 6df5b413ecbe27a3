package report

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

// Text writes for people at a terminal. Terminals and editors make a link of the first
// line of a finding. Then come the source line with carets under the exact span, the
// help, and related places. If several findings have the same help, only the first
// shows it:
//
//	a.json:7:13: error: edgeAgent has no https_proxy [EP101 agent-proxy-missing]
//	  7 |             "edgeAgent": {
//	    |             ^^^^^^^^^^^
//	    help: deploying it takes the proxy from every device (edgeproxy explain EP101)
//
// A summary closes the report, unless Options.Quiet leaves it out.
func Text(w io.Writer, r *Run, o Options) error {
	p := textPrinter{w: bufio.NewWriter(w), style: style{o.Color}, width: o.Width, helped: map[string]bool{}}
	for f, d := range r.open() {
		p.finding(f, d)
	}
	if !o.Quiet {
		colour := green
		if t := r.tally(); t.findings() > 0 {
			colour = bold
		}
		fmt.Fprintln(p.w, p.style.paint(colour, r.summary()))
	}
	r.writeLoosened(p.w, o)
	return p.w.Flush()
}

type textPrinter struct {
	w      *bufio.Writer
	style  style
	width  int
	helped map[string]bool // what was said before
}

func (p *textPrinter) finding(f *File, d *Finding) {
	fmt.Fprintf(p.w, "%s: %s: %s %s%s\n",
		p.style.paint(bold, at(f.Path, d.Start)),
		p.style.paint(p.style.of(d.Severity), d.Severity.String()),
		plain.Line(d.Message),
		p.style.paint(dim, "["+plain.Line(d.Rule+" "+d.Name)+"]"),
		p.fixable(d))
	p.snippet(d)
	p.help(d)
	for i, place := range d.Related {
		fmt.Fprintf(p.w, "%s: %s %s\n", p.style.paint(bold, at(place.Path, place.Start)), p.style.paint(blue, "note:"), plain.Line(d.Finding.Related[i].Message))
	}
	fmt.Fprintln(p.w)
}

// help prints what to do about a finding, unless an earlier one of its rule has
// said the same.
func (p *textPrinter) help(d *Finding) {
	text := plain.Line(help(d))
	if text == "" || p.helped[text] {
		return
	}
	p.helped[text] = true
	const label = "help: "
	indent := strings.Repeat(" ", p.gutter(d)+1)
	room := 0
	if p.width > 0 {
		room = max(minText, p.width-len(indent)-len(label))
	}
	for i, line := range Wrap(text, room) {
		if i == 0 {
			fmt.Fprintf(p.w, "%s%s %s\n", indent, p.style.paint(bold, "help:"), line)
		} else {
			fmt.Fprintf(p.w, "%s%*s%s\n", indent, len(label), "", line)
		}
	}
}

func (p *textPrinter) fixable(d *Finding) string {
	if len(d.Fixes) == 0 {
		return ""
	}
	return " " + p.style.paint(green, "[fixable]")
}

// gutter is the width of the line number's column. Four digits are common in
// manifests; a fixed width keeps the findings of a file in line.
func (p *textPrinter) gutter(d *Finding) int {
	return max(4, len(strconv.Itoa(d.Start.Line)))
}

// snippet prints the source line. The gutter before it also keeps it from
// being the start of a line of output.
func (p *textPrinter) snippet(d *Finding) {
	gutter := p.gutter(d)
	room := 0
	if p.width > 0 {
		room = max(minText, p.width-gutter-len(" | "))
	}
	line, before, carets := layout(d.Snippet, room)
	bar := p.style.paint(blue, "|")
	fmt.Fprintf(p.w, "%s %s %s\n", p.style.paint(blue, fmt.Sprintf("%*d", gutter, d.Start.Line)), bar, line)
	fmt.Fprintf(p.w, "%*s %s %*s%s\n", gutter, "", bar, before, "",
		p.style.paint(p.style.of(d.Severity), strings.Repeat("^", carets)))
}

// help is what to do about a finding, and where to read more; "" if there is nothing to
// say. It is not safe yet: each format escapes it in its own way.
func help(d *Finding) string {
	more := explain(d.Rule)
	if d.Help == "" || more == "" {
		return d.Help + more
	}
	return d.Help + " (" + more + ")"
}

// withHelp is a message with the help behind it, if there is any.
func withHelp(message, separator, help string) string {
	if help == "" {
		return message
	}
	return message + separator + help
}

// explain is the command that explains a rule, "" for a rule that the program does not
// know.
func explain(rule string) string {
	if !check.InCatalogue(rule) {
		return ""
	}
	return "edgeproxy explain " + rule
}
