package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/flags"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/remarks"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/wording"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// linter is one run of the command lint.
type linter struct {
	*app
	flags      lintFlags
	formatName string
	format     report.Writer
	reports    []flags.ReportFile[report.Writer]
	proxy      manifest.ProxyURL
}

// lint is the command.
func (a *app) lint(ctx context.Context, f lintFlags, args []string) error {
	l := &linter{app: a, flags: f}
	opts, err := l.options()
	if err != nil {
		return wording.Of(err)
	}
	defer collectRarely()()
	res, err := l.find(ctx, args, opts)
	if res == nil {
		return wording.Of(err)
	}
	if f.fix {
		if err := l.mend(ctx, res); err != nil {
			return err
		}
	}
	remarks.Lint(&l.Console, res, remarks.Options{Baseline: f.comparison.Baseline, Against: f.comparison.Against, Verbose: f.verbose})
	if err != nil && f.device != "" {
		return fmt.Errorf("%w: expected the manifest for the device; \"edgeproxy device check --root PATH\" checks a device alone", err)
	}
	if err != nil {
		return fmt.Errorf("%w: expected JSON files that hold a deployment, such as {\"modulesContent\": …}", err)
	}
	if f.fix && l.proxy.IsZero() {
		remarks.Unfixed(&l.Console, res.Run)
	}
	failed := res.Errors()
	if err := l.tellDevice(res); err != nil {
		failed = append(failed, err)
	}
	if err := l.finish(res); err != nil {
		failed = append(failed, err)
	}
	switch {
	case len(failed) > 0:
		return errors.Join(failed...)
	case f.diff && differ(res.Edits()) || res.Fails():
		return errFindings
	}
	return nil
}

// find lints, and tells on a terminal how far it is.
func (l *linter) find(ctx context.Context, args []string, opts project.Options) (*project.Result, error) {
	if l.flags.sites.List != "" {
		return l.findInSites(ctx, args, opts)
	}
	bar := l.NewProgress("checked", "files")
	defer bar.Stop()
	opts.Progress = bar.Tell
	res, err := project.Lint(ctx, args, opts)
	if res != nil && res.OldBaseline() {
		l.Errorf("edgeproxy: %s: entries of an older version cover a finding that has become worse, too: write the file anew with --write-baseline", filepath.ToSlash(l.flags.comparison.Baseline))
	}
	return res, err
}

// findInSites checks what each site would get.
func (l *linter) findInSites(ctx context.Context, args []string, opts project.Options) (*project.Result, error) {
	in, err := l.flags.sites.Input(&l.Console, args, l.flags.maxSize)
	if err != nil {
		return nil, err
	}
	in.Config, in.NoConfig = l.flags.config.File, l.flags.config.None
	bar := l.NewProgress("checked", "sites")
	defer bar.Stop()
	opts.Progress = bar.Tell
	return project.LintSites(ctx, in, opts)
}

// finish does what comes after all files were checked: it writes the baseline
// and the reports.
func (l *linter) finish(res *project.Result) error {
	run, out := res.Run, l.Stdout
	wording.AddFlags(run)
	switch {
	case l.flags.fix && res.HasStdin():
		out = l.Stderr // standard output holds the mended document
	case l.flags.diff:
		return errors.Join(l.showFixes(res), l.writeReports(run))
	case l.flags.comparison.Write:
		return l.writeBaseline(res)
	case l.flags.comparison.Prune:
		if err := l.writeBaseline(res); err != nil {
			return err
		}
	}
	if len(run.Files) == 0 && len(run.Failures) > 0 && l.formatName == "text" {
		return l.writeReports(run) // the messages about the failures say it all
	}
	return errors.Join(l.writeTo(out, l.format, run), l.writeReports(run))
}

// writeBaseline writes the baseline, and says what has become of it.
func (l *linter) writeBaseline(res *project.Result) error {
	var change project.BaselineChange
	err := l.files.WriteBy(l.flags.comparison.Baseline, func() (err error) {
		change, err = res.WriteBaseline()
		return err
	})
	l.files.Leftovers(res.Leftovers)
	if err != nil {
		return wording.Of(err)
	}
	l.Notef("%s: %s recorded: %d removed, %d added", filepath.ToSlash(l.flags.comparison.Baseline), report.Plural(change.Findings, "finding"), change.Removed, change.Added)
	return nil
}

func (l *linter) writeTo(w io.Writer, format report.Writer, run *report.Run) error {
	return format(w, run, report.Options{Color: l.Colors(w), Width: l.Columns(w), Told: true, Quiet: l.Quiet})
}

// writeReports writes the files of --report.
func (l *linter) writeReports(run *report.Run) error {
	var failed []error
	for _, r := range l.reports {
		var b strings.Builder
		err := r.Write(&b, run, report.Options{})
		if err == nil {
			err = l.files.Write(r.Path, []byte(b.String()))
		}
		if err != nil {
			failed = append(failed, fmt.Errorf("report %s: cannot be written: %w", r.Path, paths.Reason(err)))
		}
	}
	return errors.Join(failed...)
}
