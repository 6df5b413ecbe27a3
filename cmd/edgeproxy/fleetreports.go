package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/fleet"
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
			return nil, fmt.Errorf("--report %q: unknown format %q: expected one of text, json, csv, markdown", v, format)
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
