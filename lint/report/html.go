package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/report/webpage"
)

// HTML writes a page for people who have not run the linter: the counts, the findings
// with their source lines in a table to sort and filter, what was accepted, what was
// not checked, and the reason for each rule that has a finding. The worst findings come
// first; see package webpage for what the page promises. The error is that of w.
func HTML(w io.Writer, r *Run, _ Options) error {
	t := r.tally()
	page := webpage.Page{
		Title: "IoT Edge manifests checked by edgeproxy",
		Lead:  r.summary(),
		Counts: []webpage.Count{
			{N: t.errors, Noun: noun(t.errors, "error"), Level: webpage.Error},
			{N: t.warnings, Noun: noun(t.warnings, "warning"), Level: webpage.Warning},
			{N: t.infos, Noun: noun(t.infos, "info"), Level: webpage.Info},
		},
		Foot: strings.TrimSpace("Made by edgeproxy " + r.Version),
	}
	h := newHTMLRun(r)
	page.Sections = append(page.Sections, h.unchecked()...)
	page.Sections = append(page.Sections, h.findings()...)
	page.Sections = append(page.Sections, h.files()...)
	page.Sections = append(page.Sections, h.accepted()...)
	page.Sections = append(page.Sections, h.loosened()...)
	page.Sections = append(page.Sections, h.rules()...)
	return webpage.Write(w, page)
}

// htmlRun is a run as the page shows it.
type htmlRun struct {
	*Run
	open, suppressed []placed // the worst first
	anchors          map[string]string
	helped           map[string]bool // what was said before
}

func newHTMLRun(r *Run) *htmlRun {
	h := &htmlRun{Run: r, anchors: map[string]string{}, helped: map[string]bool{}}
	for severity := check.Error; severity > check.Off; severity-- {
		for i := range r.Files {
			for j := range r.Files[i].Findings {
				p := placed{file: &r.Files[i], finding: &r.Files[i].Findings[j]}
				switch {
				case p.finding.Severity != severity:
				case p.finding.Suppressed == nil:
					h.open = append(h.open, p)
				default:
					h.suppressed = append(h.suppressed, p)
				}
			}
		}
	}
	for i, rule := range r.Rules {
		h.anchors[rule.ID] = fmt.Sprintf("rule-%d", i+1)
	}
	return h
}

// unchecked says what the page does not know.
func (h *htmlRun) unchecked() []webpage.Section {
	var list webpage.Markup
	for _, f := range h.failed() {
		list += webpage.Tag("li", "", webpage.Tag("span", "path", webpage.Text(f.Path)), ": ", webpage.Text(f.Message)) + "\n"
	}
	if list == "" {
		return nil
	}
	return []webpage.Section{{Title: "Not checked", Level: webpage.Error, Body: webpage.Tag("ul", "", "\n"+list) + "\n"}}
}

// loosened lists what configurations let pass.
func (h *htmlRun) loosened() []webpage.Section {
	if len(h.Loosened) == 0 {
		return nil
	}
	return []webpage.Section{{Title: "Let pass by configuration", Table: &webpage.Table{
		Columns: []webpage.Column{{Name: "Setting"}, {Name: "Files", Number: true}, {Name: "Where"}},
		Len:     len(h.Loosened),
		Row: func(i int) []webpage.Cell {
			l := h.Loosened[i]
			return []webpage.Cell{{Body: webpage.Text(l.What)}, {Body: webpage.Textf("%d", l.Files)}, {Body: webpage.Tag("span", "path", webpage.Text(l.Origin))}}
		},
	}}}
}

// files counts the findings of each file that has one.
func (h *htmlRun) files() []webpage.Section {
	var with []int
	tallies := map[int]tally{}
	for i := range h.Files {
		var t tally
		for j := range h.Files[i].Findings {
			t.add(&h.Files[i].Findings[j])
		}
		if t.findings() > 0 {
			with, tallies[i] = append(with, i), t
		}
	}
	if len(with) < 2 {
		return nil // the table of findings is enough
	}
	return []webpage.Section{{Title: "Files with findings", Table: &webpage.Table{
		Columns: []webpage.Column{{Name: "File"}, {Name: "Errors", Number: true}, {Name: "Warnings", Number: true}, {Name: "Infos", Number: true}},
		Len:     len(with),
		Row: func(i int) []webpage.Cell {
			t := tallies[with[i]]
			row := []webpage.Cell{{Body: webpage.Tag("span", "path", webpage.Text(h.Files[with[i]].Path))}}
			for _, n := range [...]int{t.errors, t.warnings, t.infos} {
				row = append(row, webpage.Cell{Body: webpage.Textf("%d", n)})
			}
			return row
		},
	}}}
}

// rules explains the rules that have a finding.
func (h *htmlRun) rules() []webpage.Section {
	fired := map[string]bool{}
	for _, list := range [...][]placed{h.open, h.suppressed} {
		for _, p := range list {
			fired[p.finding.Rule] = true
		}
	}
	var body webpage.Markup
	for _, rule := range h.Rules {
		if fired[rule.ID] {
			body += webpage.Anchor("h3", h.anchors[rule.ID], webpage.Text(rule.ID+" "+rule.Name)) + webpage.Paragraphs(rule.Doc.Summary) + webpage.Paragraphs(rule.Doc.Why)
			if command := explain(rule.ID); command != "" {
				body += webpage.Tag("p", "note", "An example of what is wrong and of what is right: ", webpage.Tag("code", "", webpage.Text(command)))
			}
			body += "\n"
		}
	}
	if body == "" {
		return nil
	}
	return []webpage.Section{{Title: "Why", Body: body}}
}
