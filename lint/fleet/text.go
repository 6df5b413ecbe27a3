package fleet

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

// Text writes the report for people: a table of the deployments, then which devices lose
// the proxy, which could not be judged, and what is wrong with the deployments.
func (r *Report) Text(w io.Writer, o report.Options) error {
	b := bufio.NewWriter(w)
	r.writeTable(b)
	for _, l := range r.Losses {
		fmt.Fprintf(b, "\n%s\n", plain.Line(l.sentence()))
		for _, why := range l.Why {
			fmt.Fprintf(b, "  %s\n", plain.Line(why))
		}
	}
	for _, d := range r.Unknown {
		fmt.Fprintf(b, "\n%s\n", plain.Line(d.sentence()))
		for _, why := range d.Why {
			fmt.Fprintf(b, "  %s\n", plain.Line(why))
		}
	}
	if r.FirstStart.Devices > 0 {
		fmt.Fprintf(b, "\n%s\n  %s\n", plain.Line(r.FirstStart.sentence()), firstStartWhy)
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
		fmt.Fprintf(b, "note: %s\n", plain.Line(n))
	}
	if len(r.Files) == 0 {
		b.WriteString("\n")
	}
	fmt.Fprintln(b, r.Summary())
	return b.Flush()
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

// String lists the verdicts that occur, the worst first.
func (c Counts) String() string {
	var list []string
	for _, v := range [...]Verdict{Loses, Unknown, NoBase, Changes, Gains, Keeps, None} {
		if c[v] > 0 {
			words := verdictWords[v]
			list = append(list, fmt.Sprintf("%d %s", c[v], words[min(c[v], 2)-1]))
		}
	}
	return strings.Join(list, ", ")
}

// verdictWords are the verdicts behind the number 1, and behind others.
var verdictWords = [verdicts][2]string{
	None:    {"has none as before", "have none as before"},
	Keeps:   {"keeps its proxy", "keep their proxy"},
	Changes: {"gets another proxy", "get another proxy"},
	Gains:   {"gets a proxy", "get a proxy"},
	Loses:   {"loses its proxy", "lose their proxy"},
	NoBase:  {"has no base deployment", "have no base deployment"},
	Unknown: {"could not be judged", "could not be judged"},
}

// columns are the heads of the table.
var columns = []string{"DEPLOYMENT", "KIND", "PRIORITY", "MATCHES", "WINS", "PROXY", "PROTOCOL", "VERDICTS"}

// cells are the row of a deployment.
func (row *Row) cells() []string {
	id := row.ID
	switch {
	case row.New:
		id += " (new)"
	case row.Gone:
		id += " (replaced)"
	}
	proxy, protocol := row.Proxy, row.Protocol
	if row.Kind == "base" && proxy == "" {
		proxy = "none"
	}
	var verdicts []string
	for v, n := range row.Verdicts {
		if n > 0 {
			verdicts = append(verdicts, fmt.Sprintf("%d %s", n, Verdict(v)))
		}
	}
	return []string{id, row.Kind, fmt.Sprint(row.Priority), fmt.Sprint(row.Matches), fmt.Sprint(row.Wins), proxy, protocol, strings.Join(verdicts, ", ")}
}

// writeTable writes the deployments, each on a line.
func (r *Report) writeTable(b *bufio.Writer) {
	rows := [][]string{columns}
	for i := range r.Deployments {
		cells := r.Deployments[i].cells()
		for j, c := range cells {
			if cells[j] = plain.Line(c); c == "" {
				cells[j] = "-"
			}
		}
		rows = append(rows, cells)
	}
	widths := make([]int, len(columns))
	for _, row := range rows {
		for i, c := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(c))
		}
	}
	for _, row := range rows {
		line := ""
		for i, c := range row {
			line += c + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(c)+2)
		}
		fmt.Fprintln(b, plain.Start(strings.TrimRight(line, " ")))
	}
}
