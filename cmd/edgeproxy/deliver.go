package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// edited is a file with its new content, and what was done to it.
type edited struct {
	change
	res   *manifest.Result
	notes []string
}

// deliver writes, shows or names the results of apply, and lists the changes.
func (a *app) deliver(ctx context.Context, f applyFlags, edits []edited) error {
	var changed []change
	for _, e := range edits {
		if len(e.res.Changes) > 0 {
			changed = append(changed, e.change)
		}
	}
	came := written
	var err error
	switch {
	case f.write && f.keepGoing:
		edits, err = a.writeEach(ctx, edits)
	case f.write:
		err = a.write(func() error {
			a.cleanFolders(inputsOfEdits(edits))
			return a.disk.writeAll(ctx, changed)
		})
	case f.diff:
		came, err = notWritten, a.showChanges(changed)
	case f.check:
		came, err = notWritten, a.nameChanges(changed)
	case len(edits) > 0:
		came = printed
		_, err = a.stdout.Write(edits[0].new)
	}
	if err != nil && !f.keepGoing {
		return err
	}
	var files []listing
	for _, e := range edits {
		files = append(files, listing{name: e.in.name, notes: e.notes, changes: e.res.Changes})
	}
	if err := errors.Join(err, a.list(files, came)); err != nil {
		return err
	}
	if came == notWritten && len(changed) > 0 {
		return errFindings
	}
	return nil
}

func inputsOfEdits(edits []edited) []input {
	inputs := make([]input, len(edits))
	for i, e := range edits {
		inputs[i] = e.in
	}
	return inputs
}

// writeEach writes the files that were changed, each by itself: one that cannot
// be written stays as it was. It returns the files that are as they should be.
func (a *app) writeEach(ctx context.Context, edits []edited) ([]edited, error) {
	failed := make([]error, len(edits))
	err := a.write(func() error {
		a.cleanFolders(inputsOfEdits(edits))
		each(len(edits), a.disk.writers, func() bool { return ctx.Err() != nil }, func(i int) {
			if len(edits[i].res.Changes) > 0 {
				failed[i] = a.disk.writeOne(edits[i].change)
			}
		})
		return ctx.Err()
	})
	if err != nil {
		return nil, errors.New("interrupted: some files may be written, and the others are as they were")
	}
	var done []edited
	for i, e := range edits {
		if failed[i] == nil {
			done = append(done, e)
		}
	}
	return done, errors.Join(failed...)
}

// showChanges prints unified diffs.
func (a *app) showChanges(changed []change) error {
	out := bufio.NewWriter(a.stdout)
	for _, c := range changed {
		var diff bytes.Buffer
		if err := report.Diff(&diff, report.Safe(c.in.name), c.old, c.new, a.colors(a.stdout)); err != nil {
			return err
		}
		for line := range bytes.Lines(diff.Bytes()) {
			// A line of context starts with a blank, which GitHub passes over.
			if rest := bytes.TrimLeft(line, " \t\r"); bytes.HasPrefix(rest, []byte("::")) {
				line = fmt.Appendf(nil, "%s\\u003a%s", line[:len(line)-len(rest)], rest[1:])
			}
			out.Write(line) // Flush returns its error
		}
	}
	return out.Flush()
}

// nameChanges prints names only.
func (a *app) nameChanges(changed []change) error {
	for _, c := range changed {
		if _, err := io.WriteString(a.stdout, safeLine(secret.Path(c.in.name))+"\n"); err != nil {
			return err
		}
	}
	return nil
}
