package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

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
	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
)

// probeFlags are the flags of probe.
type probeFlags struct {
	options endpoints.Options
	proxy   flags.Proxy
	direct  bool
	ca      string
	timeout time.Duration
	jobs    int
	maxSize int
	format  string
}

func (a *app) probeCommand() *cobra.Command {
	var f probeFlags
	cmd := help.Command("probe", &cobra.Command{
		Args: commandline.AtLeast(1, noManifest),
		RunE: func(cmd *cobra.Command, args []string) error { return a.probe(cmd.Context(), f, args) },
	})
	f.add(cmd)
	return cmd
}

func (f *probeFlags) add(cmd *cobra.Command) {
	set := cmd.Flags()
	set.SortFlags = false
	commandline.Format(cmd, &f.format, "table", "json", "csv")
	f.proxy.Add(cmd, "the proxy to go through")
	set.BoolVar(&f.direct, "direct", false, "try everything without a proxy")
	flags.AddEndpoints(cmd, &f.options)
	set.StringVar(&f.ca, "ca", "", "trust the authorities in this PEM `FILE`, too, such as that of a proxy that inspects TLS")
	set.DurationVar(&f.timeout, "timeout", probe.DefaultTimeout, "how long a host may take: a `DURATION` such as 5s")
	f.jobs = probe.DefaultJobs
	commandline.Positive(cmd, "jobs", &f.jobs, "how many hosts are tried at a time")
	commandline.MaxSize(cmd, &f.maxSize)
	commandline.RefuseEmpty(cmd, "ca")
	commandline.Exclude(cmd, "direct", "proxy-url")
	commandline.Exclude(cmd, "direct", "proxy-url-file")
}

// probe is the command.
func (a *app) probe(ctx context.Context, f probeFlags, args []string) error {
	through, request, err := f.read(a)
	if err != nil {
		return err
	}
	list, err := a.Input(f.maxSize).Endpoints(args, f.options)
	if err != nil {
		return errors.Join(wording.Each(err)...)
	}
	program, err := prober.Find()
	if err != nil {
		return fmt.Errorf("probe: %w", err)
	}
	request.Endpoints = list.Endpoints()
	bar := a.NewProgress("tried", "hosts")
	results, err := prober.Run(ctx, program, request, bar.Tell)
	bar.Stop()
	if roots := (*prober.RootsError)(nil); errors.As(err, &roots) {
		return fmt.Errorf("--ca %s: %w", paths.Shown(f.ca), err)
	}
	if err != nil {
		return fmt.Errorf("probe: %w", err)
	}
	if err := a.writeProbe(results, through, f.format); err != nil {
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

// read makes the request but for the endpoints, and tells the proxy in it.
func (f probeFlags) read(a *app) (through manifest.ProxyURL, r prober.Request, err error) {
	r = prober.Request{Version: toolVersion(), Timeout: f.timeout, Jobs: f.jobs}
	if f.timeout <= 0 {
		return through, r, fmt.Errorf("--timeout %v: expected more than 0s, such as 5s", f.timeout)
	}
	if !f.direct {
		through, err = f.proxy.Read(&a.Console)
		switch {
		case err != nil:
			return through, r, err
		case through.IsZero():
			return through, r, errors.New("probe: no proxy: expected --proxy-url URL, --proxy-url-file FILE or the environment variable " + flags.ProxyEnv + ", or --direct to try without one")
		case through.Placeholder():
			return through, r, errors.New("probe: " + probe.ErrPlaceholder.Error())
		}
		r.Proxy = through.Reveal()
	}
	if f.ca != "" {
		if r.Roots, err = os.ReadFile(f.ca); err != nil {
			return through, r, fmt.Errorf("--ca %s: cannot be read: %w", paths.Shown(f.ca), paths.Reason(err))
		}
	}
	return through, r, nil
}
