package main

import (
	"context"
	"errors"
	"slices"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/changes"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/remarks"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// mend writes the mended files and lists what was changed, as apply does: also in
// modules that nobody chose. Standard input goes to standard output, mended or
// not, so that what reads it has the document in any case.
func (l *linter) mend(ctx context.Context, res *project.Result) error {
	err := l.files.WriteAll(func() error { return res.WriteFixes(ctx) }, &res.Leftovers)
	if err != nil {
		return err
	}
	var toFiles, toOutput []project.Edit
	for _, e := range res.Edits() {
		if e.Path == paths.Stdin {
			toOutput = append(toOutput, e)
		} else {
			toFiles = append(toFiles, e)
		}
	}
	if err := errors.Join(changes.List(&l.Console, toOutput, changes.Printed), changes.List(&l.Console, toFiles, changes.Written)); err != nil {
		return err
	}
	if text, ok := res.Stdin(); ok {
		_, err = l.Stdout.Write(text)
	}
	return err
}

// showFixes prints what --fix would change, and says what it would leave.
func (l *linter) showFixes(res *project.Result) error {
	run, edits := res.Run, res.Edits()
	if err := changes.Diff(&l.Console, edits); err != nil {
		return err
	}
	remarks.Preview(&l.Console, run, len(edits))
	return nil
}

// differ reports whether an edit changes anything.
func differ(edits []project.Edit) bool {
	return slices.ContainsFunc(edits, func(e project.Edit) bool { return e.Differs() })
}
