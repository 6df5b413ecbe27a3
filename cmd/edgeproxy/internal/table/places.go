package table

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
)

// reasonsOf are the reasons of an endpoint, each with the modules that have it.
func (n *fileNumbers) reasonsOf(e endpoints.Endpoint) []string {
	var g groups
	for _, r := range e.Reasons {
		g.add(r.For, r.Place)
	}
	kind := ""
	switch {
	case e.Direct && e.Optional:
		kind = "direct, optional: "
	case e.Direct:
		kind = "direct: "
	case e.Optional:
		kind = "optional: "
	}
	return n.textsOf(g, kind)
}

// notesOf are the notes, each with the modules that it is about.
func (n *fileNumbers) notesOf(notes []endpoints.Note) []string {
	var g groups
	for _, note := range notes {
		g.add(note.Text, note.Place)
	}
	return n.textsOf(g, "")
}

// groups are texts in the order in which they came first, each with its places.
type groups struct {
	texts  []string
	places map[string][]endpoints.Place
}

func (g *groups) add(text string, place endpoints.Place) {
	if g.places == nil {
		g.places = map[string][]endpoints.Place{}
	}
	if len(g.places[text]) == 0 {
		g.texts = append(g.texts, text)
	}
	g.places[text] = append(g.places[text], place)
}

// textsOf are the texts behind a word, each with its places.
func (n *fileNumbers) textsOf(g groups, word string) []string {
	var texts []string
	for _, text := range g.texts {
		texts = append(texts, word+text+n.whereOf(g.places[text]))
	}
	return texts
}

// mostModules is how many modules are named beside a reason.
const mostModules = 3

// whereOf names the modules of places, and the first of the places, in brackets; ""
// if no document has any.
func (n *fileNumbers) whereOf(places []endpoints.Place) string {
	first := places[0]
	if first.File == "" {
		return ""
	}
	var modules []string
	for _, p := range places {
		if p.Module != "" && !slices.Contains(modules, p.Module) {
			modules = append(modules, p.Module)
		}
	}
	text := ""
	if named := modules[:min(len(modules), mostModules)]; len(named) > 0 {
		text = strings.Join(named, ", ")
		if more := len(modules) - len(named); more > 0 {
			text += fmt.Sprintf(" and %d more", more)
		}
		text += ": "
	}
	text += n.shown(first.File)
	if first.Position.Line > 0 {
		text += fmt.Sprintf(":%d:%d", first.Position.Line, first.Position.Column)
	}
	return " (" + cut(plain.Start(plain.Line(text)), 2*mostShown) + ")"
}

// mostFile is the greatest width of a file's name that each place repeats. A longer
// name stands once below the table, with a number, and the places show the number.
const mostFile = 30

// fileNumbers are the files whose names are too long to be repeated.
type fileNumbers struct{ names []string }

// shown is what a place shows of a file: its name, or its number.
func (n *fileNumbers) shown(file string) string {
	if runewidth.StringWidth(file) <= mostFile {
		return file
	}
	i := slices.Index(n.names, file)
	if i < 0 {
		i = len(n.names)
		n.names = append(n.names, file)
	}
	return fmt.Sprintf("[%d]", i+1)
}

// write writes the numbers with the names.
func (n *fileNumbers) write(w io.Writer) {
	for i, name := range n.names {
		if i == 0 {
			fmt.Fprintln(w, "\nFiles:")
		}
		fmt.Fprintf(w, "[%d] %s\n", i+1, cut(plain.Line(name), 2*mostShown))
	}
}
