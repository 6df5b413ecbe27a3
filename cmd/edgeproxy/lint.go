package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// lintFlags are the flags of lint.
type lintFlags struct {
	format           string
	reports          []string
	failOn           string
	selected         []string
	ignored          []string
	severities       []string
	fix, diff        bool
	proxy            proxyFlags
	config           string
	noConfig         bool
	baseline         string
	writeBaseline    bool
	against          string
	skipNonManifests bool
	stdinFilename    string
	jobs             int
	maxSize          int
}

func (a *app) lintCommand() *cobra.Command {
	var f lintFlags
	cmd := &cobra.Command{
		Use:   "lint [flags] [PATH...]",
		Short: "Find manifests that would take the proxy from devices",
		Long: `Check deployment manifests as the IoT Edge runtime would read them.

A PATH is a file, a folder (searched for *.json files that hold $edgeAgent; .git
and node_modules are skipped), a glob with **, or "-" for standard input. Without
one the current folder is searched. A file named outright is always checked.`,
		Example: `  edgeproxy lint
  edgeproxy lint --format sarif --report junit=results.xml manifests/
  edgeproxy lint --fix --proxy-url http://proxy.example.com:3128 deployment.json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = []string{"."}
			}
			return a.lint(cmd.Context(), f, args)
		},
	}
	f.addOutput(cmd.Flags())
	f.addSelection(cmd.Flags())
	f.addInput(cmd.Flags())
	cmd.MarkFlagsMutuallyExclusive("config", "no-config")
	cmd.MarkFlagsMutuallyExclusive("fix", "diff", "write-baseline")
	return cmd
}

func (f *lintFlags) addOutput(flags *pflag.FlagSet) {
	flags.StringVar(&f.format, "format", "text", "text, concise, json, sarif, junit, azure, github, markdown, or auto (azure in Azure Pipelines, github in GitHub Actions, else text)")
	flags.StringArrayVar(&f.reports, "report", nil, "also write a report to a file, as `FORMAT=PATH`; may be repeated")
	flags.StringVar(&f.failOn, "fail-on", "error", "exit with 1 on findings of this severity or above: error, warning, info or never")
	flags.BoolVar(&f.fix, "fix", false, "make the safe fixes in the files")
	flags.BoolVar(&f.diff, "diff", false, "show the safe fixes and make none; exit with 1 if there are any")
	f.proxy.add(flags)
}

func (f *lintFlags) addSelection(flags *pflag.FlagSet) {
	flags.StringSliceVar(&f.selected, "select", nil, "run these `RULES` only (IDs or names, separated by commas)")
	flags.StringSliceVar(&f.ignored, "ignore", nil, "turn these `RULES` off")
	flags.StringSliceVar(&f.severities, "severity", nil, "another severity for a rule, as `RULE=LEVEL` (error, warning, info or off)")
	flags.StringVar(&f.config, "config", "", "the configuration `FILE` for all paths (default: the nearest .edgeproxy.yaml of each file, up to the root of its repository)")
	flags.BoolVar(&f.noConfig, "no-config", false, "read no configuration")
	flags.StringVar(&f.baseline, "baseline", "", "`FILE` of known findings that are not reported again")
	flags.BoolVar(&f.writeBaseline, "write-baseline", false, "write the findings of this run to the baseline file")
}

func (f *lintFlags) addInput(flags *pflag.FlagSet) {
	flags.StringVar(&f.against, "against", "", "compare with an earlier version: a `FILE`, or git:REV for the same path at a revision")
	flags.BoolVar(&f.skipNonManifests, "skip-non-manifests", false, "pass over named files that are no manifests")
	flags.StringVar(&f.stdinFilename, "stdin-filename", "", "the `NAME` of standard input, for output and configuration")
	flags.IntVar(&f.jobs, "jobs", runtime.GOMAXPROCS(0), "files to check at a time")
	flags.IntVar(&f.maxSize, "max-size", manifest.MaxSize, "largest file to read, in bytes")
}

// lint is the command.
func (a *app) lint(ctx context.Context, f lintFlags, args []string) error {
	l, err := a.newLinter(f)
	if err != nil {
		return err
	}
	files, err := collect(args, f.stdinFilename)
	if err != nil {
		return err
	}
	results := l.all(ctx, files.files)
	if err := ctx.Err(); err != nil {
		return errors.New("interrupted: no file was changed and no report written")
	}
	run, changes, failed := l.gather(files.files, results)
	if run.Skipped == 0 && len(run.Files) == 0 && len(failed) == 0 {
		return fmt.Errorf("no deployment manifest found in %s: expected *.json files that hold $edgeAgent", quoteList(args))
	}
	if err := l.finish(ctx, run, files, changes); err != nil {
		failed = append(failed, err)
	}
	if len(failed) > 0 {
		return errors.Join(failed...)
	}
	if f.diff && differ(changes) || l.fails(run) {
		return errFindings
	}
	return nil
}

// finish does what comes after all files were checked: it writes fixes or the
// baseline, and the reports.
func (l *linter) finish(ctx context.Context, run *report.Run, files *collection, changes []change) error {
	out := l.app.stdout
	switch {
	case l.flags.fix:
		mended, err := l.writeFixes(ctx, changes)
		if err != nil {
			return err
		}
		if mended {
			out = l.app.stderr // standard output holds the mended document
		}
	case l.flags.diff:
		return errors.Join(l.showFixes(changes), l.writeReports(run))
	case l.flags.writeBaseline:
		return l.storeBaseline(run)
	}
	if err := l.checkSuppressions(run, files); err != nil {
		return err
	}
	if len(run.Files) == 0 && len(run.Failures) > 0 && l.flags.format == "text" {
		return l.writeReports(run) // the messages about the failures say it all
	}
	return errors.Join(l.writeTo(out, l.format, run), l.writeReports(run))
}

// writeFixes writes the mended files. It reports whether one of them was
// standard input, which goes to standard output.
func (l *linter) writeFixes(ctx context.Context, changes []change) (stdin bool, err error) {
	var files []change
	for _, c := range changes {
		if c.in.path != stdinName {
			files = append(files, c)
			continue
		}
		stdin = true
		if _, err := l.app.stdout.Write(c.new); err != nil {
			return stdin, err
		}
	}
	return stdin, writeAll(ctx, files)
}

// showFixes prints what --fix would change.
func (l *linter) showFixes(changes []change) error {
	for _, c := range changes {
		if err := report.Diff(l.app.stdout, c.in.name, c.old, c.new, l.app.colors(l.app.stdout)); err != nil {
			return err
		}
	}
	return nil
}

func (l *linter) writeTo(w io.Writer, format report.Writer, run *report.Run) error {
	return format(w, run, report.Options{Color: l.app.colors(w), Width: width(w)})
}

// writeReports writes the files of --report.
func (l *linter) writeReports(run *report.Run) error {
	var failed []error
	for _, r := range l.reports {
		var b strings.Builder
		err := r.write(&b, run, report.Options{})
		if err == nil {
			err = writeFile(r.path, []byte(b.String()))
		}
		if err != nil {
			failed = append(failed, fmt.Errorf("report %s: %w", r.path, reason(err)))
		}
	}
	return errors.Join(failed...)
}

// writeFile writes a report, making the folders on its way.
func writeFile(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o644)
}

// fails reports whether a finding is at or above --fail-on.
func (l *linter) fails(run *report.Run) bool {
	if l.failOn == lint.Off {
		return false
	}
	for s := l.failOn; s <= lint.Error; s++ {
		if run.Count(s) > 0 {
			return true
		}
	}
	return false
}

// differ reports whether a change changes anything.
func differ(changes []change) bool {
	return slices.ContainsFunc(changes, func(c change) bool { return string(c.old) != string(c.new) })
}

func quoteList(args []string) string {
	quoted := make([]string, len(args))
	for i, arg := range args {
		quoted[i] = fmt.Sprintf("%q", arg)
	}
	return strings.Join(slices.Compact(quoted), ", ")
}
