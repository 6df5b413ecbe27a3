package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// edited is a file with its new content, and what was done to it.
type edited struct {
	atomicfile.Change
	res   *manifest.Result
	notes []string
}

// deliver writes, shows or names the results of apply, and lists the changes.
func (a *app) deliver(ctx context.Context, f applyFlags, edits []edited) error {
	var changed []atomicfile.Change
	for _, e := range edits {
		if len(e.res.Changes) > 0 {
			changed = append(changed, e.Change)
		}
	}
	came := written
	var err error
	switch {
	case f.write && f.keepGoing:
		edits, err = a.writeEach(ctx, edits, changed)
	case f.write:
		err = a.write(func() error {
			a.cleanFolders(pathsOfEdits(edits))
			return a.disk.ReplaceAll(ctx, changed)
		})
	case f.diff:
		came, err = notWritten, a.showChanges(changed)
	case f.check:
		came, err = notWritten, a.nameChanges(changed)
	case len(edits) > 0:
		came = printed
		_, err = a.stdout.Write(edits[0].New)
	}
	if err != nil && !f.keepGoing {
		return err
	}
	var files []listing
	for _, e := range edits {
		files = append(files, listing{name: e.Name, notes: e.notes, changes: e.res.Changes})
	}
	if err := errors.Join(err, a.list(files, came)); err != nil {
		return err
	}
	if came == notWritten && len(changed) > 0 {
		return errFindings
	}
	return nil
}

func pathsOfEdits(edits []edited) []string {
	var all []string
	for _, e := range edits {
		if e.Path != paths.Stdin {
			all = append(all, e.Path)
		}
	}
	return all
}

// writeEach writes the files that were changed, each by itself: one that cannot
// be written stays as it was. It returns the files that are as they should be.
func (a *app) writeEach(ctx context.Context, edits []edited, changed []atomicfile.Change) ([]edited, error) {
	var failed []error
	err := a.write(func() error {
		a.cleanFolders(pathsOfEdits(edits))
		failed = a.disk.ReplaceEach(ctx, changed)
		return ctx.Err()
	})
	if err != nil {
		return nil, errors.New("interrupted: some files may be written, and the others are as they were")
	}
	left := map[string]bool{}
	for i, c := range changed {
		left[c.Path] = failed[i] != nil
	}
	done := slices.DeleteFunc(slices.Clone(edits), func(e edited) bool { return left[e.Path] })
	return done, errors.Join(failed...)
}

// showChanges prints unified diffs.
func (a *app) showChanges(changed []atomicfile.Change) error {
	out := bufio.NewWriter(a.stdout)
	for _, c := range changed {
		var diff bytes.Buffer
		if err := report.Diff(&diff, report.Safe(c.Name), c.Old, c.New, a.colors(a.stdout)); err != nil {
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
func (a *app) nameChanges(changed []atomicfile.Change) error {
	for _, c := range changed {
		if _, err := io.WriteString(a.stdout, safeLine(secret.Path(c.Name))+"\n"); err != nil {
			return err
		}
	}
	return nil
}
