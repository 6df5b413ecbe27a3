package main

import (
	"path/filepath"
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// options are the lint options of one file with a configuration.
func (l *linter) options(c candidate, set *config.InForce) lint.Options {
	opts := set.Options()
	opts.Rules, opts.Limits = l.rules, l.flags.maxSize.limits()
	opts.Severities = l.choice.severities(set.Rules)
	if !l.proxy.IsZero() {
		opts.Expect.URL = l.proxy
	}
	opts.Suppress = func(findings []lint.Finding) {
		set.Suppress(findings)
		if l.known != nil {
			l.known.suppress(l.known.path(l, c.name), findings)
		}
	}
	return opts
}

// inForce is the configuration of a file. Where that of the revision to compare
// with is stricter, it stays.
func (l *linter) inForce(name string) (*config.InForce, error) {
	if l.finder == nil {
		return &config.InForce{}, nil
	}
	set, err := l.finder.For(filepath.FromSlash(name))
	if err != nil || l.before == nil {
		return set, err
	}
	before, err := l.before.For(filepath.FromSlash(name))
	if err == nil {
		set.Keep(before, slices.DeleteFunc(slices.Clone(l.rules), func(r lint.Rule) bool { return !l.choice.runs(r.ID) }))
	}
	return set, err
}

// gather puts the results together in the order of the files.
func (l *linter) gather(files *collection, results []result) (*report.Run, []atomicfile.Change, []error) {
	run := &report.Run{
		Version:  toolVersion(),
		Rules:    l.choice.inForce(l.rules),
		BasePath: filepath.ToSlash(l.dir),
		Root:     filepath.ToSlash(paths.Repository(l.dir)),

		Tolerated: tolerated(l.failOn),
	}
	run.Loosened = l.loosened(results)
	var changes []atomicfile.Change
	failures := files.failed
	for _, r := range results {
		run.Fixed += r.fixed
		if r.failed != nil {
			failures = append(failures, *r.failed)
		}
		if r.skipped {
			run.Skipped++
		}
		if r.template {
			run.Templates++
		}
		if r.file != nil {
			run.Files = append(run.Files, *r.file)
		}
		if r.change != nil {
			changes = append(changes, *r.change)
		}
	}
	var errs []error
	seen := map[string]bool{} // a broken configuration fails each of its files
	for _, f := range failures {
		run.Failures = append(run.Failures, f.report())
		if !seen[f.err.Error()] {
			seen[f.err.Error()] = true
			errs = append(errs, f.err)
		}
	}
	return run, changes, errs
}
