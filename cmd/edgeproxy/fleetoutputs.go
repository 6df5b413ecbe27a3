package main

import (
	"context"
	"fmt"
	"io"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/flags"
	"github.com/iotedge-tools/edgeproxy/lint/fleet"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// fleetOutputs are the files of --report. Each of them can be written to the disk, and
// replaces no input.
func (a *app) fleetOutputs(f *fleetFlags, files project.Fleet) ([]flags.ReportFile[fleet.Writer], error) {
	outputs, err := flags.ReportFiles(f.reports, "json=fleet.json", a.files.Disk, fleet.Lookup)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, out := range outputs {
		names = append(names, out.Path)
	}
	if f.perDevice != "" {
		names = append(names, f.perDevice)
	}
	return outputs, files.CheckOutputs(names)
}

// readDevices reads all devices, and writes a line for each to a file unless its name is "".
func (a *app) readDevices(ctx context.Context, files project.Fleet, plan *fleet.Plan, perDevice string) error {
	if perDevice == "" {
		return a.withDevices(files, nil, func(in []fleet.Input) error { return plan.Read(ctx, in...) })
	}
	a.files.Leftovers(atomicfile.RemoveLeftovers([]string{perDevice})) // of a run that was interrupted
	list, err := a.files.Disk.Stream(perDevice)
	if err != nil {
		return fmt.Errorf("--per-device %s: %w", paths.Shown(perDevice), paths.Reason(err))
	}
	if err := a.withDevices(files, list, func(in []fleet.Input) error { return plan.Read(ctx, in...) }); err != nil {
		list.Discard()
		return err
	}
	return a.files.Guard.Write(list.Commit)
}

// withDevices opens the files of devices for a function, and shows how far the function
// is.
func (a *app) withDevices(files project.Fleet, each io.Writer, read func([]fleet.Input) error) error {
	return files.WithDevices(func(in []fleet.Input, size int64) error {
		bar := a.NewRate("devices", size)
		defer bar.Stop()
		for i := range in {
			in[i].R, in[i].Tell, in[i].Each = bar.Reader(in[i].R), bar.Tell, each
		}
		return read(in)
	})
}
