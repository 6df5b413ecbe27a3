package project

import (
	"context"
	"errors"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/project/internal/workers"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/sites"
)

// LintSites checks what each site of a list would get. A finding points to the manifest
// or to the list. If several sites have the same finding, it is reported once, and its
// message names the sites. It writes nothing, and offers no fixes.
//
// LintSites uses the options about rules, severities, the configuration and the report.
// The configuration is that of the manifest. An error is that of ctx or of the list, or
// says that the options do not allow the run.
func LintSites(ctx context.Context, in SitesInput, opts Options) (*Result, error) {
	opts.Input, opts.Config, opts.NoConfig = in.Input, in.Config, in.NoConfig
	opts.Mode, opts.Baseline, opts.AgainstFile, opts.AgainstRevision = Check, "", "", ""
	l, err := newLinter(opts)
	if err != nil {
		return nil, err
	}
	set, err := openSites(in)
	if err != nil {
		return nil, err
	}
	if err := CheckOutputs(opts.Outputs, append(set.sources(), l.configurations()...)); err != nil {
		return nil, err
	}
	r := &sitesLint{siteSet: set, linter: l, inList: map[string]*config.InForce{}, found: map[sharedKey]*sharedFinding{}}
	if err := r.readInForce(); err != nil {
		return nil, err
	}
	if err := r.run(ctx); err != nil {
		return nil, err
	}
	res := &Result{linter: l, files: &Found{Files: r.files}, results: r.results, Sites: r.checked}
	res.gather()
	return res, nil
}

// sitesLint is one run over all sites.
type sitesLint struct {
	*siteSet
	linter   *linter
	inForce  *config.InForce            // the configuration of the manifest
	inList   map[string]*config.InForce // those of the files of the list, by their names
	found    map[sharedKey]*sharedFinding
	checked  int  // how many sites
	unfilled bool // the manifest is a template: what the sites get has still to be filled in
	files    []File
	results  []result
}

// readInForce reads the configurations of the manifest and of the list.
func (r *sitesLint) readInForce() (err error) {
	for name := range r.list.Sources {
		if r.inList[name], err = r.linter.inForce(name); err != nil {
			return err
		}
	}
	r.inForce, err = r.linter.inForce(r.manifest.Name)
	return err
}

// run checks all sites, and puts their findings together by files.
func (r *sitesLint) run(ctx context.Context) error {
	maker, err := r.maker()
	var syntax *manifest.SyntaxError
	switch {
	case errors.As(err, &syntax):
		r.files = []File{r.manifest}
		r.results = []result{located(r.manifest, r.src, lint.Source(r.src, r.linter.options(r.manifest, r.inForce)))}
		return nil
	case err != nil:
		return err
	}
	plan, err := maker.Plan()
	if err != nil {
		return r.wrap(err)
	}
	if err := r.all(ctx, maker, plan); err != nil {
		return err
	}
	r.checked = len(plan)
	r.gather()
	return nil
}

// all checks the outputs of a plan, some at a time. The findings are collected in the
// order of the plan.
func (r *sitesLint) all(ctx context.Context, first *sites.Maker, plan []sites.Output) error {
	makers, err := r.makers(first)
	if err != nil {
		return err
	}
	linted, failed := make([]siteLinted, len(plan)), make([]error, len(plan))
	done := 0
	queue := workers.Queue{Most: mostWaiting}
	queue.Do = func(i int) int {
		maker := <-makers
		defer func() { makers <- maker }()
		linted[i], failed[i] = r.one(maker, &plan[i])
		return len(linted[i].findings)
	}
	queue.Take = func(i int) {
		if failed[i] == nil {
			r.unfilled = r.unfilled || linted[i].template
			r.share(r.list.Sites[plan[i].Sites[0]].Name, linted[i].findings)
		}
		linted[i] = siteLinted{}
		if done++; r.linter.opts.Progress != nil {
			r.linter.opts.Progress(done, len(plan))
		}
	}
	queue.Run(len(plan), r.linter.opts.Jobs, func() bool { return ctx.Err() != nil })
	if ctx.Err() != nil {
		return &InterruptedError{"no file was changed", ctx.Err()}
	}
	var notes siteNotes
	for i, err := range failed {
		if err != nil {
			notes.add(i, r.names(&plan[i]), r.manifest.wrap(err).Error())
		}
	}
	return notes.joined()
}

// makers are as many makers as there are jobs.
func (r *sitesLint) makers(first *sites.Maker) (chan *sites.Maker, error) {
	makers := make(chan *sites.Maker, r.linter.opts.Jobs)
	makers <- first
	for range r.linter.opts.Jobs - 1 {
		maker, err := r.maker()
		if err != nil {
			return nil, err
		}
		makers <- maker
	}
	return makers, nil
}
