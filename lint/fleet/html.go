package fleet

import (
	"fmt"
	"io"
	"strconv"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/lint/report/webpage"
)

// HTML writes a page for people: the numbers, which devices lose the proxy, which could
// not be judged, the deployments and the findings in tables to sort and filter. The error
// is that of w.
func (r *Report) HTML(w io.Writer) error {
	page := webpage.Page{
		Title: "IoT Edge deployments and devices checked by edgeproxy",
		Lead:  r.Summary(),
		Counts: []webpage.Count{
			r.htmlCount(Loses, webpage.Error),
			r.htmlCount(Unknown, webpage.Warning),
			r.htmlCount(Changes, webpage.Info),
			r.htmlCount(Keeps, webpage.Good),
		},
		Foot: "Made by edgeproxy",
	}
	page.Sections = append(page.Sections, r.htmlLosses()...)
	page.Sections = append(page.Sections, r.htmlDeployments())
	page.Sections = append(page.Sections, r.htmlFindings()...)
	if len(r.Notes) > 0 {
		page.Sections = append(page.Sections, webpage.Section{Title: "Notes", Level: webpage.Info, Body: htmlList(r.Notes)})
	}
	return webpage.Write(w, page)
}

// htmlCount is how many devices have a verdict.
func (r *Report) htmlCount(v Verdict, level webpage.Level) webpage.Count {
	n := r.Verdicts[v]
	return webpage.Count{N: n, Noun: sentenceWords[v].of(n), Level: level}
}

func htmlList(items []string) webpage.Markup {
	var list webpage.Markup
	for _, item := range items {
		list += webpage.Tag("li", "", webpage.Text(item)) + "\n"
	}
	return webpage.Tag("ul", "", "\n"+list) + "\n"
}

// htmlLosses are the devices that lose the proxy, may lose it later, or could not be judged.
func (r *Report) htmlLosses() []webpage.Section {
	var sections []webpage.Section
	for i := range r.Losses {
		sections = append(sections, webpage.Section{Title: r.Losses[i].sentence(), Level: webpage.Error, Body: htmlList(r.Losses[i].Why)})
	}
	if r.FirstStart.Devices > 0 {
		sections = append(sections, webpage.Section{Title: r.FirstStart.sentence(), Level: webpage.Warning, Body: htmlList([]string{firstStartWhy})})
	}
	for i := range r.Unknown {
		sections = append(sections, webpage.Section{Title: r.Unknown[i].sentence(), Level: webpage.Warning, Body: htmlList(r.Unknown[i].Why)})
	}
	return sections
}

// htmlDeployments is the table of the deployments.
func (r *Report) htmlDeployments() webpage.Section {
	heads := []webpage.Column{{Name: "Deployment"}, {Name: "Kind", Choice: true}, {Name: "Priority", Number: true}, {Name: "Matches", Number: true}, {Name: "Wins", Number: true},
		{Name: "Proxy"}, {Name: "Protocol", Choice: true}, {Name: "Verdicts"}, {Name: "Target condition", Wide: true}}
	return webpage.Section{Title: "Deployments", Table: &webpage.Table{Columns: heads, Len: len(r.Deployments), Row: func(i int) []webpage.Cell {
		var cells []webpage.Cell
		for _, c := range append(r.Deployments[i].cells(), r.Deployments[i].Condition) {
			cells = append(cells, webpage.Cell{Body: webpage.Text(c)})
		}
		return cells
	}}}
}

var htmlLevels = [...]webpage.Level{check.Error: webpage.Error, check.Warning: webpage.Warning, check.Info: webpage.Info}

// htmlFindings is the table of the findings.
func (r *Report) htmlFindings() []webpage.Section {
	type placed struct {
		file *report.File
		*report.Finding
	}
	var all []placed
	for i := range r.Files {
		for j := range r.Files[i].Findings {
			all = append(all, placed{&r.Files[i], &r.Files[i].Findings[j]})
		}
	}
	if len(all) == 0 {
		return nil
	}
	heads := []webpage.Column{{Name: "Severity", Choice: true}, {Name: "Rule", Choice: true}, {Name: "Place"}, {Name: "Finding", Wide: true}}
	return []webpage.Section{{Title: "Findings", Table: &webpage.Table{Columns: heads, Len: len(all), Row: func(i int) []webpage.Cell {
		f := all[i]
		return []webpage.Cell{
			{Body: webpage.Badge(htmlLevels[f.Severity], f.Severity.String()), Sort: strconv.Itoa(int(check.Error - f.Severity))},
			{Body: webpage.Text(f.Rule + " " + f.Name)},
			{Body: webpage.Text(fmt.Sprintf("%s:%s", f.file.Path, f.Start))},
			{Body: webpage.Text(f.Message) + webpage.Tag("p", "", webpage.Text(f.Help))},
		}
	}}}}
}
