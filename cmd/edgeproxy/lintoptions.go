package main

import (
	"errors"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// options are what the flags say.
func (l *linter) options() (project.Options, error) {
	f := &l.flags
	opts := project.Options{
		StdinName: f.stdinFilename, Exclude: f.exclude, SkipNonManifests: f.skipNonManifests,
		Config: f.config, NoConfig: f.noConfig, Baseline: f.baseline,
		Jobs: f.jobs, Version: toolVersion(), Reword: worded, Mode: f.mode(),
	}
	if err := f.chooseRules(&opts); err != nil {
		return opts, err
	}
	if err := l.chooseOutput(&opts); err != nil {
		return opts, err
	}
	var err error
	if l.proxy, err = f.proxy.read(l.app); err != nil {
		return opts, err
	}
	opts.Proxy, opts.Input = l.proxy, l.input(f.maxSize)
	if err := f.checkBaseline(); err != nil {
		return opts, err
	}
	if err := f.proxy.checkOutputs(opts.Outputs); err != nil {
		return opts, worded(err)
	}
	return opts, f.compare(&opts)
}

// chooseOutput puts what --fail-on, --format and --report say into the options.
func (l *linter) chooseOutput(opts *project.Options) error {
	level, err := parseFailOn(l.flags.failOn)
	if err != nil {
		return err
	}
	if l.flags.failOnSet {
		opts.FailOn = &level
	}
	if l.formatName, l.format, err = l.outputFormat(l.flags.format); err != nil {
		return err
	}
	if l.flags.statistics {
		l.format = report.Statistics
	}
	if l.reports, err = l.reportFiles(l.flags.reports); err != nil {
		return err
	}
	for _, r := range l.reports {
		opts.Outputs = append(opts.Outputs, r.path)
	}
	return nil
}

// mode is what the run is for.
func (f *lintFlags) mode() project.Mode {
	switch {
	case f.fix:
		return project.MakeFixes
	case f.diff:
		return project.PreviewFixes
	case f.writeBaseline:
		return project.RecordBaseline
	case f.pruneBaseline:
		return project.PruneBaseline
	}
	return project.Check
}

func (f *lintFlags) checkBaseline() error {
	switch {
	case f.baseline != "":
		return nil
	case f.writeBaseline:
		return errors.New("--write-baseline: no file is named: expected --baseline FILE, too")
	case f.pruneBaseline:
		return errors.New("--prune-baseline: no file is named: expected --baseline FILE, too")
	}
	return nil
}

// compare puts what --against says into the options.
func (f *lintFlags) compare(opts *project.Options) error {
	revision, isGit := strings.CutPrefix(f.against, "git:")
	switch {
	case !isGit:
		opts.AgainstFile = f.against
	case revision == "":
		return worded(&project.OptionError{Option: "AgainstRevision", Err: project.ErrNoRevision})
	default:
		opts.AgainstRevision = revision
	}
	return nil
}
