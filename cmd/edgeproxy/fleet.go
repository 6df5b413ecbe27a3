package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/manifest/fleet/condition"
)

// fleetFlags are the flags of fleet and of fleet explain.
type fleetFlags struct {
	devices    []string
	candidates []string
	id         string
	condition  string
	priority   int64
	given      struct{ id, condition, priority bool }
	format     string
	reports    []string
	perDevice  string
	failOn     string
	maxSize    int
	quiet      bool
}

func (a *app) fleetCommand() *cobra.Command {
	f := &fleetFlags{}
	cmd := help.Command("fleet", &cobra.Command{
		Args: someDeployment,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.see(cmd)
			return a.fleet(cmd.Context(), f, args)
		},
	})
	f.add(cmd)
	commandline.Format(cmd, &f.format, "text", "json", "csv", "markdown", "html")
	set := cmd.Flags()
	set.StringArrayVar(&f.reports, "report", nil, "also write a report to a file, as `FORMAT=PATH`; may be repeated")
	set.StringVar(&f.perDevice, "per-device", "", "write a line of JSON for each device to the file `PATH`")
	set.StringVar(&f.failOn, "fail-on", "loses", "`WHEN` to exit with 1: loses, warning (also for warnings and unknown devices) or never")
	set.BoolVarP(&f.quiet, "quiet", "q", false, "print no progress")
	commandline.OneOf(cmd, "fail-on", "loses", "warning", "never")
	commandline.RefuseEmpty(cmd, "per-device")
	cmd.AddCommand(a.fleetExplainCommand())
	return cmd
}

// add adds the flags that say what to look at.
func (f *fleetFlags) add(cmd *cobra.Command) {
	set := cmd.Flags()
	set.SortFlags = false
	set.StringArrayVar(&f.devices, "devices", nil, "read devices from `FILE`, or from standard input (-); may be repeated")
	set.StringArrayVar(&f.candidates, "candidate", nil, "compare with the deployments of `FILE`, which do not exist yet; may be repeated")
	set.StringVar(&f.id, "id", "", "the `ID` of the candidate")
	set.StringVar(&f.condition, "target-condition", "", "the target `CONDITION` of the candidate")
	set.Int64Var(&f.priority, "priority", 0, "the priority `N` of the candidate")
	commandline.MaxSize(cmd, &f.maxSize)
	commandline.RefuseEmpty(cmd, "devices", "candidate", "id")
}

// see notes which settings were given for the candidate.
func (f *fleetFlags) see(cmd *cobra.Command) {
	f.given.id = cmd.Flags().Changed("id")
	f.given.condition = cmd.Flags().Changed("target-condition")
	f.given.priority = cmd.Flags().Changed("priority")
}

// someDeployment makes sure that a command has an argument.
func someDeployment(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("%s: no deployment: expected a file such as \"az iot edge deployment list\" prints it, a folder, or - for standard input", cmd.Name())
	}
	return nil
}

// check refuses flags that do not go together.
func (f *fleetFlags) check() error {
	switch {
	case len(f.devices) == 0:
		return errors.New("--devices: no file: expected device twins, as \"az iot hub query\" prints them")
	case len(f.candidates) != 1 && (f.given.id || f.given.condition || f.given.priority):
		return errors.New("--id, --target-condition and --priority belong to one --candidate")
	case f.given.priority && f.priority < 0:
		return fmt.Errorf("--priority %d: expected an integer from 0 on", f.priority)
	}
	if _, err := condition.Parse(f.condition); err != nil {
		help := ""
		if e := err.(*condition.Error); e.Help != "" {
			help = ": " + e.Help
		}
		return fmt.Errorf("--target-condition: %w%s", err, help)
	}
	return nil
}
