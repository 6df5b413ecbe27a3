package main

import (
	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/table"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

func (a *app) configCommand() *cobra.Command {
	var file string
	cmd := help.Command("config", &cobra.Command{
		Args: commandline.OneArg("a file", "the settings depend on the path of the file"),
		RunE: func(_ *cobra.Command, args []string) error {
			set, err := project.InForce(args[0], file)
			if err != nil {
				return err
			}
			if !set.Found {
				a.Errorf("no %s found for %s: these are the defaults", config.FileName, paths.Shown(args[0]))
			}
			return table.Settings(a.Stdout, set)
		},
	})
	cmd.Flags().StringVar(&file, "config", "", "the configuration `FILE` (default: those of the repository)")
	commandline.RefuseEmpty(cmd, "config")
	return cmd
}
