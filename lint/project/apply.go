package project

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// ApplyOptions say what Apply does. With the zero value Apply sets the proxy that
// the configuration of each file names.
type ApplyOptions struct {
	Input
	Proxy        manifest.Proxy    // what to set; beats the configuration
	KeepProtocol bool              // Proxy.UpstreamProtocol holds, even if it is auto, and no configuration is asked for it
	Targets      manifest.Targets  // the modules to set it on, beside those of the configuration
	Remove       *manifest.Removal // what to take away instead; nil to set the proxy

	Config   string    // the configuration file of all files; "" for those of the repository
	NoConfig bool      // read no configuration
	Today    time.Time // for entries of a configuration that expire; zero for now
}

// ErrNoProxy says that neither the options nor the configuration name a proxy.
var ErrNoProxy = errors.New("no proxy, or an empty one: expected Proxy.URL, or proxy.url in " + config.FileName)

// Applied holds the edits that Apply has made in memory.
type Applied struct {
	Edits     []Edit              // in the order of the files; those that stay as they are included
	Proxies   []manifest.ProxyURL // that were set, each once
	Chosen    bool                // some configuration chooses modules
	Leftovers int                 // temporary files of ended processes that were removed where this run has written

	disk atomicfile.Disk
}

// Apply sets or removes the proxy in files, in memory: it writes nothing. Files of a
// folder that are no manifests are left out. The error joins the errors of all files
// that could not be edited; the result holds the other files.
func Apply(ctx context.Context, files *Found, opts ApplyOptions) (*Applied, error) {
	e, err := newEditor(opts)
	if err != nil {
		return nil, err
	}
	failed, unknown := files.Errors(), 0
	for _, c := range files.Files {
		if ctx.Err() != nil {
			return nil, &InterruptedError{"no file was changed", ctx.Err()}
		}
		edit, err := e.edit(c)
		switch {
		case errors.Is(err, ErrNoProxy):
			if unknown++; unknown == 1 {
				failed = append(failed, err) // once is enough
			}
		case err != nil:
			failed = append(failed, err)
		case edit != nil:
			e.applied.Edits = append(e.applied.Edits, *edit)
		}
	}
	if unknown > 0 && unknown < len(files.Files) {
		failed = append(failed, someWithoutProxy(unknown, len(files.Files)))
	}
	e.applied.Chosen = e.chosen
	return &e.applied, errors.Join(failed...)
}

func someWithoutProxy(n, of int) error {
	if n == 1 {
		return fmt.Errorf("1 file of %d have no proxy", of)
	}
	return fmt.Errorf("%d files of %d have no proxy", n, of)
}

func newEditor(opts ApplyOptions) (*editor, error) {
	e := &editor{opts: opts, applied: Applied{disk: atomicfile.Disk{Bounds: paths.BoundsHere()}}}
	if opts.NoConfig {
		if opts.Proxy.URL.IsZero() && opts.Remove == nil {
			return nil, ErrNoProxy
		}
		return e, nil
	}
	dir, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("the current folder cannot be found: %w", paths.Reason(err))
	}
	if opts.Today.IsZero() {
		opts.Today = time.Now()
	}
	e.finder = &config.Finder{Dir: dir, File: opts.Config, Rules: lint.DefaultRules(), Today: opts.Today}
	return e, nil
}

// Changes are the edits that change something.
func (a *Applied) Changes() []Edit {
	var all []Edit
	for _, e := range a.Edits {
		if len(e.Variables) > 0 {
			all = append(all, e)
		}
	}
	return all
}

// Write writes all changed files or none: if one cannot be written, the others keep
// their content. The error names the file that cannot be written, or wraps the error of
// ctx.
func (a *Applied) Write(ctx context.Context) error {
	changes, files := changesOf(a.Edits)
	a.Leftovers += atomicfile.RemoveLeftovers(files)
	return a.disk.ReplaceAll(ctx, changes)
}

// WriteEach writes the changed files, each by itself. A file that cannot be written
// stays as it was, and is removed from Edits. The error joins the errors of all
// files, or is the error of ctx.
func (a *Applied) WriteEach(ctx context.Context) error {
	changes, files := changesOf(a.Edits)
	a.Leftovers += atomicfile.RemoveLeftovers(files)
	failed := a.disk.ReplaceEach(ctx, changes)
	if ctx.Err() != nil {
		return &InterruptedError{"some files may be written, and the others are as they were", ctx.Err()}
	}
	left := map[string]bool{}
	for i, c := range changes {
		left[c.Path] = failed[i] != nil
	}
	var done []Edit
	for _, e := range a.Edits {
		if !left[e.Path] {
			done = append(done, e)
		}
	}
	a.Edits = done
	return errors.Join(failed...)
}
