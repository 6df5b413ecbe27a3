package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/changes"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/remarks"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/wording"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

// apply is the command: all inputs are edited in memory, then the results are
// handed out.
func (a *app) apply(ctx context.Context, f applyFlags, args []string) error {
	opts, err := f.options(a)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		args = []string{paths.Stdin}
	}
	files := project.Find(args)
	if err := f.checkFiles(files); err != nil {
		return err
	}
	res, err := project.Apply(ctx, files, opts)
	if res == nil {
		return wording.Of(err)
	}
	for _, url := range res.Proxies {
		remarks.Proxy(&a.Console, url)
	}
	if !f.remove {
		remarks.NoProxy(&a.Console, f.noProxy, len(f.modules) > 0 || f.allModules || res.Chosen)
	}
	failed := wording.Each(err)
	switch {
	case len(failed) > 0 && !f.keepGoing:
		if f.write && len(args) > 1 {
			failed = append(failed, errors.New("no file was changed"))
		}
		return errors.Join(failed...)
	case len(res.Edits) == 0 && len(failed) == 0:
		return &project.NoManifestError{Paths: args}
	}
	if err := a.deliver(ctx, f, res); len(failed) == 0 || !errors.Is(err, errFindings) {
		failed = append(failed, err)
	}
	return errors.Join(failed...)
}

// deliver writes, shows or names the results of apply, and lists the changes.
func (a *app) deliver(ctx context.Context, f applyFlags, res *project.Applied) error {
	changed := res.Changes()
	came := changes.Written
	var err error
	switch {
	case f.write:
		write := res.Write // all or none
		if f.keepGoing {
			write = res.WriteEach
		}
		err = a.files.WriteAll(func() error { return write(ctx) }, &res.Leftovers)
	case f.diff:
		came, err = changes.Previewed, changes.Diff(&a.Console, changed)
	case f.check:
		came, err = changes.Previewed, changes.Names(&a.Console, changed)
	case len(res.Edits) > 0:
		came = changes.Printed
		_, err = a.Stdout.Write(res.Edits[0].New)
	}
	if err != nil && !f.keepGoing {
		return err
	}
	if err := errors.Join(err, changes.List(&a.Console, res.Edits, came)); err != nil {
		return err
	}
	if came == changes.Previewed && len(changed) > 0 {
		return errFindings
	}
	return nil
}

// checkFiles makes sure that the results have a place to go to.
func (f *applyFlags) checkFiles(files *project.Found) error {
	toOutput := !f.write && !f.diff && !f.check
	switch {
	case toOutput && len(files.Paths) == 1 && len(files.Folders) == 1:
		return fmt.Errorf("%s: is a folder: expected a file, or -w, --diff or --check", paths.Shown(files.Paths[0]))
	case toOutput && (len(files.Files)+len(files.Failures) != 1 || len(files.Folders) > 0):
		return errors.New("several files, but no place for the results: expected -w, --diff or --check, or one file")
	case f.write && files.HasStdin():
		return errors.New("standard input cannot be written: leave out -w to get the result on standard output")
	}
	return nil
}

// options are what the flags say.
func (f *applyFlags) options(a *app) (project.ApplyOptions, error) {
	opts := project.ApplyOptions{KeepProtocol: f.protocolGiven, Config: f.config.File, NoConfig: f.config.None}
	protocol, err := f.protocol()
	if err != nil {
		return opts, fmt.Errorf("--upstream-protocol: %w", err)
	}
	existing := map[string]manifest.Existing{"overwrite": manifest.Overwrite, "keep": manifest.Keep, "fail": manifest.Fail}[f.existing]
	opts.Proxy = manifest.Proxy{UpstreamProtocol: protocol, NoProxy: f.noProxy, Existing: existing}
	opts.Targets = manifest.Targets{Modules: f.modules, All: f.allModules}
	if f.remove {
		opts.Remove = &manifest.Removal{NoProxy: f.noProxy != "", UpstreamProtocol: protocol}
	} else if opts.Proxy.URL, err = f.proxy.Read(&a.Console); err != nil {
		return opts, err
	}
	opts.Input = a.Input(f.maxSize)
	if f.config.None && !f.remove && opts.Proxy.URL.IsZero() {
		return opts, wording.ErrNoProxy
	}
	return opts, nil
}

// protocol is the protocol that the command asks for. Without a proxy any of the
// four will do.
func (f *applyFlags) protocol() (manifest.UpstreamProtocol, error) {
	if p, ok := proxy.ReadProtocol(f.upstreamProtocol); ok && f.remove {
		return p, nil
	}
	return manifest.ParseProtocol(f.upstreamProtocol)
}
