package main

import (
	"path/filepath"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// options are the lint options of one file.
func (l *linter) options(c candidate) (lint.Options, error) {
	opts := lint.Options{Rules: l.rules, Limits: l.flags.maxSize.limits()}
	path := c.name
	var usage *config.Usage
	var settings config.Settings
	if l.finder != nil {
		var err error
		if usage, path, err = l.finder.For(filepath.FromSlash(c.name)); err != nil {
			return opts, err
		}
		settings = usage.Config.For(path)
	}
	opts.Severities = l.choice.severities(settings.Rules)
	opts.Expect = expectation(settings.Proxy, l.proxy)
	opts.Suppress = func(findings []lint.Finding) {
		if usage != nil {
			usage.Suppress(path, findings)
		}
		if l.known != nil {
			l.known.suppress(l.known.path(l, c.name), findings)
		}
	}
	return opts, nil
}

// expectation is what the configuration and the command line say of the proxy.
func expectation(p config.Proxy, flag manifest.ProxyURL) check.Expect {
	e := check.Expect{
		URL:              p.URL.Value,
		UpstreamProtocol: p.UpstreamProtocol.Value,
		Modules:          p.Modules.Value,
	}
	switch {
	case p.Required.Origin != "" && p.Required.Value:
		e.Need = check.NeedAll
	case p.Required.Origin != "":
		e.Need = check.NeedNone
	}
	if !flag.IsZero() {
		e.URL = flag
	}
	return e
}

// gather puts the results together in the order of the files.
func (l *linter) gather(files *collection, results []result) (*report.Run, []change, []error) {
	run := &report.Run{
		Version:  toolVersion(),
		Rules:    l.choice.inForce(l.rules),
		BasePath: filepath.ToSlash(l.dir),
		Root:     filepath.ToSlash(repository(l.dir)),
	}
	var changes []change
	failures := files.failed
	for _, r := range results {
		run.Fixed += r.fixed
		if r.failed != nil {
			failures = append(failures, *r.failed)
		}
		if r.skipped {
			run.Skipped++
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

// repository is the root of the repository that a folder is in; "" if it is in
// none.
func repository(folder string) string {
	for !exists(filepath.Join(folder, ".git")) {
		parent := filepath.Dir(folder)
		if parent == folder {
			return ""
		}
		folder = parent
	}
	return folder
}
