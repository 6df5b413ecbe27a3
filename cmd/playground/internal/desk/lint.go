package desk

import (
	"bytes"
	"cmp"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest/overview"
)

// Linted is the answer to lint.
type Linted struct {
	Problems []Problem      `json:"problems"`
	Findings []Finding      `json:"findings"` // ordered by place
	Modules  []overview.Row `json:"modules"`  // what each module would use
}

// Finding is a finding as the page shows it.
type Finding struct {
	Rule     string    `json:"rule"`
	Name     string    `json:"name"`
	Severity string    `json:"severity"`
	Module   string    `json:"module"`
	Message  string    `json:"message"`
	Help     string    `json:"help"`
	Fix      string    `json:"fix"`   // what its fix does; "" if it has none
	Count    int       `json:"count"` // how many findings it stands for
	Span     Span      `json:"span"`
	Line     int       `json:"line"`
	Column   int       `json:"column"`
	Related  []Related `json:"related"`
}

// Span is a part of the text, in UTF-16 code units.
type Span struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// Related is another place that explains a finding.
type Related struct {
	Message string `json:"message"`
	Span    Span   `json:"span"`
	Line    int    `json:"line"`
}

func (q *Question) lint() Linted {
	c := q.check()
	out := Linted{Problems: append([]Problem{}, c.problems...), Findings: []Finding{}, Modules: []overview.Row{}}
	located := report.Locate(q.fileName(), []byte(q.Text), c.findings)
	for i := range located.Findings {
		out.Findings = append(out.Findings, newFinding(&located.Findings[i]))
	}
	toUTF16(q.Text, out.spans())
	if c.doc != nil {
		for _, d := range overview.Of(c.doc) {
			for _, row := range d.Rows(q.fileName()) {
				out.Modules = append(out.Modules, plainRow(row))
			}
		}
	}
	return out
}

// newFinding is a finding with its spans still in bytes. Its texts are plain: invisible
// characters would mislead on a page, too.
func newFinding(d *report.Finding) Finding {
	f := Finding{
		Rule: d.Rule, Name: d.Name, Severity: d.Severity.String(), Module: plain.Line(d.Module),
		Message: plain.Line(d.Message), Help: plain.Line(d.Help), Count: max(1, d.More),
		Span: Span{d.Span.Start, d.Span.End}, Line: d.Start.Line, Column: d.Start.Column, Related: []Related{},
	}
	if len(d.Fixes) > 0 {
		f.Fix = plain.Line(d.Fixes[0].Message)
	}
	for i, place := range d.Related {
		r := d.Finding.Related[i]
		f.Related = append(f.Related, Related{plain.Line(r.Message), Span{r.Span.Start, r.Span.End}, place.Start.Line})
	}
	return f
}

// plainRow is a row whose texts are plain.
func plainRow(r overview.Row) overview.Row {
	for _, text := range [...]*string{
		&r.File, &r.Deployment, &r.Device, &r.Module, &r.Image, &r.Proxy, &r.ProxyFrom,
		&r.Protocol, &r.ProtocolFrom, &r.NoProxy, &r.NoProxyFrom,
	} {
		*text = plain.Line(*text)
	}
	return r
}

// spans lists the offsets of all findings.
func (l *Linted) spans() []*int {
	var all []*int
	for i := range l.Findings {
		f := &l.Findings[i]
		all = append(all, &f.Span.From, &f.Span.To)
		for j := range f.Related {
			all = append(all, &f.Related[j].Span.From, &f.Related[j].Span.To)
		}
	}
	return all
}

func (q *Question) fileName() string { return cmp.Or(q.Name, "deployment.json") }

// Reported is the answer to report: the findings as one page that can be kept.
type Reported struct {
	Problems []Problem `json:"problems"`
	HTML     string    `json:"html"`
}

func (q *Question) report() any {
	c := q.check()
	run := &report.Run{Rules: lint.DefaultRules(), Files: []report.File{report.Locate(q.fileName(), []byte(q.Text), c.findings)}}
	if c.doc != nil && c.doc.Template() {
		run.Templates = 1
	}
	var b bytes.Buffer
	if err := report.HTML(&b, run, report.Options{}); err != nil {
		return failed("", err)
	}
	return Reported{[]Problem{}, b.String()}
}
