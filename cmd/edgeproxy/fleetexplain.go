package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/lint/fleet"
)

func (a *app) fleetExplainCommand() *cobra.Command {
	f := &fleetFlags{}
	cmd := &cobra.Command{
		Use:   "explain [flags] DEVICE DEPLOYMENT...",
		Short: "Show why a device gets which deployment, and where its proxy comes from",
		Long: `Show for one device which deployments match it, which of them wins, and where each
proxy setting of its modules comes from, now and with a new deployment (--candidate).

Exit codes: 0 done; 2 usage, an unreadable input, or a device that is not in the
input.`,
		Example: `  edgeproxy fleet explain d1 deployments.json --devices twins.json`,
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
	}
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
	for _, name := range f.devices {
		var e *fleet.Explanation
		err := a.readInput(name, func(in fleet.Input) (err error) {
			e, err = plan.Explain(ctx, in, device)
			return err
		})
		switch {
		case errors.Is(err, fleet.ErrNoDevice):
			continue
		case err != nil:
			return err
		case f.format == "json":
			return e.JSON(a.Stdout)
		}
		return e.Text(a.Stdout)
	}
	return fmt.Errorf("fleet explain: no device is called %q in the input", device)
}
