package fleet

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

// Text writes the report for people: a table of the deployments, then which devices lose
// the proxy, which could not be judged, and what is wrong with the deployments. The error
// is that of w.
func (r *Report) Text(w io.Writer, o report.Options) error {
	b := bufio.NewWriter(w)
	writeTable(b, r.Deployments, o.Width)
	for _, l := range r.Losses {
		writeReasons(b, l.sentence(), l.Why, o.Width)
	}
	for _, d := range r.Unknown {
		writeReasons(b, d.sentence(), d.Why, o.Width)
	}
	if r.FirstStart.Devices > 0 {
		writeReasons(b, r.FirstStart.sentence(), []string{firstStartWhy}, o.Width)
	}
	if len(r.Files) > 0 {
		b.WriteString("\n")
		if err := report.Text(b, &report.Run{Files: r.Files}, report.Options{Color: o.Color, Width: o.Width, Quiet: true, Told: true}); err != nil {
			return err
		}
	}
	for i, n := range r.Notes {
		if i == 0 && len(r.Files) == 0 {
			b.WriteString("\n")
		}
		writeWrapped(b, "note: ", n, o.Width)
	}
	if len(r.Files) == 0 {
		b.WriteString("\n")
	}
	fmt.Fprintln(b, r.Summary())
	return b.Flush()
}

// writeReasons writes what is the matter with some devices, and the reasons below it.
func writeReasons(b *bufio.Writer, sentence string, why []string, width int) {
	fmt.Fprintf(b, "\n%s\n", plain.Line(sentence))
	for _, text := range why {
		writeWrapped(b, "  ", text, width)
	}
}

// writeWrapped writes a text in lines behind a prefix, which only the first line shows.
func writeWrapped(b *bufio.Writer, prefix, text string, width int) {
	if width > 0 {
		width = max(width-len(prefix), 40)
	}
	for _, line := range report.Wrap(plain.Line(text), width) {
		fmt.Fprintln(b, plain.Start(prefix+line))
		prefix = strings.Repeat(" ", len(prefix))
	}
}

// sentence says who loses the proxy, by what.
func (l *Loss) sentence() string {
	by := "without a base deployment"
	if l.Deployment != "" {
		by = fmt.Sprintf("by %q", l.Deployment)
	}
	had := "the proxy"
	if l.Had != "" {
		had = "the proxy " + l.Had
	}
	verb := "lose"
	if l.Devices == 1 {
		verb = "loses"
	}
	return fmt.Sprintf("%s %s %s %s: %s", counted(l.Devices), verb, had, by, named(l.Devices, l.Examples))
}

// sentence says what the next change does to devices that run the container of their first
// start.
func (s *Some) sentence() string {
	verb := "lose"
	if s.Devices == 1 {
		verb = "loses"
	}
	return fmt.Sprintf("%s %s the proxy of config.toml at the next image change: %s", counted(s.Devices), verb, named(s.Devices, s.Examples))
}

// firstStartWhy explains the sentence.
const firstStartWhy = "edgeAgent runs in the container of its first start, and the deployment sets no proxy: another image, env or createOptions takes away the one of config.toml, if there is one"

// sentence says which devices could not be judged.
func (d *Doubt) sentence() string {
	return fmt.Sprintf("%s could not be judged: %s", counted(d.Devices), named(d.Devices, d.Examples))
}

// named lists devices by their names, and says whether there are more.
func named(n int, ids []string) string {
	list := strings.Join(ids, ", ")
	if n > len(ids) {
		list += ", …"
	}
	return list
}

// Summary says in one line what comes of the devices.
func (r *Report) Summary() string {
	if r.Devices == 0 {
		return "no devices"
	}
	return fmt.Sprintf("%s: %s", counted(r.Devices), r.Verdicts)
}
