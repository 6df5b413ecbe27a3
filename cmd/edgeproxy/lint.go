package main

import (
	"runtime"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/flags"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
)

// lintFlags are the flags of lint.
type lintFlags struct {
	reports          flags.Reports
	rules            flags.Rules
	failOn           string
	failOnSet        bool // on the command line, which beats the configuration
	fix, diff        bool
	proxy            flags.Proxy
	config           flags.Config
	comparison       flags.Comparison
	skipNonManifests bool
	exclude          []string
	verbose          bool
	stdinFilename    string
	sites            flags.Sites
	device           string
	places           bool // also show where the device has its proxy
	jobs             int
	maxSize          int
}

func (a *app) lintCommand() *cobra.Command {
	var f lintFlags
	cmd := help.Command("lint", &cobra.Command{
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 && f.sites.List == "" {
				args = []string{"."}
			}
			f.failOnSet = cmd.Flags().Changed("fail-on")
			return a.lint(cmd.Context(), f, args)
		},
	})
	f.add(cmd, &a.Quiet)
	return cmd
}

// addOutput adds the flags for what is written, and for the exit code.
func (f *lintFlags) addOutput(cmd *cobra.Command) {
	f.reports.Add(cmd)
	cmd.Flags().StringVar(&f.failOn, "fail-on", "error", "exit with 1 on findings of this `LEVEL` or above: error, warning, info, or never")
	commandline.OneOf(cmd, "fail-on", "error", "warning", "info", "never")
}

func (f *lintFlags) add(cmd *cobra.Command, quiet *bool) {
	set := cmd.Flags()
	set.SortFlags = false
	f.addOutput(cmd)
	set.BoolVar(&f.fix, "fix", false, "make the safe fixes in the files; if standard input is fixed, the result goes to standard output and the findings go to standard error")
	set.BoolVar(&f.diff, "diff", false, "show the safe fixes without making them; exit with 1 if there are any")
	f.proxy.Add(cmd, "the proxy that the manifests should have, and that --fix sets")
	f.rules.Add(cmd)
	f.config.Add(cmd, "the .edgeproxy.yaml at the root of the repository, and those in folders below, which can make the configuration stricter")
	f.comparison.Add(cmd)
	set.StringArrayVar(&f.exclude, "exclude", nil, "skip the files in folders that this `GLOB` matches, such as 'old/**'; may be repeated")
	set.BoolVar(&f.skipNonManifests, "skip-non-manifests", false, "skip named files that are no manifests")
	set.BoolVar(&f.verbose, "verbose", false, "name the files that are skipped, and say why")
	set.StringVar(&f.stdinFilename, "stdin-filename", "", "the `NAME` of standard input, for output and configuration")
	addLintDevice(cmd, &f.device)
	f.sites.Add(cmd, "check what each site of this `LIST` (YAML or CSV) would get, from the manifest that is the PATH, or that \"manifest\" in the list names",
		"fix", "diff", "proxy-url", "proxy-url-file", "proxy-user", "proxy-password-file", "baseline", "write-baseline", "prune-baseline", "against", "exclude", "skip-non-manifests", "stdin-filename", "device")
	f.jobs = runtime.GOMAXPROCS(0)
	commandline.Positive(cmd, "jobs", &f.jobs, "files to check at a time")
	set.Lookup("jobs").DefValue = "the number of processors" // not of this machine: man pages say it, too
	commandline.MaxSize(cmd, &f.maxSize)
	commandline.Quiet(cmd, quiet, "print findings only: no summary, no list of fixes, and nothing if there are no findings")
	commandline.Exclude(cmd, "fix", "diff", "write-baseline", "prune-baseline")
	commandline.Exclude(cmd, "statistics", "diff")
	commandline.Exclude(cmd, "statistics", "write-baseline")
	commandline.Exclude(cmd, "quiet", "verbose")
	commandline.RefuseEmpty(cmd, "stdin-filename")
}
