package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/flags"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/prober"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/table"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/wording"
	"github.com/iotedge-tools/edgeproxy/lint/probe"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

func (a *app) probeCommand() *cobra.Command {
	var f flags.Probe
	cmd := help.Command("probe", &cobra.Command{
		Args: commandline.AtLeast(1, noManifest),
		RunE: func(cmd *cobra.Command, args []string) error { return a.probe(cmd.Context(), &f, args) },
	})
	f.Add(cmd)
	return cmd
}

// probe is the command.
func (a *app) probe(ctx context.Context, f *flags.Probe, args []string) error {
	request, through, err := f.Request(&a.Console)
	if err != nil {
		return err
	}
	list, err := f.Endpoints.List(a.Input(f.MaxSize), args)
	if err != nil {
		return errors.Join(wording.Each(err)...)
	}
	program, err := prober.Find()
	if err != nil {
		return fmt.Errorf("probe: %w", err)
	}
	request.Version, request.Endpoints = toolVersion(), list.Endpoints()
	bar := a.NewProgress("tried", "hosts")
	results, err := prober.Run(ctx, program, request, bar.Tell)
	bar.Stop()
	if roots := (*prober.RootsError)(nil); errors.As(err, &roots) {
		return fmt.Errorf("--ca %s: %w", paths.Shown(f.CA), err)
	}
	if err != nil {
		return fmt.Errorf("probe: %w", err)
	}
	if err := a.writeProbe(results, through, f.Format); err != nil {
		return err
	}
	if probe.Summarize(results).NotReached > 0 {
		return errFindings
	}
	return nil
}

func (a *app) writeProbe(results []probe.Result, proxy manifest.ProxyURL, format string) error {
	return map[string]func(io.Writer) error{
		"table": func(w io.Writer) error { return table.Probe(w, results, proxy, a.Columns(w)) },
		"json":  func(w io.Writer) error { return plain.JSON(w, probe.NewDocument(results, proxy)) },
		"csv":   func(w io.Writer) error { return probe.WriteCSV(w, results) },
	}[format](a.Stdout)
}
