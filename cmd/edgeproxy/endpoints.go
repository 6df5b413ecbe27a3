package main

import (
	"errors"
	"io"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/flags"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/table"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/wording"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
)

// noManifest is the message of a command that needs manifests and got none.
const noManifest = "no file: expected the name of a manifest, a folder, or - for standard input"

func (a *app) endpointsCommand() *cobra.Command {
	var f flags.Endpoints
	var format string
	var maxSize int
	cmd := help.Command("endpoints", &cobra.Command{
		Args: commandline.AtLeast(1, noManifest),
		RunE: func(_ *cobra.Command, args []string) error {
			list, err := f.List(a.Input(maxSize), args)
			if err != nil {
				return errors.Join(wording.Each(err)...)
			}
			return a.writeEndpoints(list, format)
		},
	})
	cmd.Flags().SortFlags = false
	commandline.Format(cmd, &format, "table", "json", "csv", "squid")
	f.Add(cmd)
	commandline.MaxSize(cmd, &maxSize)
	return cmd
}

func (a *app) writeEndpoints(list *endpoints.List, format string) error {
	return map[string]func(io.Writer) error{
		"table": func(w io.Writer) error { return table.Endpoints(w, list, a.Columns(w)) },
		"json":  func(w io.Writer) error { return plain.JSON(w, list.Document()) },
		"csv":   list.WriteCSV,
		"squid": list.WriteSquid,
	}[format](a.Stdout)
}
