package main

import (
	"context"
	"errors"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/changes"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/flags"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/wording"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
)

// applySites is the command with --sites.
func (a *app) applySites(ctx context.Context, f *flags.Apply, args []string) error {
	opts, err := f.SiteOptions(&a.Console, args)
	if err != nil {
		return err
	}
	res, err := a.makeSites(ctx, f, opts)
	if err != nil {
		return wording.OfSites(err)
	}
	preview := f.Check || f.Diff
	a.files.Leftovers(res.Leftovers)
	if f.Check {
		err = changes.SiteNames(&a.Console, res)
	}
	if err = errors.Join(err, changes.Sites(&a.Console, res, preview)); err == nil && preview && res.Differ() {
		err = errFindings
	}
	return err
}

// makeSites writes the manifests, or shows how they differ from those that are there.
func (a *app) makeSites(ctx context.Context, f *flags.Apply, opts project.SiteOptions) (*project.SiteFiles, error) {
	switch {
	case f.Check:
		return project.CompareSites(ctx, opts, nil)
	case f.Diff:
		return project.CompareSites(ctx, opts, func(file *project.SiteFile, old, text []byte) error {
			edit := project.Edit{Change: atomicfile.Change{Path: file.Path, Name: file.Name, Old: old, New: text}}
			return changes.Diff(&a.Console, []project.Edit{edit})
		})
	}
	var res *project.SiteFiles
	err := a.files.Guard.Write(func() (err error) {
		res, err = project.WriteSites(ctx, opts)
		return err
	})
	return res, err
}
