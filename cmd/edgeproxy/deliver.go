package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// edited is a file with its new content, and what was done to it.
type edited struct {
	change
	res *manifest.Result
}

// deliver writes, shows or names the results of apply, and sums them up.
func (a *app) deliver(ctx context.Context, f applyFlags, edits []edited) error {
	var changed []change
	for _, e := range edits {
		if len(e.res.Changes) > 0 {
			changed = append(changed, e.change)
		}
	}
	var err error
	switch {
	case f.write:
		err = a.write(func() error {
			a.cleanFolders(inputsOfEdits(edits))
			return a.disk.writeAll(ctx, changed)
		})
	case f.diff:
		err = a.showChanges(changed)
	case f.check:
		err = a.nameChanges(changed)
	default:
		_, err = a.stdout.Write(edits[0].new)
	}
	if err != nil {
		return err
	}
	verb := "changed"
	if f.diff || f.check {
		verb = "would change"
	}
	if err := a.summarizeAll(edits, len(changed), verb); err != nil {
		return err
	}
	if (f.diff || f.check) && len(changed) > 0 {
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
		if _, err := io.WriteString(a.stdout, safeLine(report.HidePath(c.in.name))+"\n"); err != nil {
			return err
		}
	}
	return nil
}

// summarizeAll tells on standard error what apply does, in one piece: it may be
// about ten thousand files.
func (a *app) summarizeAll(edits []edited, changed int, verb string) error {
	out := bufio.NewWriter(a.stderr)
	buffered := &app{stderr: out, masks: a.masks}
	for _, e := range edits {
		buffered.summarize(e, verb)
	}
	if len(edits) > 1 {
		buffered.errorf("%d of %s %s", changed, plural(len(edits), "file"), verb)
	}
	return out.Flush()
}

// summarize tells what apply does to one file.
func (a *app) summarize(e edited, verb string) {
	for _, note := range e.res.Notes {
		a.errorf("%s: note: %s", e.in.name, note)
	}
	if len(e.res.Changes) == 0 {
		a.errorf("%s: nothing to change", e.in.name)
		return
	}
	a.errorf("%s: %s %s", e.in.name, verb, plural(len(e.res.Changes), "variable"))
	for _, c := range e.res.Changes {
		a.errorf("  %s", c)
	}
}
