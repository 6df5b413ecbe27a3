package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/changes"
	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// mend writes the mended files and lists what was changed, as apply does: also in
// modules that nobody chose. Standard input goes to standard output, mended or
// not, so that what reads it has the document in any case.
func (l *linter) mend(ctx context.Context, res *project.Result) error {
	err := l.guard.Write(func() error { return res.WriteFixes(ctx) })
	l.tellLeftovers(res.Leftovers)
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

// tellUnfixed says why findings are left that a fix could mend.
func (l *linter) tellUnfixed(run *report.Run) {
	needsProxy := map[string]bool{}
	for _, r := range lint.DefaultRules() {
		needsProxy[r.ID] = r.Fix == check.FixWithProxy
	}
	n := 0
	for _, file := range run.Files {
		for _, f := range file.Findings {
			if needsProxy[f.Rule] && len(f.Fixes) == 0 && f.Suppressed == nil {
				n++
			}
		}
	}
	if n > 0 && l.proxy.IsZero() {
		l.Notef("edgeproxy: %s not fixed, because the proxy is not known: name the proxy with --proxy-url, or as proxy.url in .edgeproxy.yaml", report.Plural(n, "finding"))
	}
}

// showFixes prints what --fix would change, and says what it would leave.
func (l *linter) showFixes(res *project.Result) error {
	run, edits := res.Run, res.Edits()
	if err := changes.Diff(&l.Console, edits); err != nil {
		return err
	}
	var counts []string
	for _, s := range []lint.Severity{lint.Error, lint.Warning, lint.Info} {
		if n := run.Count(s); n > 0 {
			counts = append(counts, report.Plural(n, s.String()))
		}
	}
	switch {
	case len(counts) == 0 && len(edits) == 0:
		l.Notef("no findings in %s", report.Plural(len(run.Files), "file"))
		return nil
	case len(counts) == 0: // what apply would set, and no rule misses
		counts = []string{"no findings"}
	}
	l.Notef("%s in %s; --fix would change %s (leave out --diff to see the findings)",
		strings.Join(counts, ", "), report.Plural(len(run.Files), "file"), report.Plural(len(edits), "file"))
	return nil
}

// differ reports whether an edit changes anything.
func differ(edits []project.Edit) bool {
	return slices.ContainsFunc(edits, func(e project.Edit) bool { return e.Differs() })
}
