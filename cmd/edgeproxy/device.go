package main

import (
	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
)

func (a *app) deviceCommand() *cobra.Command {
	cmd := commandline.Group(help.Command("device", &cobra.Command{}))
	cmd.AddCommand(a.deviceCheckCommand(), a.deviceWriteCommand(), a.deviceScriptCommand())
	return cmd
}
