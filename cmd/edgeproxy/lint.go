package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// lintFlags are the flags of lint.
type lintFlags struct {
	format           string
	statistics       bool
	reports          []string
	failOn           string
	failOnSet        bool // on the command line, which beats the configuration
	selected         []string
	ignored          []string
	severities       []string
	fix, diff        bool
	proxy            proxyFlags
	config           string
	noConfig         bool
	baseline         string
	writeBaseline    bool
	pruneBaseline    bool
	against          string
	skipNonManifests bool
	exclude          []string
	verbose          bool
	stdinFilename    string
	jobs             int
	maxSize          sizeFlag
}

func (a *app) lintCommand() *cobra.Command {
	var f lintFlags
	cmd := &cobra.Command{
		Use:   "lint [flags] [PATH...]",
		Short: "Find manifests that would take the proxy from devices",
		Long: `Check deployment manifests as the IoT Edge runtime would read them.

A PATH is a file, a folder, a glob with **, or "-" for standard input. Without one
the current folder is searched. Of a folder (.git and node_modules are skipped)
the files ending in .json, .jsonc, .jsonl, .template, .j2 or .tmpl are checked that
hold a deployment; --verbose names the others. A file named outright is always
checked.

Exit codes: 0 no findings at or above --fail-on; 1 findings; 2 something could
not be checked, or the command or its configuration is wrong.`,
		Example: `  edgeproxy lint
  edgeproxy lint --format sarif --report junit=results.xml manifests/
  edgeproxy lint --fix --proxy-url http://proxy.example.com:3128 deployment.json
  edgeproxy lint --against git:origin/main deployment.json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = []string{"."}
			}
			f.failOnSet = cmd.Flags().Changed("fail-on")
			return a.lint(cmd.Context(), f, args)
		},
	}
	cmd.Flags().SortFlags = false
	f.addOutput(cmd)
	f.addSelection(cmd)
	f.addInput(cmd)
	a.addQuiet(cmd, "print findings only: no summary, no list of fixes, nothing if there is nothing to report")
	exclude(cmd, "config", "no-config")
	exclude(cmd, "fix", "diff", "write-baseline", "prune-baseline")
	for _, other := range []string{"format", "diff", "write-baseline"} {
		exclude(cmd, "statistics", other)
	}
	exclude(cmd, "quiet", "verbose")
	refuseEmpty(cmd, "config", "baseline", "against", "proxy-url-file", "proxy-user", "proxy-password-file", "stdin-filename")
	return cmd
}

func (f *lintFlags) addOutput(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.format, "format", "text", "`FORMAT` is text, concise, json, sarif, junit, azure, github, markdown, or auto (azure in Azure Pipelines, github in GitHub Actions, else text)")
	flags.BoolVar(&f.statistics, "statistics", false, "print how many findings each rule has, and in how many files, in place of the findings")
	flags.StringArrayVar(&f.reports, "report", nil, "also write a report to a file, as `FORMAT=PATH`; may be repeated")
	flags.StringVar(&f.failOn, "fail-on", "error", "exit with 1 on findings of this `LEVEL` or above: error, warning, info, or never")
	flags.BoolVar(&f.fix, "fix", false, "make the safe fixes in the files; a fixed standard input goes to standard output, and the findings to standard error")
	flags.BoolVar(&f.diff, "diff", false, "show the safe fixes and make none; exit with 1 if there are any")
	f.proxy.add(flags, "the proxy that the manifests should have, and that --fix sets")
	complete(cmd, "format", formatNames()...)
	completeWith(cmd, "report", completeReport)
	complete(cmd, "fail-on", "error", "warning", "info", "never")
}

func (f *lintFlags) addSelection(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringSliceVar(&f.selected, "select", nil, "run these `RULES` only (IDs, names, or groups such as EP1, separated by commas)")
	flags.StringSliceVar(&f.ignored, "ignore", nil, "turn these `RULES` off")
	flags.StringSliceVar(&f.severities, "severity", nil, "another severity for a rule, as `RULE=LEVEL` (error, warning, info or off)")
	flags.StringVar(&f.config, "config", "", "the configuration `FILE` for all paths (default: the .edgeproxy.yaml at the root of the repository, and those below, which can make it stricter)")
	flags.BoolVar(&f.noConfig, "no-config", false, "read no configuration")
	flags.StringVar(&f.baseline, "baseline", "", "`FILE` of known findings that are not reported again")
	flags.BoolVar(&f.writeBaseline, "write-baseline", false, "write the findings of this run to the baseline file; entries of rules and files that were not checked stay")
	flags.BoolVar(&f.pruneBaseline, "prune-baseline", false, "take the entries out of the baseline file that cover nothing any more, and add none")
	completeWith(cmd, "select", completeRules)
	completeWith(cmd, "ignore", completeRules)
	completeWith(cmd, "severity", completeSeverity)
}

func (f *lintFlags) addInput(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.against, "against", "", "compare with an earlier version, `FILE|git:REV`: a file, or the same path at a revision")
	flags.StringArrayVar(&f.exclude, "exclude", nil, "pass over what this `GLOB` matches in folders, such as 'old/**'; may be repeated")
	flags.BoolVar(&f.skipNonManifests, "skip-non-manifests", false, "pass over named files that are no manifests")
	flags.BoolVar(&f.verbose, "verbose", false, "name the files that are passed over, and say why")
	flags.StringVar(&f.stdinFilename, "stdin-filename", "", "the `NAME` of standard input, for output and configuration")
	f.jobs = runtime.GOMAXPROCS(0)
	flags.Var(positive{&f.jobs, "N"}, "jobs", "files to check at a time")
	flags.Lookup("jobs").DefValue = "the number of processors" // not of this machine: man pages say it, too
	f.maxSize.add(cmd)
}

// gcPercent keeps a run over ten thousand files under 64 MB. From memoryGoal on, in
// bytes, memory is collected more often: a file of 16 MB with a million faults is no
// reason to take four times what they need. GOMEMLIMIT sets a lower one.
const (
	gcPercent  = 250
	memoryGoal = 384 << 20
)

// collectRarely sets how often memory is collected during a run, and returns what
// sets it back. What is alive is small beside what passes through.
func collectRarely() (restore func()) {
	percent, goal := debug.SetGCPercent(gcPercent), debug.SetMemoryLimit(-1)
	debug.SetMemoryLimit(min(goal, memoryGoal))
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(goal)
	}
}

// lint is the command.
func (a *app) lint(ctx context.Context, f lintFlags, args []string) error {
	l, err := a.newLinter(f)
	if err != nil {
		return err
	}
	defer l.close()
	defer collectRarely()()
	files := collect(args, f.stdinFilename)
	files.drop(f.baseline) // it speaks of manifests, and is none
	l.dropReports(files)
	if err := l.checkFiles(files); err != nil {
		return err
	}
	l.excludeFailures(files)
	results := l.all(files.files)
	countLinksOnce(files.files, results)
	if err := l.checkReports(l.configurations()); err != nil {
		return err // before anything is written
	}
	if f.fix {
		err := a.write(func() error { return l.writeFixes(ctx, files.files, results) })
		if err != nil {
			return err
		}
		if err := l.listFixes(files.files, results); err != nil {
			return err
		}
		if err := l.takeFixes(files.files, results); err != nil {
			return err
		}
	}
	if f.verbose {
		l.tellPassedOver(files.files, results)
	}
	run, changes, failed := l.gather(files, results)
	l.tellLoosened(run, results)
	l.tellFresh()
	if len(run.Files) == 0 && len(failed) == 0 && !(f.skipNonManifests && run.Skipped > 0) {
		return fmt.Errorf("no deployment manifest found in %s: expected JSON files that hold a deployment, such as {\"modulesContent\": …}", quoteList(args))
	}
	if f.fix {
		l.tellUnfixed(run)
	}
	l.checkLoosened(run, results)
	if err := l.finish(run, files, changes); err != nil {
		failed = append(failed, err)
	}
	if len(failed) > 0 {
		return errors.Join(failed...)
	}
	known := f.writeBaseline // all findings of this run are
	if f.diff && differ(changes) || !known && l.fails(run) {
		return errFindings
	}
	return nil
}

// finish does what comes after all files were checked: it writes the baseline
// and the reports.
func (l *linter) finish(run *report.Run, files *collection, changes []atomicfile.Change) error {
	out := l.app.stdout
	switch {
	case l.flags.fix && files.hasStdin():
		out = l.app.stderr // standard output holds the mended document
	case l.flags.diff:
		return errors.Join(l.showFixes(run, changes), l.writeReports(run))
	case l.flags.writeBaseline:
		return l.storeBaseline(run)
	case l.flags.pruneBaseline:
		if err := l.pruneBaseline(); err != nil {
			return err
		}
	}
	l.checkSuppressions(run, files)
	if len(run.Files) == 0 && len(run.Failures) > 0 && l.formatName == "text" {
		return l.writeReports(run) // the messages about the failures say it all
	}
	return errors.Join(l.writeTo(out, l.format, run), l.writeReports(run))
}

// fails reports whether a finding is at or above --fail-on, or else what the
// configuration of its file says.
func (l *linter) fails(run *report.Run) bool {
	for i := range run.Files {
		f := &run.Files[i]
		worst := lint.Off
		for j := range f.Findings {
			if d := &f.Findings[j]; d.Suppressed == nil {
				worst = max(worst, d.Severity)
			}
		}
		if level := l.failLevel(f.Path, worst); level != lint.Off && worst >= level {
			return true
		}
	}
	return false
}

// failLevel is the severity that fails the run for a file with a finding.
func (l *linter) failLevel(path string, worst lint.Severity) lint.Severity {
	if l.flags.failOnSet || worst == lint.Off {
		return l.failOn
	}
	set, err := l.inForce(path)
	if err != nil || set.FailOn.Origin == "" {
		return l.failOn
	}
	return set.FailOn.Value
}
