package main

import (
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/wording"
	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/project"
)

// options are what the flags say.
func (l *linter) options() (project.Options, error) {
	f := &l.flags
	opts := project.Options{
		StdinName: f.stdinFilename, Exclude: f.exclude, SkipNonManifests: f.skipNonManifests,
		Config: f.config.File, NoConfig: f.config.None,
		Device: f.device, Jobs: f.jobs, Version: toolVersion(), Reword: wording.Of, Mode: f.mode(),
	}
	if err := f.rules.Choose(&opts); err != nil {
		return opts, err
	}
	if err := l.chooseOutput(&opts); err != nil {
		return opts, err
	}
	var err error
	if l.proxy, err = f.proxy.Read(&l.Console); err != nil {
		return opts, err
	}
	opts.Proxy, opts.Input = l.proxy, l.Input(f.maxSize)
	if err := f.comparison.Set(&opts); err != nil {
		return opts, err
	}
	return opts, f.proxy.CheckOutputs(opts.Outputs)
}

// chooseOutput puts what --fail-on, --format and --report say into the options.
func (l *linter) chooseOutput(opts *project.Options) error {
	var err error
	if l.flags.failOnSet {
		level := lint.Off
		if l.flags.failOn != "never" {
			if level, err = check.ParseSeverity(l.flags.failOn); err != nil {
				return err
			}
		}
		opts.FailOn = &level
	}
	if l.formatName, l.format, err = l.flags.reports.Format(&l.Console); err != nil {
		return err
	}
	if l.reports, err = l.flags.reports.Files(l.files.Disk); err != nil {
		return err
	}
	for _, r := range l.reports {
		opts.Outputs = append(opts.Outputs, r.Path)
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
	case f.comparison.Write:
		return project.RecordBaseline
	case f.comparison.Prune:
		return project.PruneBaseline
	}
	return project.Check
}
