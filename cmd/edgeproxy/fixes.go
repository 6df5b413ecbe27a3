package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// mend makes the fixes of a file in memory. With --diff the file stays as it
// is, and so do its findings.
func (l *linter) mend(c candidate, doc *manifest.Document, findings []lint.Finding, opts lint.Options) result {
	fixed, err := opts.Fix(doc, findings)
	if err != nil {
		return failedResult(c, fmt.Errorf("%s: %w", c.name, err))
	}
	out := located(c, doc.Bytes(), findings)
	if l.flags.fix {
		after := report.Locate(c.name, fixed.Bytes, fixed.Left)
		out.mended, out.fixed = &after, len(fixed.Mended)
	}
	if fixed.Changed {
		out.change = &atomicfile.Change{Path: c.path, Name: c.name, Old: doc.Bytes(), New: fixed.Bytes}
		out.listing = listingOf(c.name, fixed)
	}
	return out
}

// writeFixes writes the mended files, each by itself: one that cannot be
// written keeps its findings and fails, and the others are mended.
func (l *linter) writeFixes(ctx context.Context, files []candidate, results []result) error {
	var changes []atomicfile.Change
	var of []int // the results that they are of
	for i, r := range results {
		if files[i].path != paths.Stdin && r.change != nil {
			changes, of = append(changes, *r.change), append(of, i)
		}
	}
	l.app.cleanFolders(pathsOf(files))
	done := 0
	for i, err := range l.app.disk.ReplaceEach(ctx, changes) {
		if err == nil {
			done++
			continue
		}
		r := &results[of[i]]
		r.failed = &failure{name: changes[i].Name, err: err}
		r.mended, r.fixed = nil, 0
	}
	if ctx.Err() != nil {
		return fmt.Errorf("interrupted: %s mended, the others are as they were", plural(done, "file"))
	}
	return nil
}

// takeFixes makes what is left after mending the findings of the run. Standard
// input goes to standard output, mended or not, so that what reads it has the
// document in any case.
func (l *linter) takeFixes(files []candidate, results []result) error {
	for i, r := range results {
		if files[i].path == paths.Stdin {
			text := r.source
			if r.change != nil {
				text = r.change.New
			}
			if _, err := l.app.stdout.Write(text); err != nil {
				return err
			}
		}
		if r.mended != nil {
			results[i].file = r.mended
		}
	}
	return nil
}

// listFixes tells what was changed in the files, as apply does: also in modules
// that nobody chose.
func (l *linter) listFixes(files []candidate, results []result) error {
	var toFiles, toOutput []listing
	for i, r := range results {
		switch {
		case r.mended == nil || r.change == nil:
		case files[i].path == paths.Stdin:
			toOutput = append(toOutput, r.listing)
		default:
			toFiles = append(toFiles, r.listing)
		}
	}
	return errors.Join(l.app.list(toOutput, printed), l.app.list(toFiles, written))
}

// listingOf lists what Fix has done to a file. Findings about no module are
// those about the document, whose fixes change no variable.
func listingOf(name string, fixed *lint.Fixed) listing {
	all := listing{name: name, changes: fixed.Changes}
	for _, f := range fixed.Mended {
		if f.Module == "" {
			all.others = append(all.others, f.Fixes[0].Message+" ("+f.Rule+")")
		}
	}
	return all
}

// tellUnfixed says why findings are left that a fix could mend.
func (l *linter) tellUnfixed(run *report.Run) {
	needsProxy := map[string]bool{}
	for _, r := range l.rules {
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
		l.app.notef("edgeproxy: %s not fixed, because the proxy is not known: give it with --proxy-url, or as proxy.url in .edgeproxy.yaml", plural(n, "finding"))
	}
}

// showFixes prints what --fix would change, and says what it would leave.
func (l *linter) showFixes(run *report.Run, changes []atomicfile.Change) error {
	if err := l.app.showChanges(changes); err != nil {
		return err
	}
	var counts []string
	for _, s := range []lint.Severity{lint.Error, lint.Warning, lint.Info} {
		if n := run.Count(s); n > 0 {
			counts = append(counts, plural(n, s.String()))
		}
	}
	switch {
	case len(counts) == 0 && len(changes) == 0:
		l.app.notef("no findings in %s", plural(len(run.Files), "file"))
		return nil
	case len(counts) == 0: // what apply would set, and no rule misses
		counts = []string{"no findings"}
	}
	l.app.notef("%s in %s; --fix would change %s (leave out --diff to see the findings)",
		strings.Join(counts, ", "), plural(len(run.Files), "file"), plural(len(changes), "file"))
	return nil
}

// differ reports whether a change changes anything.
func differ(changes []atomicfile.Change) bool {
	return slices.ContainsFunc(changes, func(c atomicfile.Change) bool { return string(c.Old) != string(c.New) })
}
