package project

import (
	"context"
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// mend makes the fixes of a file in memory.
func (l *linter) mend(c File, doc *manifest.Document, findings []lint.Finding, opts lint.Options) result {
	fixed, err := opts.Fix(doc, findings)
	if err != nil {
		return failedResult(c, fmt.Errorf("%s: %w", c.Name, err))
	}
	out := located(c, doc.Bytes(), findings)
	if l.opts.Mode == MakeFixes {
		after := report.Locate(c.Name, fixed.Bytes, fixed.Left)
		out.mended, out.fixed = &after, len(fixed.Mended)
	}
	if fixed.Changed {
		out.edit = mended(c, doc.Bytes(), fixed)
	}
	return out
}

// WriteFixes writes the files with their fixes, each by itself. A file that cannot be
// written keeps its findings and becomes a failure; the others are mended. Run then
// holds the findings that are left. The caller must write the text of standard input.
// The error is that of ctx.
func (r *Result) WriteFixes(ctx context.Context) error {
	var changes []atomicfile.Change
	var of []int     // for each change, the number of its result
	var all []string // the paths of all files
	for i, one := range r.results {
		path := r.files.Files[i].Path
		if path == paths.Stdin {
			continue
		}
		all = append(all, path)
		if one.edit != nil {
			changes, of = append(changes, one.edit.Change), append(of, i)
		}
	}
	r.Leftovers += atomicfile.RemoveLeftovers(all)
	done := 0
	for i, err := range r.linter.disk.ReplaceEach(ctx, changes) {
		if err == nil {
			done++
			continue
		}
		one := &r.results[of[i]]
		one.failed = &Failure{Name: changes[i].Name, Err: err}
		one.mended, one.fixed = nil, 0
		if k := r.linter.known; k != nil {
			k.Unread(k.path(r.linter, changes[i].Name)) // Fix has told the baseline what would be left
		}
	}
	r.written = true
	r.gather()
	if ctx.Err() != nil {
		files := "files"
		if done == 1 {
			files = "file"
		}
		return &InterruptedError{fmt.Sprintf("%d %s mended, the others are as they were", done, files), ctx.Err()}
	}
	return nil
}
