package main

import (
	"errors"
	"strings"

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
		Config: f.config, NoConfig: f.noConfig, Baseline: f.baseline,
		Jobs: f.jobs, Version: toolVersion(), Reword: wording.Of, Mode: f.mode(),
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
	if err := f.checkBaseline(); err != nil {
		return opts, err
	}
	if err := f.proxy.CheckOutputs(opts.Outputs); err != nil {
		return opts, wording.Of(err)
	}
	return opts, f.compare(&opts)
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
	if l.reports, err = l.flags.reports.Files(l.disk); err != nil {
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
		return wording.Of(&project.OptionError{Option: "AgainstRevision", Err: project.ErrNoRevision})
	default:
		opts.AgainstRevision = revision
	}
	return nil
}
