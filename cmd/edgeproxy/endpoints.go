package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/flags"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/table"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/wording"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// endpointsFlags are the flags of endpoints.
type endpointsFlags struct {
	options endpoints.Options
	format  string
	maxSize int
}

func (a *app) endpointsCommand() *cobra.Command {
	var f endpointsFlags
	cmd := help.Command("endpoints", &cobra.Command{
		Args: someManifest,
		RunE: func(_ *cobra.Command, args []string) error { return a.endpoints(f, args) },
	})
	f.add(cmd)
	return cmd
}

func (f *endpointsFlags) add(cmd *cobra.Command) {
	set := cmd.Flags()
	set.SortFlags = false
	commandline.Format(cmd, &f.format, "table", "json", "csv", "squid")
	flags.AddEndpoints(cmd, &f.options)
	commandline.MaxSize(cmd, &f.maxSize)
}

// someManifest makes sure that a command has an argument.
func someManifest(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("%s: no file: expected the name of a manifest, a folder, or - for standard input", cmd.Name())
	}
	return nil
}

// endpoints is the command: all files are read, then the list is written, or nothing.
func (a *app) endpoints(f endpointsFlags, args []string) error {
	write := map[string]func(io.Writer, *endpoints.List) error{
		"table": func(w io.Writer, l *endpoints.List) error { return table.Endpoints(w, l, a.Columns(w)) },
		"json":  func(w io.Writer, l *endpoints.List) error { return plain.JSON(w, l.Document()) },
		"csv":   func(w io.Writer, l *endpoints.List) error { return l.WriteCSV(w) },
		"squid": func(w io.Writer, l *endpoints.List) error { return l.WriteSquid(w) },
	}[f.format]
	list, err := a.endpointList(f.options, f.maxSize, args)
	if err != nil {
		return err
	}
	return write(a.Stdout, list)
}

// endpointList lists the endpoints of the deployments in files.
func (a *app) endpointList(o endpoints.Options, maxSize int, args []string) (*endpoints.List, error) {
	list, err := endpoints.New(o)
	if err != nil {
		return nil, err
	}
	files := project.Find(args)
	failed := files.Errors()
	for _, file := range files.Files {
		doc, err := a.Input(maxSize).Manifest(file)
		switch {
		case err != nil:
			failed = append(failed, wording.Of(err))
		case doc != nil:
			list.Add(secret.Path(file.Name), doc)
		}
	}
	switch {
	case len(failed) > 0:
		return nil, errors.Join(failed...)
	case list.Empty():
		return nil, &project.NoManifestError{Paths: args}
	}
	return list, nil
}
