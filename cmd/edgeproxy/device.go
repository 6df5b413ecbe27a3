package main

import (
	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
)

func (a *app) deviceCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "device",
		Short: "Check and set the proxy on the device itself",
		Long: `Check and set the proxy in the files of a device: config.toml, the units of systemd,
Docker and apt. The running system is neither asked nor changed.`,
		Args: commandline.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.deviceWriteCommand())
	return cmd
}
