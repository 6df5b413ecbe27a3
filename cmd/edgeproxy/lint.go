package main

import (
	"runtime"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/flags"
)

// lintFlags are the flags of lint.
type lintFlags struct {
	reports          flags.Reports
	rules            flags.Rules
	failOn           string
	failOnSet        bool // on the command line, which beats the configuration
	fix, diff        bool
	proxy            flags.Proxy
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
	maxSize          int
}

func (a *app) lintCommand() *cobra.Command {
	var f lintFlags
	cmd := &cobra.Command{
		Use:   "lint [flags] [PATH...]",
		Short: "Find manifests that would take the proxy from devices",
		Long: `Check deployment manifests as the IoT Edge runtime would read them.

A PATH is a file, a folder, a glob with **, or "-" for standard input. Without a
PATH the current folder is searched. In a folder, the files ending in .json, .jsonc,
.jsonl, .template, .j2 or .tmpl are checked if they hold a deployment; --verbose
names the others. .git and node_modules are skipped. A file named as PATH is always
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
	commandline.Quiet(cmd, &a.Quiet, "print findings only: no summary, no list of fixes, and nothing if there are no findings")
	commandline.Exclude(cmd, "config", "no-config")
	commandline.Exclude(cmd, "fix", "diff", "write-baseline", "prune-baseline")
	commandline.Exclude(cmd, "statistics", "diff")
	commandline.Exclude(cmd, "statistics", "write-baseline")
	commandline.Exclude(cmd, "quiet", "verbose")
	commandline.RefuseEmpty(cmd, "config", "baseline", "against", "stdin-filename")
	return cmd
}

func (f *lintFlags) addOutput(cmd *cobra.Command) {
	flags := cmd.Flags()
	f.reports.Add(cmd)
	flags.StringVar(&f.failOn, "fail-on", "error", "exit with 1 on findings of this `LEVEL` or above: error, warning, info, or never")
	flags.BoolVar(&f.fix, "fix", false, "make the safe fixes in the files; if standard input is fixed, the result goes to standard output and the findings go to standard error")
	flags.BoolVar(&f.diff, "diff", false, "show the safe fixes without making them; exit with 1 if there are any")
	f.proxy.Add(cmd, "the proxy that the manifests should have, and that --fix sets")
	commandline.OneOf(cmd, "fail-on", "error", "warning", "info", "never")
}

func (f *lintFlags) addSelection(cmd *cobra.Command) {
	flags := cmd.Flags()
	f.rules.Add(cmd)
	flags.StringVar(&f.config, "config", "", "the configuration `FILE` for all paths (default: the .edgeproxy.yaml at the root of the repository, and those in folders below, which can make the configuration stricter)")
	flags.BoolVar(&f.noConfig, "no-config", false, "read no configuration")
	flags.StringVar(&f.baseline, "baseline", "", "`FILE` of known findings that are not reported again")
	flags.BoolVar(&f.writeBaseline, "write-baseline", false, "write the findings of this run to the baseline file; entries of rules and files that were not checked stay")
	flags.BoolVar(&f.pruneBaseline, "prune-baseline", false, "remove the entries of the baseline file that cover nothing any more, and add none")
}

func (f *lintFlags) addInput(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.against, "against", "", "compare with an earlier version, `FILE|git:REV`: a file, or the same path at a revision")
	flags.StringArrayVar(&f.exclude, "exclude", nil, "skip the files in folders that this `GLOB` matches, such as 'old/**'; may be repeated")
	flags.BoolVar(&f.skipNonManifests, "skip-non-manifests", false, "skip named files that are no manifests")
	flags.BoolVar(&f.verbose, "verbose", false, "name the files that are skipped, and say why")
	flags.StringVar(&f.stdinFilename, "stdin-filename", "", "the `NAME` of standard input, for output and configuration")
	f.jobs = runtime.GOMAXPROCS(0)
	commandline.Positive(cmd, "jobs", &f.jobs, "files to check at a time")
	flags.Lookup("jobs").DefValue = "the number of processors" // not of this machine: man pages say it, too
	commandline.MaxSize(cmd, &f.maxSize)
}
