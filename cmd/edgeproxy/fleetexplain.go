package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/lint/fleet"
)

func (a *app) fleetExplainCommand() *cobra.Command {
	f := &fleetFlags{}
	cmd := help.Command("fleet-explain", &cobra.Command{
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) < 2 {
				return errors.New("fleet explain: expected the ID of a device, and a file with deployments")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			f.see(cmd)
			return a.fleetExplain(cmd.Context(), f, args[0], args[1:])
		},
	})
	f.add(cmd)
	commandline.Format(cmd, &f.format, "text", "json")
	return cmd
}

// fleetExplain is the command.
func (a *app) fleetExplain(ctx context.Context, f *fleetFlags, device string, deployments []string) error {
	plan, err := a.fleetPlan(f, deployments)
	if err != nil {
		return err
	}
	var e *fleet.Explanation
	err = a.withInputs(f.devices, nil, func(in []fleet.Input) (err error) {
		e, err = plan.Explain(ctx, device, in...)
		return err
	})
	switch {
	case errors.Is(err, fleet.ErrNoDevice):
		return fmt.Errorf("fleet explain: no device is called %q in the input", device)
	case err != nil:
		return err
	case f.format == "json":
		return e.JSON(a.Stdout)
	}
	return e.Text(a.Stdout)
}
