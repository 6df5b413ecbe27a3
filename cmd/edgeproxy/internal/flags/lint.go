package flags

import (
	"runtime"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// Lint are the flags of the commands that lint: lint, and device check.
type Lint struct {
	Comparison Comparison
	Sites      Sites
	Fix, Diff  bool
	Verbose    bool
	Device     string // a path

	reports          Reports
	rules            Rules
	failOn           string
	proxy            Proxy
	config           Config
	skipNonManifests bool
	exclude          []string
	stdinName        string
	jobs             int
	maxSize          int
	changed          func(flag string) bool
}

// LintOutput is what the flags say of the output of a run.
type LintOutput struct {
	FormatName string
	Format     report.Writer // of standard output
	Files      []ReportFile[report.Writer]
}

// addOutput adds the flags for what is written, and for the exit code.
func (f *Lint) addOutput(cmd *cobra.Command) {
	f.changed = cmd.Flags().Changed
	f.reports.Add(cmd)
	cmd.Flags().StringVar(&f.failOn, "fail-on", "error", "exit with 1 on findings of this `LEVEL` or above: error, warning, info, or never")
	commandline.OneOf(cmd, "fail-on", "error", "warning", "info", "never")
}

// AddDevice adds the flags of device check.
func (f *Lint) AddDevice(cmd *cobra.Command, quiet *bool) {
	set := cmd.Flags()
	set.SortFlags = false
	set.StringVar(&f.Device, "root", "/", "the `PATH` of a folder that is laid out like the root of the device, such as a mounted image, or of a config.toml alone")
	f.addOutput(cmd)
	f.rules.Add(cmd)
	f.config.Add(cmd, "the .edgeproxy.yaml at the root of the repository, if there is one")
	f.jobs = runtime.GOMAXPROCS(0)
	commandline.MaxSize(cmd, &f.maxSize)
	commandline.Quiet(cmd, quiet, "print findings only: no table, no summary, and nothing if there are no findings")
	commandline.RefuseEmpty(cmd, "root")
}

// Add adds the flags of lint.
func (f *Lint) Add(cmd *cobra.Command, quiet *bool) {
	set := cmd.Flags()
	set.SortFlags = false
	f.addOutput(cmd)
	set.BoolVar(&f.Fix, "fix", false, "make the safe fixes in the files, with --baseline those of new findings only; if standard input is fixed, the result goes to standard output and the findings go to standard error")
	set.BoolVar(&f.Diff, "diff", false, "show the safe fixes without making them; exit with 1 if there are any")
	f.proxy.Add(cmd, "the proxy that the manifests should have, and that --fix sets")
	f.rules.Add(cmd)
	f.config.Add(cmd, "the .edgeproxy.yaml at the root of the repository, and those in folders below, which can make the configuration stricter")
	f.Comparison.Add(cmd)
	f.addInput(cmd)
	commandline.Quiet(cmd, quiet, "print findings only: no summary, no list of fixes, and nothing if there are no findings")
	commandline.Exclude(cmd, "fix", "diff", "write-baseline", "prune-baseline")
	commandline.Exclude(cmd, "statistics", "diff")
	commandline.Exclude(cmd, "statistics", "write-baseline")
	commandline.Exclude(cmd, "quiet", "verbose")
	commandline.RefuseEmpty(cmd, "stdin-filename")
}

// addInput adds the flags of lint for what is read.
func (f *Lint) addInput(cmd *cobra.Command) {
	set := cmd.Flags()
	commandline.Repeated(cmd, &f.exclude, "exclude", "skip the files in folders that this `GLOB` matches, such as 'old/**'; may be repeated")
	set.BoolVar(&f.skipNonManifests, "skip-non-manifests", false, "skip named files that are no manifests or are excluded, for hooks, which name all files")
	set.BoolVar(&f.Verbose, "verbose", false, "name the files that are skipped, and say why")
	set.StringVar(&f.stdinName, "stdin-filename", "", "the `NAME` of standard input, for output and configuration")
	set.StringVar(&f.Device, "device", "", "also check the device at this `PATH`, a config.toml or a folder laid out like /, and what it would lose by the manifests")
	commandline.RefuseEmpty(cmd, "device")
	f.Sites.Add(cmd, "check what each site of this `LIST` (YAML or CSV) would get, from the manifest that is the PATH, or that \"manifest\" in the list names", insteadOfLint()...)
	f.jobs = runtime.GOMAXPROCS(0)
	commandline.Positive(cmd, "jobs", &f.jobs, "files to check at a time")
	set.Lookup("jobs").DefValue = "the number of processors" // not the number of this machine: man pages show the default, too
	commandline.MaxSize(cmd, &f.maxSize)
}

// Options are what the flags say of a run, and of its output. The reports are files that
// can be written to the disk, and replace no input.
func (f *Lint) Options(c *console.Console, disk atomicfile.Disk) (opts project.Options, out LintOutput, err error) {
	opts = project.Options{
		StdinName: f.stdinName, Exclude: f.exclude, SkipNonManifests: f.skipNonManifests,
		Config: f.config.File, NoConfig: f.config.None,
		Device: f.Device, Jobs: f.jobs, Mode: f.mode(),
	}
	if err = f.rules.Choose(&opts); err != nil {
		return opts, out, err
	}
	if out, err = f.output(c, disk, &opts); err != nil {
		return opts, out, err
	}
	if opts.Proxy, err = f.proxy.Read(c); err != nil {
		return opts, out, err
	}
	opts.Input = c.Input(f.maxSize)
	if err = f.Comparison.Set(&opts); err != nil {
		return opts, out, err
	}
	return opts, out, f.proxy.CheckOutputs(opts.Outputs)
}

// SitesInput is what a run with --sites reads, from the arguments.
func (f *Lint) SitesInput(c *console.Console, args []string) (project.SitesInput, error) {
	in, err := f.Sites.Input(c, args, f.maxSize)
	in.Config, in.NoConfig = f.config.File, f.config.None
	return in, err
}

// output reads --fail-on, --format and --report.
func (f *Lint) output(c *console.Console, disk atomicfile.Disk, opts *project.Options) (out LintOutput, err error) {
	if f.changed("fail-on") { // it beats the configuration
		level := lint.Off
		if f.failOn != "never" {
			if level, err = check.ParseSeverity(f.failOn); err != nil {
				return out, err
			}
		}
		opts.FailOn = &level
	}
	if out.FormatName, out.Format, err = f.reports.Format(c); err != nil {
		return out, err
	}
	if out.Files, err = f.reports.Files(disk); err != nil {
		return out, err
	}
	for _, r := range out.Files {
		opts.Outputs = append(opts.Outputs, r.Path)
	}
	return out, nil
}

// mode is what the run is for.
func (f *Lint) mode() project.Mode {
	switch {
	case f.Fix:
		return project.MakeFixes
	case f.Diff:
		return project.PreviewFixes
	case f.Comparison.Write:
		return project.RecordBaseline
	case f.Comparison.Prune:
		return project.PruneBaseline
	}
	return project.Check
}
