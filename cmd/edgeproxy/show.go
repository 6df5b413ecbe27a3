package main

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/remarks"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/table"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/wording"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest/overview"
)

func (a *app) showCommand() *cobra.Command {
	var format, device string
	var maxSize int
	cmd := help.Command("show", &cobra.Command{
		Args: commandline.AtLeast(1, noManifest),
		RunE: func(_ *cobra.Command, args []string) error {
			files, err := a.Input(maxSize).Overviews(args, device)
			return errors.Join(append(wording.Each(err), a.writeOverviews(files, format))...)
		},
	})
	commandline.Format(cmd, &format, "text", "json")
	cmd.Flags().StringVar(&device, "device", "", "also show what the device at this `PATH`, a config.toml or a folder laid out like /, starts edgeAgent with")
	commandline.RefuseEmpty(cmd, "device")
	commandline.MaxSize(cmd, &maxSize)
	return cmd
}

// writeOverviews writes what could be read; errors follow.
func (a *app) writeOverviews(files []overview.File, format string) error {
	for _, file := range files {
		remarks.Show(&a.Console, file)
	}
	switch {
	case len(files) == 0:
		return nil
	case format == "json":
		return plain.JSON(a.Stdout, overview.Rows(files))
	}
	return table.Modules(a.Stdout, files, a.Columns(a.Stdout))
}
