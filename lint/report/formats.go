package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// Writer writes a run in one format.
type Writer func(w io.Writer, r *Run, o Options) error

// Options adjusts a format. The zero value works.
type Options struct {
	Color          bool // ANSI colours in text and concise
	Width          int  // columns to which text wraps help and clips source lines; 0 for a file, which has no width
	Told           bool // people have been told of Run.Loosened beside the report: text, concise, azure and github leave it out
	Quiet          bool // leave the summary out of text: without findings nothing is written
	HideSuppressed bool // SARIF without suppressed results, for readers that show them as open (GitHub)
}

// format is a row of the table of formats.
type format struct {
	name  string
	write Writer
}

// formats is the table of formats, in the order in which help texts show it.
var formats = [...]format{
	{"text", Text},
	{"concise", Concise},
	{"json", JSON},
	{"sarif", SARIF},
	{"junit", JUnit},
	{"azure", Azure},
	{"github", GitHub},
	{"markdown", Markdown},
	{"html", HTML},
}

// Formats lists the names of the formats.
func Formats() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.name
	}
	return names
}

// Lookup finds a format by its name. The error for an unknown name suggests
// the nearest one and lists them all.
func Lookup(name string) (Writer, error) {
	for _, f := range formats {
		if f.name == name {
			return f.write, nil
		}
	}
	return nil, UnknownFormat(name, Formats())
}

// UnknownFormat is the error for a name that is none of the known formats. It suggests the
// nearest one and lists them all.
func UnknownFormat(name string, known []string) error {
	hint := ""
	if near := check.Nearest(name, known); near != "" {
		hint = fmt.Sprintf(" (did you mean %q?)", near)
	}
	return fmt.Errorf("unknown format %q%s: expected one of %s", name, hint, strings.Join(known, ", "))
}
