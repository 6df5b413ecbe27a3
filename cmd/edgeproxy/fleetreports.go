package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/fleet"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// fleetReport is one --report of fleet.
type fleetReport struct{ format, path string }

// fleetReports are the files of --report. Each of them can be written to the disk.
func fleetReports(values []string, disk atomicfile.Disk) ([]fleetReport, error) {
	var reports []fleetReport
	for _, v := range values {
		format, path, ok := strings.Cut(v, "=")
		switch {
		case !ok || path == "" || path == paths.Stdin:
			return nil, fmt.Errorf("--report %q: expected FORMAT=PATH, such as json=fleet.json", v)
		case (&app{}).fleetWriter(format) == nil:
			return nil, fmt.Errorf("--report %q: unknown format %q: expected one of text, json, csv, markdown, html", v, format)
		}
		if err := disk.CheckTarget(path); err != nil {
			return nil, fmt.Errorf("--report %s: %w", paths.Shown(path), paths.Reason(err))
		}
		reports = append(reports, fleetReport{format, path})
	}
	return reports, nil
}

// writeFleetReport writes a report to a file.
func (a *app) writeFleetReport(out fleetReport, r *fleet.Report) error {
	var b bytes.Buffer
	if err := a.fleetWriter(out.format)(&b, r); err != nil {
		return err
	}
	return a.files.Write(out.path, b.Bytes())
}

// checkOutputs makes sure that no output replaces an input, and that each has a file of its
// own.
func (f *fleetFlags) checkOutputs(reports []fleetReport, deployments []string) error {
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
		outputs = append(outputs, r.path)
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
