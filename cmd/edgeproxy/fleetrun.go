package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/flags"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/wording"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/fleet"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	hub "github.com/iotedge-tools/edgeproxy/manifest/fleet"
)

// fleet is the command.
func (a *app) fleet(ctx context.Context, f *fleetFlags, args []string) error {
	a.Quiet = f.quiet
	reports, err := flags.ReportFiles(f.reports, "json=fleet.json", a.files.Disk, a.fleetFormat)
	if err != nil {
		return err
	}
	plan, err := a.fleetPlan(f, args)
	if err == nil {
		err = f.checkOutputs(reports, args)
	}
	if err != nil {
		return err
	}
	if err := a.readDevices(ctx, f, plan); err != nil {
		return err
	}
	r := plan.Report()
	write, err := a.fleetFormat(f.format)
	if err == nil {
		err = write(a.Stdout, r)
	}
	for _, out := range reports {
		err = errors.Join(err, a.writeFleetReport(out, r))
	}
	if err != nil {
		return err
	}
	return fleetExit(r, f.failOn)
}

// fleetExit is the end of the command for a report.
func fleetExit(r *fleet.Report, failOn string) error {
	switch {
	case failOn == "never":
		return nil
	case r.Verdicts[fleet.Loses] > 0, failOn == "warning" && r.Worst() >= check.Warning:
		return errFindings
	case r.Verdicts[fleet.Unknown] > 0:
		return fmt.Errorf("fleet: %d devices could not be judged", r.Verdicts[fleet.Unknown])
	case r.Devices == 0:
		return errors.New("fleet: the input holds no twin of an IoT Edge device: expected tags and reported properties, which target conditions read")
	}
	return nil
}

// fleetPlan reads the deployments.
func (a *app) fleetPlan(f *fleetFlags, args []string) (*fleet.Plan, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	plan := &fleet.Plan{}
	files := project.Find(args)
	failed := files.Errors()
	for _, file := range files.Files {
		failed = append(failed, a.addDeployments(plan, f, file, false))
	}
	for _, file := range project.FindNamed(f.candidates).Files {
		failed = append(failed, a.addDeployments(plan, f, file, true))
	}
	if err := errors.Join(failed...); err != nil {
		return nil, err
	}
	if len(plan.Files) == 0 {
		return nil, &project.NoManifestError{Paths: args}
	}
	err := plan.Load()
	var place *fleet.PlaceError
	if errors.As(err, &place) && place.Unset {
		err = fmt.Errorf("%w; or give it with --target-condition and --priority", err)
	}
	return plan, err
}

// addDeployments adds a file to the plan.
func (a *app) addDeployments(plan *fleet.Plan, f *fleetFlags, file project.File, candidate bool) error {
	doc, err := a.Input(f.maxSize).Deployments(file)
	if err != nil || doc == nil {
		return wording.Of(err)
	}
	one := fleet.File{Name: file.Name, Doc: doc, New: candidate}
	if candidate {
		one.Given = f.candidate()
	}
	plan.Files = append(plan.Files, one)
	return nil
}

// candidate is what the flags say about the candidate.
func (f *fleetFlags) candidate() hub.Given {
	given := hub.Given{ID: f.id}
	if f.given.condition {
		given.Condition = &f.condition
	}
	if f.given.priority {
		given.Priority = &f.priority
	}
	return given
}

// readDevices reads all devices, and writes the list of them if one is wanted.
func (a *app) readDevices(ctx context.Context, f *fleetFlags, plan *fleet.Plan) error {
	var each io.Writer
	var list *atomicfile.Stream
	if f.perDevice != "" {
		var err error
		a.files.Leftovers(atomicfile.RemoveLeftovers([]string{f.perDevice})) // of a run that was interrupted
		if list, err = a.files.Disk.Stream(f.perDevice); err != nil {
			return fmt.Errorf("--per-device %s: %w", paths.Shown(f.perDevice), paths.Reason(err))
		}
		each = list
	}
	if err := a.withInputs(f.devices, each, func(in []fleet.Input) error { return plan.Read(ctx, in...) }); err != nil {
		if list != nil {
			list.Discard()
		}
		return err
	}
	if list == nil {
		return nil
	}
	return a.files.Guard.Write(list.Commit)
}

// withInputs opens the inputs of devices for a function, and tells how far it is.
func (a *app) withInputs(names []string, each io.Writer, read func([]fleet.Input) error) error {
	inputs, size := make([]fleet.Input, len(names)), int64(0)
	for i, name := range names {
		inputs[i] = fleet.Input{Name: name, R: a.Stdin, Each: each}
		if name == paths.Stdin {
			inputs[i].Name = "<stdin>"
			continue
		}
		file, err := os.Open(name)
		if err != nil {
			return fmt.Errorf("--devices %s: cannot be read: %w", paths.Shown(name), paths.Reason(err))
		}
		defer file.Close()
		if info, err := file.Stat(); err == nil {
			size += info.Size()
		}
		inputs[i].R = file
	}
	bar := a.NewRate("devices", size)
	defer bar.Stop()
	for i := range inputs {
		inputs[i].R, inputs[i].Tell = bar.Reader(inputs[i].R), bar.Tell
	}
	return read(inputs)
}
