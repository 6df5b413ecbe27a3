package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/manifest/device/script"
)

func (a *app) deviceScriptCommand() *cobra.Command {
	platform := ""
	cmd := help.Command("device-script", &cobra.Command{
		Args: commandline.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			text, err := script.For(script.Platform(platform))
			if err == nil {
				_, err = io.WriteString(a.Stdout, text)
			}
			return err
		},
	})
	cmd.Flags().StringVar(&platform, "platform", "", "`PLATFORM` is linux, eflow or windows")
	commandline.OneOf(cmd, "platform", script.Platforms()...)
	return cmd
}
