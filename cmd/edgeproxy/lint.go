package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/changes"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/flags"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/remarks"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/wording"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

func (a *app) lintCommand() *cobra.Command {
	var f flags.Lint
	cmd := help.Command("lint", &cobra.Command{
		SuggestFor: []string{"check", "validate", "verify", "test", "fix"},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && f.Sites.List == "" {
				args = []string{"."}
			}
			return a.lint(cmd.Context(), &linter{app: a, flags: &f}, args)
		},
	})
	f.Add(cmd, &a.Quiet)
	return cmd
}

// linter is one run of a command that lints.
type linter struct {
	*app
	flags  *flags.Lint
	places bool // also show where the device has its proxy
	output flags.LintOutput
}

// lint is the command.
func (a *app) lint(ctx context.Context, l *linter, args []string) error {
	f := l.flags
	opts, output, err := f.Options(&a.Console, a.files.Disk)
	if err != nil {
		return wording.Of(err)
	}
	opts.Version, opts.Reword, l.output = toolVersion(), wording.Of, output
	defer collectRarely()()
	res, err := l.find(ctx, args, opts)
	if res == nil {
		return wording.Of(err)
	}
	if f.Fix {
		if err := l.files.Fixes(ctx, res); err != nil {
			return err
		}
	}
	remarks.Lint(&l.Console, res, remarks.Options{Baseline: f.Comparison.Baseline, Against: f.Comparison.Against, Verbose: f.Verbose})
	switch {
	case err != nil && f.Device != "":
		return fmt.Errorf("%w: expected the manifest for the device; \"edgeproxy device check --root PATH\" checks a device alone", err)
	case err != nil:
		return fmt.Errorf("%w: expected JSON files that hold a deployment, such as {\"modulesContent\": …}", err)
	case f.Fix && opts.Proxy.IsZero():
		remarks.Unfixed(&l.Console, res.Run)
	}
	failed := append(res.Errors(), l.tellDevice(res), l.finish(res))
	if l.places {
		remarks.Device(&l.Console, res.Device()) // last: the summary above must not be all that a person reads
	}
	switch err := errors.Join(failed...); {
	case err != nil:
		return err
	case f.Diff && res.Differs() || res.Fails():
		return errFindings
	}
	return nil
}

// find lints, and tells on a terminal how far it is.
func (l *linter) find(ctx context.Context, args []string, opts project.Options) (*project.Result, error) {
	if l.flags.Sites.List != "" {
		in, err := l.flags.SitesInput(&l.Console, args)
		if err != nil {
			return nil, err
		}
		bar := l.NewProgress("checked", "sites")
		defer bar.Stop()
		opts.Progress = bar.Tell
		return project.LintSites(ctx, in, opts)
	}
	bar := l.NewProgress("checked", "files")
	defer bar.Stop()
	opts.Progress = bar.Tell
	res, err := project.Lint(ctx, args, opts)
	if res != nil && res.OldBaseline() {
		l.Errorf("edgeproxy: %s: entries of an older version may cover another finding, too, such as one that has become worse: write the file anew with --write-baseline", filepath.ToSlash(opts.Baseline))
	}
	return res, err
}

// finish does what comes after all files were checked: it writes the baseline
// and the reports.
func (l *linter) finish(res *project.Result) error {
	run, out := res.Run, l.Stdout
	wording.AddFlags(run)
	if l.places {
		run.FixWith = `"edgeproxy lint --fix"` // device check has no such flag
	}
	switch compared := l.flags.Comparison; {
	case l.flags.Fix && res.HasStdin():
		out = l.Stderr // standard output holds the mended document
	case l.flags.Diff:
		edits := res.Edits()
		err := changes.Diff(&l.Console, edits)
		if err == nil {
			remarks.Preview(&l.Console, run, len(edits))
		}
		return errors.Join(err, l.writeReports(run))
	case compared.Write || compared.Prune:
		if err := l.files.Baseline(compared.Baseline, res); err != nil || compared.Write {
			return wording.Of(err)
		}
	}
	if len(run.Files) == 0 && len(run.Failures) > 0 && l.output.FormatName == "text" {
		return l.writeReports(run) // the messages about the failures say it all
	}
	err := l.output.Format(out, run, report.Options{Color: l.Colors(out), Width: l.Columns(out), Told: true, Quiet: l.Quiet})
	return errors.Join(err, l.writeReports(run))
}

// writeReports writes the files of --report.
func (l *linter) writeReports(run *report.Run) error {
	var failed []error
	for _, r := range l.output.Files {
		if err := l.files.Report(r.Path, func(w io.Writer) error { return r.Write(w, run, report.Options{}) }); err != nil {
			failed = append(failed, fmt.Errorf("report %s: cannot be written: %w", r.Path, paths.Reason(err)))
		}
	}
	return errors.Join(failed...)
}
