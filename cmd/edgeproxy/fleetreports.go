package main

import (
	"bytes"
	"fmt"
	"io"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/flags"
	"github.com/iotedge-tools/edgeproxy/lint/fleet"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// fleetWriter writes a report in some format.
type fleetWriter = func(io.Writer, *fleet.Report) error

// fleetFormat finds what writes a format.
func (a *app) fleetFormat(name string) (fleetWriter, error) {
	formats := map[string]fleetWriter{
		"text": func(w io.Writer, r *fleet.Report) error {
			return r.Text(w, report.Options{Color: a.Colors(w), Width: a.Columns(w)})
		},
		"json":     func(w io.Writer, r *fleet.Report) error { return r.JSON(w) },
		"csv":      func(w io.Writer, r *fleet.Report) error { return r.CSV(w) },
		"markdown": func(w io.Writer, r *fleet.Report) error { return r.Markdown(w) },
		"html":     func(w io.Writer, r *fleet.Report) error { return r.HTML(w) },
	}
	if write := formats[name]; write != nil {
		return write, nil
	}
	return nil, fmt.Errorf("unknown format %q: expected one of text, json, csv, markdown, html", name)
}

// writeFleetReport writes a report to a file.
func (a *app) writeFleetReport(out flags.ReportFile[fleetWriter], r *fleet.Report) error {
	var b bytes.Buffer
	if err := out.Write(&b, r); err != nil {
		return err
	}
	return a.files.Write(out.Path, b.Bytes())
}

// checkOutputs makes sure that no output replaces an input, and that each has a file of its
// own.
func (f *fleetFlags) checkOutputs(reports []flags.ReportFile[fleetWriter], deployments []string) error {
	var sources []project.Source
	for _, list := range []struct {
		names []string
		role  string
	}{{deployments, "holds deployments"}, {f.candidates, "is the candidate"}, {f.devices, "holds devices"}} {
		for _, name := range list.names {
			sources = append(sources, project.Source{Path: name, Role: list.role})
		}
	}
	outputs := make([]string, 0, len(reports)+1)
	for _, r := range reports {
		outputs = append(outputs, r.Path)
	}
	if f.perDevice != "" {
		outputs = append(outputs, f.perDevice)
	}
	for i, output := range outputs {
		if err := project.CheckOutputs([]string{output}, append(sources, earlierOutputs(outputs[:i])...)); err != nil {
			return err
		}
	}
	return nil
}

func earlierOutputs(outputs []string) []project.Source {
	var sources []project.Source
	for _, output := range outputs {
		sources = append(sources, project.Source{Path: output, Role: "is another output"})
	}
	return sources
}
