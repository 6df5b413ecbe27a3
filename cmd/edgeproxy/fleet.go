package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/flags"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/wording"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/fleet"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// fleetFlags are the flags of fleet.
type fleetFlags struct {
	flags.Fleet
	format    string
	reports   []string
	perDevice string
	failOn    string
	quiet     bool
}

func (a *app) fleetCommand() *cobra.Command {
	f := &fleetFlags{}
	cmd := help.Command("fleet", &cobra.Command{
		Args: commandline.AtLeast(1, `no deployment: expected a file such as "az iot edge deployment list" prints it, a folder, or - for standard input`),
		RunE: func(cmd *cobra.Command, args []string) error { return a.fleet(cmd.Context(), f, args) },
	})
	f.Add(cmd)
	commandline.Format(cmd, &f.format, fleet.Formats()...)
	set := cmd.Flags()
	commandline.Repeated(cmd, &f.reports, "report", "also write a report to a file, as `FORMAT=PATH`; may be repeated")
	set.StringVar(&f.perDevice, "per-device", "", "write a line of JSON for each device to the file `PATH`")
	set.StringVar(&f.failOn, "fail-on", "loses", "`WHEN` to exit with 1: loses (a device loses its proxy); on findings of a level or above: error, warning (or devices that could not be judged) or info; or never")
	set.BoolVarP(&f.quiet, "quiet", "q", false, "print no progress")
	commandline.OneOf(cmd, "fail-on", "loses", "error", "warning", "info", "never")
	commandline.RefuseEmpty(cmd, "per-device")
	cmd.AddCommand(a.fleetExplainCommand())
	return cmd
}

// fleet is the command.
func (a *app) fleet(ctx context.Context, f *fleetFlags, args []string) error {
	a.Quiet = f.quiet
	files, err := f.Read(args, a.Input(f.MaxSize()))
	if err != nil {
		return err
	}
	outputs, err := a.fleetOutputs(f, files)
	if err != nil {
		return err
	}
	plan, err := files.Load()
	if err == nil {
		err = a.readDevices(ctx, files, plan, f.perDevice)
	}
	if err != nil {
		return wording.OfFleet(err)
	}
	r := plan.Report()
	write, err := fleet.Lookup(f.format)
	if err == nil {
		err = write(a.Stdout, r, report.Options{Color: a.Colors(a.Stdout), Width: a.Columns(a.Stdout)})
	}
	for _, out := range outputs {
		err = errors.Join(err, a.files.Report(out.Path, func(w io.Writer) error { return out.Write(w, r, report.Options{}) }))
	}
	if err != nil {
		return err
	}
	return fleetExit(r, f.failOn)
}

// fleetExit is the error, and so the exit code, of the command for a report.
func fleetExit(r *fleet.Report, failOn string) error {
	level, err := check.ParseSeverity(failOn)
	isLevel := err == nil // "loses" is no level
	switch {
	case failOn == "never":
		return nil
	case r.Verdicts[fleet.Loses] > 0, isLevel && r.Worst() >= level:
		return errFindings
	case r.Verdicts[fleet.Unknown] > 0:
		return fmt.Errorf("fleet: %s could not be judged", report.Plural(r.Verdicts[fleet.Unknown], "device"))
	case r.Devices == 0:
		return noDevices(r)
	}
	return nil
}

// noDevices is the error for input without devices: it says what to give instead.
func noDevices(r *fleet.Report) error {
	const command = `az iot hub query -n HUB --top -1 -q "SELECT * FROM devices" > devices.json`
	switch {
	case r.Agents > 0:
		return errors.New("fleet: the input holds twins of $edgeAgent alone: expected the twins of the devices beside them, because target conditions read their tags; " +
			"print them with " + command + ", and add --devices devices.json")
	case r.Others > 0:
		return errors.New("fleet: the input holds no IoT Edge device: expected twins with true as capabilities.iotEdge, as this prints them: " + command)
	}
	return errors.New("fleet: the input holds no device: expected device twins, as this prints them: " + command)
}
