package fleet

import (
	"io"

	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// Writer writes a report in one format. Colours and width concern text alone.
type Writer func(w io.Writer, r *Report, o report.Options) error

// formats is the table of formats, in the order in which help texts show it.
var formats = [...]struct {
	name  string
	write Writer
}{
	{"text", func(w io.Writer, r *Report, o report.Options) error { return r.Text(w, o) }},
	{"json", func(w io.Writer, r *Report, _ report.Options) error { return r.JSON(w) }},
	{"csv", func(w io.Writer, r *Report, _ report.Options) error { return r.CSV(w) }},
	{"markdown", func(w io.Writer, r *Report, _ report.Options) error { return r.Markdown(w) }},
	{"html", func(w io.Writer, r *Report, _ report.Options) error { return r.HTML(w) }},
}

// Formats lists the names of the formats.
func Formats() []string {
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.name
	}
	return names
}

// Lookup finds a format by its name. The error for an unknown name suggests the nearest
// one and lists them all.
func Lookup(name string) (Writer, error) {
	for _, f := range formats {
		if f.name == name {
			return f.write, nil
		}
	}
	return nil, report.UnknownFormat(name, Formats())
}
