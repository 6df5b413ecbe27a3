package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/flags"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/wording"
	"github.com/iotedge-tools/edgeproxy/lint/fleet"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

func (a *app) fleetExplainCommand() *cobra.Command {
	var f flags.Fleet
	var format string
	cmd := help.Command("fleet-explain", &cobra.Command{
		Args: commandline.AtLeast(2, "expected the ID of a device, and a file with deployments"),
		RunE: func(cmd *cobra.Command, args []string) error {
			e, err := a.fleetExplain(cmd.Context(), &f, args[0], args[1:])
			switch {
			case err != nil:
				return wording.OfFleet(err)
			case format == "json":
				return e.JSON(a.Stdout)
			}
			return e.Text(a.Stdout, report.Options{Width: a.Columns(a.Stdout)})
		},
	})
	f.Add(cmd)
	commandline.Format(cmd, &format, "text", "json")
	return cmd
}

// fleetExplain finds the device in the input.
func (a *app) fleetExplain(ctx context.Context, f *flags.Fleet, device string, deployments []string) (*fleet.Explanation, error) {
	files, err := f.Read(deployments, a.Input(f.MaxSize()))
	if err != nil {
		return nil, err
	}
	plan, err := files.Load()
	if err != nil {
		return nil, err
	}
	var e *fleet.Explanation
	err = a.withDevices(files, nil, func(in []fleet.Input) (err error) {
		e, err = plan.Explain(ctx, device, in...)
		return err
	})
	switch {
	case errors.Is(err, fleet.ErrOnlyAgent):
		err = fmt.Errorf("fleet explain: the input holds the twin of $edgeAgent of %q, and not that of the device: expected both, because target conditions read the tags of the device; add a file of devices with another --devices", device)
	case errors.Is(err, fleet.ErrNoDevice):
		err = fmt.Errorf("fleet explain: no device is called %q in the input", device)
	}
	return e, err
}
