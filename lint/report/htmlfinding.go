package report

import (
	"strconv"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/report/webpage"
)

var findingColumns = []webpage.Column{{Name: "Severity", Choice: true}, {Name: "Rule", Choice: true}, {Name: "Place"}, {Name: "Finding", Wide: true}}

// findings is the table of open findings, or says that there are none.
func (h *htmlRun) findings() []webpage.Section {
	switch {
	case len(h.open) > 0:
		return []webpage.Section{{Title: "Findings", Table: &webpage.Table{
			Columns: findingColumns, Len: len(h.open),
			Row: func(i int) []webpage.Cell { return h.row(h.open[i]) },
		}}}
	case len(h.Files) > 0 && len(h.Failures) == 0:
		return []webpage.Section{{Title: "No findings", Level: webpage.Good, Body: webpage.Tag("p", "", webpage.Text(Plural(len(h.Files), "file")+" checked, and nothing to say."))}}
	}
	return nil
}

// accepted is the table of suppressed findings, with who has accepted them and why.
func (h *htmlRun) accepted() []webpage.Section {
	if len(h.suppressed) == 0 {
		return nil
	}
	return []webpage.Section{{Title: Plural(len(h.suppressed), "accepted finding"), Folded: true, Table: &webpage.Table{
		Columns: append(findingColumns[:len(findingColumns):len(findingColumns)], webpage.Column{Name: "Accepted by"}),
		Len:     len(h.suppressed),
		Row: func(i int) []webpage.Cell {
			s := h.suppressed[i].finding.Suppressed
			by := webpage.Text(s.By)
			if s.Reason != "" {
				by += ": " + webpage.Text(s.Reason)
			}
			if s.Origin != "" {
				by += " " + webpage.Tag("small", "path", webpage.Text(s.Origin))
			}
			return append(h.row(h.suppressed[i]), webpage.Cell{Body: by})
		},
	}}}
}

// row is a finding as a row of a table.
func (h *htmlRun) row(p placed) []webpage.Cell {
	f, d := p.file, p.finding
	rule := webpage.Text(d.Rule)
	if id, listed := h.anchors[d.Rule]; listed {
		rule = webpage.Link(id, rule)
	}
	return []webpage.Cell{
		{Body: webpage.Badge(levelOf(d.Severity), d.Severity.String()), Sort: strconv.Itoa(int(check.Error - d.Severity))},
		{Body: rule + " " + webpage.Tag("small", "", webpage.Text(d.Name)), Sort: d.Rule},
		{Body: webpage.Tag("span", "path", webpage.Textf("%s:%s", f.Path, d.Start))},
		{Body: webpage.Tag("p", "", webpage.Tag("strong", "", webpage.Text(d.Message))) + htmlSnippet(d) + h.help(d)},
	}
}

func levelOf(s check.Severity) webpage.Level {
	switch s {
	case check.Error:
		return webpage.Error
	case check.Warning:
		return webpage.Warning
	}
	return webpage.Info
}

// help is what to do about a finding, and where else to look. If several findings have
// the same help, it is folded in all but the first.
func (h *htmlRun) help(d *Finding) webpage.Markup {
	var out webpage.Markup
	if d.Help != "" {
		out += webpage.Fold("What to do", d.Help, !h.helped[d.Help])
		h.helped[d.Help] = true
	}
	for i, place := range d.Related {
		out += webpage.Tag("p", "note", webpage.Tag("span", "path", webpage.Textf("%s:%s", place.Path, place.Start)), ": ", webpage.Text(d.Finding.Related[i].Message))
	}
	for _, fix := range d.Fixes {
		out += webpage.Tag("p", "note", webpage.Badge(webpage.Good, "fixable"), " ", webpage.Text(fix.Message))
	}
	return out
}

// htmlSnippet is the source line with its span marked, without its indentation.
func htmlSnippet(d *Finding) webpage.Markup {
	s := d.Snippet
	before, marked, after := untab(s.Text[:s.Start]), untab(s.Text[s.Start:s.End]), untab(s.Text[s.End:])
	if !s.CutLeft {
		before = strings.TrimLeft(before, " ")
	}
	text := webpage.Text(before)
	if marked != "" {
		text += webpage.Tag("mark", "", webpage.Text(marked))
	}
	text += webpage.Text(strings.TrimRight(after, " "))
	if text == "" {
		return ""
	}
	if s.CutLeft {
		text = ellipsis + text
	}
	if s.CutRight {
		text += ellipsis
	}
	return webpage.Tag("code", "snippet", webpage.Tag("span", "", webpage.Textf("%d ", d.Start.Line)), text)
}

func untab(s string) string { return strings.ReplaceAll(s, "\t", " ") }
