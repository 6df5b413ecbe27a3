package project

import (
	"context"
	"path/filepath"

	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
	"github.com/iotedge-tools/edgeproxy/manifest/sites"
)

// SiteOptions say which files are made for sites.
type SiteOptions struct {
	SitesInput
	Out     string // the folder of the files; it may not be there yet
	Grouped bool   // sites that get the same bytes share a file, and a deployment
	Jobs    int    // files to make at a time; 0 for as many as there are processors
}

// takes is called with a file that would change, and with its content before and after.
// old is nil for a new file. If Jobs is 1, the calls come in the order of the files.
type takes func(f *SiteFile, old, text []byte) error

// CompareSites makes the files of all sites in memory, and compares each with the file
// in its place. It calls each, unless that is nil, for the files that differ, in the
// order of the list. It writes nothing. The error is that of ctx, of each, or of the
// list and its sites, joined.
func CompareSites(ctx context.Context, opts SiteOptions, each func(f *SiteFile, old, text []byte) error) (*SiteFiles, error) {
	if each != nil {
		opts.Jobs = 1
	}
	return makeSites(ctx, opts, each)
}

// WriteSites writes the files of all sites that are not as they should be: all of them or
// none. Files that no site writes stay, and are listed. The errors are those of
// CompareSites, or name the file that cannot be written.
func WriteSites(ctx context.Context, opts SiteOptions) (*SiteFiles, error) {
	batch := atomicfile.Disk{Bounds: paths.BoundsHere(), NoFlush: true}.NewBatch()
	defer batch.Discard()
	res, err := makeSites(ctx, opts, func(f *SiteFile, old, text []byte) error {
		c := atomicfile.Change{Path: f.Path, Name: f.Name, Old: old, New: text}
		if f.State == SiteNew {
			c.Do, c.Mode = atomicfile.Create, f.mode
		}
		return batch.Prepare(c)
	})
	if err != nil {
		return res, err
	}
	var files []string
	for i := range res.Files {
		files = append(files, res.Files[i].Path)
	}
	res.Leftovers = atomicfile.RemoveLeftovers(files)
	return res, batch.Commit(ctx)
}

// makeSites makes all files and hands on those that differ.
func makeSites(ctx context.Context, opts SiteOptions, each takes) (*SiteFiles, error) {
	set, err := openSites(opts.SitesInput)
	if err != nil {
		return nil, err
	}
	maker, err := set.maker()
	if err != nil {
		return nil, err
	}
	var plan []sites.Output
	if opts.Grouped {
		plan, err = maker.PlanGroups()
	} else {
		plan, err = maker.Plan()
	}
	if err != nil {
		return nil, set.wrap(err)
	}
	run := &siteRun{siteSet: set, plan: plan, out: opts.Out, each: each, res: set.result(plan, opts.Out), failed: make([]error, len(plan))}
	if err := run.checkPlaces(); err != nil {
		return nil, err
	}
	run.makers.Put(maker)
	if err := run.all(ctx, opts.Jobs); err != nil {
		return nil, err
	}
	run.res.Notes = append(run.notes.sorted(), set.remarks(plan)...)
	run.res.Stale = set.stale(opts.Out, plan)
	return run.res, nil
}

// result is what is known of the files before they are made.
func (s *siteSet) result(plan []sites.Output, out string) *SiteFiles {
	res := &SiteFiles{Manifest: s.manifest.Name, Files: make([]SiteFile, len(plan)), Sites: len(s.list.Sites)}
	secrets := len(secret.Document(s.src)) > 0
	for i := range plan {
		path := filepath.Join(out, filepath.FromSlash(plan[i].Path))
		res.Files[i] = SiteFile{Path: path, Name: paths.Shown(path), Sites: s.names(&plan[i]), mode: 0o644}
		if secrets || s.list.Sites[plan[i].Sites[0]].Proxy.URL.HasPassword() {
			res.Files[i].mode = 0o600
		}
		if plan[i].Deployment != nil {
			res.Deployments++
		}
	}
	return res
}
