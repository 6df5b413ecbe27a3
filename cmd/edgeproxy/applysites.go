package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/changes"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/wording"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
)

// siteFlags are the flags of apply that make a manifest for each site.
type siteFlags struct {
	list  string
	out   string
	group bool
}

func (f *siteFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.list, "sites", "", "make a manifest for each site that this `FILE` lists, YAML or CSV; FILE is the manifest of all, or \"manifest\" in the list is")
	flags.StringVar(&f.out, "out", "", "the `FOLDER` for the manifests of --sites")
	flags.BoolVar(&f.group, "group", false, "with --sites: sites with the same result share a file, and a deployment whose target condition holds for each of them")
	for _, other := range []string{"proxy-url", "proxy-url-file", "proxy-user", "proxy-password-file", "upstream-protocol", "no-proxy", "module", "all-modules", "existing", "remove", "write", "keep-going"} {
		commandline.Exclude(cmd, "sites", other)
	}
	commandline.RefuseEmpty(cmd, "sites", "out")
	before := cmd.PreRunE
	cmd.PreRunE = func(cmd *cobra.Command, args []string) error {
		if err := f.check(); err != nil {
			return err
		}
		return before(cmd, args)
	}
}

// check makes sure that the flags are complete.
func (f *siteFlags) check() error {
	switch {
	case f.list == "" && f.out != "":
		return errors.New("--out is for the manifests of sites: expected --sites FILE, too; -w writes a file in its place")
	case f.list == "" && f.group:
		return errors.New("--group is for the deployments of sites: expected --sites FILE, too")
	case f.list != "" && f.out == "":
		return errors.New("--sites: no folder for the manifests: expected --out FOLDER, too")
	}
	return nil
}

// errSeveralManifests says that the sites of a list have one manifest.
var errSeveralManifests = errors.New("--sites: several manifests: expected one, from which those of all sites are made")

// applySites is the command with --sites.
func (a *app) applySites(ctx context.Context, f applyFlags, args []string) error {
	if len(args) > 1 {
		return errSeveralManifests
	}
	opts := project.SiteOptions{Out: f.sites.out, Grouped: f.sites.group, SitesInput: a.sitesInput(f.sites.list, args, f.maxSize)}
	opts.Config, opts.NoConfig = f.config.File, f.config.None
	res, err := a.makeSites(ctx, f, opts)
	if err != nil {
		return ofSites(err)
	}
	preview := f.check || f.diff
	a.files.Leftovers(res.Leftovers)
	if f.check {
		err = changes.SiteNames(&a.Console, res)
	}
	if err = errors.Join(err, changes.Sites(&a.Console, res, preview)); err == nil && preview && res.Differ() {
		err = errFindings
	}
	return err
}

// makeSites writes the manifests, or shows how they differ from those that are there.
func (a *app) makeSites(ctx context.Context, f applyFlags, opts project.SiteOptions) (*project.SiteFiles, error) {
	switch {
	case f.check:
		return project.CompareSites(ctx, opts, nil)
	case f.diff:
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

// sitesInput is what the commands with --sites read.
func (a *app) sitesInput(list string, args []string, maxSize int) project.SitesInput {
	in := project.SitesInput{Input: a.Input(maxSize), List: list, Getenv: a.Getenv}
	if len(args) == 1 {
		in.Manifest = args[0]
	}
	return in
}

// ofSites is an error of apply with --sites in the words of the command line.
func ofSites(err error) error {
	var worded []error
	for _, e := range console.Flatten(err) {
		var overwrite *project.OverwriteError
		if errors.As(e, &overwrite) {
			e = fmt.Errorf("--out: the file of a site would overwrite %s, which %s: expected another folder", overwrite.Name, overwrite.Role)
		} else {
			e = wording.Of(e)
		}
		worded = append(worded, e)
	}
	return errors.Join(worded...)
}
