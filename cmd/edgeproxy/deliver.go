package main

import (
	"context"
	"errors"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/changes"
	"github.com/iotedge-tools/edgeproxy/lint/project"
)

// deliver writes, shows or names the results of apply, and lists the changes.
func (a *app) deliver(ctx context.Context, f applyFlags, res *project.Applied) error {
	changed := res.Changes()
	came := changes.Written
	var err error
	switch {
	case f.write:
		err = a.writeApplied(ctx, f, res)
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

// writeApplied writes the files: all or none, or with --keep-going each by itself.
func (a *app) writeApplied(ctx context.Context, f applyFlags, res *project.Applied) error {
	write := res.Write
	if f.keepGoing {
		write = res.WriteEach
	}
	err := a.guard.Write(func() error { return write(ctx) })
	a.tellLeftovers(res.Leftovers)
	return err
}
