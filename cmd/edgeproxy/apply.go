package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/changes"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/flags"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/remarks"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/wording"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

func (a *app) applyCommand() *cobra.Command {
	var f flags.Apply
	cmd := help.Command("apply", &cobra.Command{
		SuggestFor: []string{"set", "add", "patch", "write", "remove", "sites"},
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.Sites.List != "" {
				return a.applySites(cmd.Context(), &f, args)
			}
			return a.apply(cmd.Context(), &f, args)
		},
	})
	f.Add(cmd)
	commandline.Quiet(cmd, &a.Quiet, "print no list of the changes")
	return cmd
}

// apply is the command: all inputs are edited in memory, then the results are
// handed out.
func (a *app) apply(ctx context.Context, f *flags.Apply, args []string) error {
	opts, err := f.Options(&a.Console)
	if err != nil {
		return wording.Of(err)
	}
	if len(args) == 0 {
		args = []string{paths.Stdin}
	}
	files := project.Find(args)
	if err := f.CheckFiles(files); err != nil {
		return err
	}
	res, err := project.Apply(ctx, files, opts)
	if res == nil {
		return wording.Of(err)
	}
	for _, url := range res.Proxies {
		remarks.Proxy(&a.Console, url)
	}
	if !f.Remove {
		remarks.NoProxy(&a.Console, f.NoProxy, f.Chooses() || res.Chosen)
	}
	failed := wording.Each(err)
	switch {
	case len(failed) > 0 && !f.KeepGoing:
		if f.Write && len(files.Files) > 1 {
			failed = append(failed, errors.New("no file was changed: --keep-going changes those without a fault"))
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
func (a *app) deliver(ctx context.Context, f *flags.Apply, res *project.Applied) error {
	changed := res.Changes()
	came := changes.Written
	var err error
	switch {
	case f.Write:
		write := res.Write // all or none
		if f.KeepGoing {
			write = res.WriteEach
		}
		err = a.files.WriteAll(func() error { return write(ctx) }, &res.Leftovers)
	case f.Diff:
		came, err = changes.Previewed, changes.Diff(&a.Console, changed)
	case f.Check:
		came, err = changes.Previewed, changes.Names(&a.Console, changed)
	case len(res.Edits) > 0:
		came = changes.Printed
		_, err = a.Stdout.Write(res.Edits[0].New)
	}
	if err != nil && !f.KeepGoing {
		return err
	}
	err = errors.Join(err, changes.List(&a.Console, res.Edits, came))
	if f.Write {
		remarks.Exposed(&a.Console, res.Exposed())
	}
	if err == nil && came == changes.Previewed && len(changed) > 0 {
		return errFindings
	}
	return err
}
