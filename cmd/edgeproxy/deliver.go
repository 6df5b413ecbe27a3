package main

import (
	"bufio"
	"context"
	"errors"
	"io"

	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// deliver writes, shows or names the results of apply, and lists the changes.
func (a *app) deliver(ctx context.Context, f applyFlags, res *project.Applied) error {
	changed := res.Changes()
	came := written
	var err error
	switch {
	case f.write:
		err = a.writeApplied(ctx, f, res)
	case f.diff:
		came, err = notWritten, a.showChanges(changed)
	case f.check:
		came, err = notWritten, a.nameChanges(changed)
	case len(res.Edits) > 0:
		came = printed
		_, err = a.stdout.Write(res.Edits[0].New)
	}
	if err != nil && !f.keepGoing {
		return err
	}
	if err := errors.Join(err, a.list(res.Edits, came)); err != nil {
		return err
	}
	if came == notWritten && len(changed) > 0 {
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
	err := a.write(func() error { return write(ctx) })
	a.tellLeftovers(res.Leftovers)
	return err
}

// showChanges prints unified diffs.
func (a *app) showChanges(changed []project.Edit) error {
	out := bufio.NewWriter(a.stdout)
	for _, c := range changed {
		if err := report.Diff(out, plain.Line(c.Name), c.Old, c.New, a.colors(a.stdout)); err != nil {
			return err
		}
	}
	return out.Flush()
}

// nameChanges prints names only.
func (a *app) nameChanges(changed []project.Edit) error {
	for _, c := range changed {
		if _, err := io.WriteString(a.stdout, plain.Start(plain.Line(secret.Path(c.Name)))+"\n"); err != nil {
			return err
		}
	}
	return nil
}
