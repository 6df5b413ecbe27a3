package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// linter is one run of the command lint.
type linter struct {
	app     *app
	flags   lintFlags
	rules   []lint.Rule
	choice  ruleChoice
	failOn  lint.Severity
	format  report.Writer
	reports []reportFile
	proxy   manifest.ProxyURL
	finder  *config.Finder // nil with --no-config
	known   *knownFindings // nil without --baseline
	dir     string         // absolute path of the working directory
}

// reportFile is one --report.
type reportFile struct {
	path  string
	write report.Writer
}

// result is what became of one file. The zero value stands for a file of a
// folder that is not even a candidate.
type result struct {
	file    *report.File
	skipped bool // it is no manifest
	fixed   int
	change  *change // the file with its fixes, if it has any
	err     error   // it could not be checked
}

func (a *app) newLinter(f lintFlags) (*linter, error) {
	l := &linter{app: a, flags: f, rules: lint.DefaultRules()}
	var err error
	if l.dir, err = os.Getwd(); err != nil {
		return nil, err
	}
	if l.choice, err = chooseRules(l.rules, f); err != nil {
		return nil, err
	}
	if l.failOn, err = parseFailOn(f.failOn); err != nil {
		return nil, err
	}
	if l.proxy, err = f.proxy.read(a); err != nil {
		return nil, err
	}
	if l.format, l.reports, err = a.formats(f); err != nil {
		return nil, err
	}
	if !f.noConfig {
		l.finder = &config.Finder{Dir: l.dir, File: f.config, Rules: l.rules, Today: time.Now()}
	}
	l.known, err = a.openBaseline(f)
	return l, err
}

// formats looks up the format of standard output and those of --report.
func (a *app) formats(f lintFlags) (report.Writer, []reportFile, error) {
	name := f.format
	if name == "auto" {
		switch {
		case strings.EqualFold(a.getenv("TF_BUILD"), "true"):
			name = "azure"
		case a.getenv("GITHUB_ACTIONS") == "true":
			name = "github"
		default:
			name = "text"
		}
	}
	format, err := report.Lookup(name)
	if err != nil {
		return nil, nil, fmt.Errorf("--format: %w", err)
	}
	var files []reportFile
	for _, r := range f.reports {
		name, path, ok := strings.Cut(r, "=")
		if !ok || path == "" {
			return nil, nil, fmt.Errorf("--report %q: expected FORMAT=PATH, such as sarif=results.sarif", r)
		}
		write, err := report.Lookup(name)
		if err != nil {
			return nil, nil, fmt.Errorf("--report: %w", err)
		}
		files = append(files, reportFile{path, write})
	}
	return format, files, nil
}

func parseFailOn(name string) (lint.Severity, error) {
	if name == "never" {
		return lint.Off, nil
	}
	s, err := check.ParseSeverity(name)
	if err != nil || s == lint.Off {
		return lint.Off, fmt.Errorf("unknown --fail-on %q: expected error, warning, info or never", name)
	}
	return s, nil
}

// all checks the files with --jobs workers. The results are in the order of
// the files.
func (l *linter) all(ctx context.Context, files []candidate) []result {
	results := make([]result, len(files))
	progress := l.app.startProgress(len(files))
	defer progress.stop()
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(max(l.flags.jobs, 1), len(files)) {
		workers.Go(func() {
			for i := range next {
				results[i] = l.one(files[i])
				progress.add()
			}
		})
	}
	for i := range files {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	workers.Wait()
	return results
}

// one checks one file.
func (l *linter) one(c candidate) result {
	src, err := l.app.read(c.input, sizeFlag(l.flags.maxSize).bytes())
	if err != nil {
		return result{err: err}
	}
	if c.found && !holdsAgent(src) {
		return result{}
	}
	doc, err := manifest.ParseLimits(src, sizeFlag(l.flags.maxSize).limits())
	if l.passOver(c, src, doc) {
		return result{skipped: true}
	}
	opts, optErr := l.options(c)
	if optErr != nil {
		return result{err: optErr}
	}
	if err != nil {
		return located(c, src, lint.Source(src, opts))
	}
	if opts.Against, err = l.earlier(c); err != nil {
		return result{err: err}
	}
	findings := lint.Run(doc, opts)
	if l.flags.fix || l.flags.diff {
		return l.mend(c, doc, findings, opts)
	}
	return located(c, src, findings)
}

func located(c candidate, src []byte, findings []lint.Finding) result {
	file := report.Locate(c.name, src, findings)
	return result{file: &file}
}

// mend makes the fixes of a file in memory. With --diff the file stays as it
// is, and so do its findings.
func (l *linter) mend(c candidate, doc *manifest.Document, findings []lint.Finding, opts lint.Options) result {
	fixed, err := opts.Fix(doc, findings)
	if err != nil {
		return result{err: fmt.Errorf("%s: %w", c.name, err)}
	}
	out := located(c, fixed.Bytes, fixed.Left)
	if l.flags.diff {
		out = located(c, doc.Bytes(), findings)
	} else {
		out.fixed = len(fixed.Mended)
	}
	if fixed.Changed || c.path == stdinName { // standard output gets the document in any case
		out.change = &change{c.input, doc.Bytes(), fixed.Bytes}
	}
	return out
}

// holdsAgent recognises a manifest among the JSON files of a folder. The name
// may be written with an escape, as any JSON string.
func holdsAgent(src []byte) bool {
	return bytes.Contains(src, []byte("$edgeAgent")) || bytes.Contains(src, []byte(`\u0024edgeAgent`))
}

// passOver reports whether a file is none of the linter's business: one that
// was found in a folder, or any with --skip-non-manifests, if it holds no
// deployment. doc is nil if it could not be parsed.
func (l *linter) passOver(c candidate, src []byte, doc *manifest.Document) bool {
	if !c.found && !l.flags.skipNonManifests {
		return false
	}
	if doc == nil {
		return !holdsAgent(src) && !bytes.Contains(src, []byte("modulesContent"))
	}
	return len(doc.Deployments()) == 0
}

// options are the lint options of one file.
func (l *linter) options(c candidate) (lint.Options, error) {
	opts := lint.Options{Rules: l.rules, Limits: sizeFlag(l.flags.maxSize).limits()}
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
			l.known.suppress(c.name, findings)
		}
	}
	return opts, nil
}

// expectation is what the configuration and the command line say of the proxy.
func expectation(p config.Proxy, flag manifest.ProxyURL) check.Expect {
	e := check.Expect{
		URL:              p.URL.Value.Reveal(),
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
		e.URL = flag.Reveal()
	}
	return e
}

// gather puts the results together in the order of the files.
func (l *linter) gather(files []candidate, results []result) (*report.Run, []change, []error) {
	run := &report.Run{Version: toolVersion(), Rules: l.choice.inForce(l.rules), BasePath: filepath.ToSlash(l.dir), Root: repositoryRoot(l.dir)}
	var changes []change
	var failed []error
	for i, r := range results {
		run.Fixed += r.fixed
		switch {
		case r.err != nil:
			failed = append(failed, r.err)
			message := strings.TrimPrefix(r.err.Error(), files[i].name+": ")
			run.Failures = append(run.Failures, report.Failure{Path: files[i].name, Message: message})
		case r.skipped:
			run.Skipped++
		case r.file != nil:
			run.Files = append(run.Files, *r.file)
		}
		if r.change != nil {
			changes = append(changes, *r.change)
		}
	}
	return run, changes, dedupe(failed)
}

// repositoryRoot is the folder above dir that holds .git, with forward
// slashes; "" if there is none.
func repositoryRoot(dir string) string {
	for at := dir; ; at = filepath.Dir(at) {
		if _, err := os.Stat(filepath.Join(at, ".git")); err == nil {
			return filepath.ToSlash(at)
		}
		if at == filepath.Dir(at) {
			return ""
		}
	}
}

// dedupe drops errors that say the same: a broken configuration would be
// reported once for each file.
func dedupe(errs []error) []error {
	seen := map[string]bool{}
	var out []error
	for _, e := range errs {
		if !seen[e.Error()] {
			seen[e.Error()] = true
			out = append(out, e)
		}
	}
	return out
}
