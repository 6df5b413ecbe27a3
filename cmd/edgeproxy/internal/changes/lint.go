package changes

import (
	"bytes"
	"context"
	"errors"
	"io"
	"path/filepath"

	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// Report writes a report to a file, whole or not at all.
func (f *Files) Report(path string, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	return f.Write(path, b.Bytes())
}

// Fixes writes the mended files and lists the changes as apply does, also those of
// modules that nobody chose. A document from standard input goes to standard output,
// mended or not: the next program of a pipe always gets the document.
func (f *Files) Fixes(ctx context.Context, res *project.Result) error {
	err := f.WriteAll(func() error { return res.WriteFixes(ctx) }, &res.Leftovers)
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
	if err := errors.Join(List(f.Console, toOutput, Printed), List(f.Console, toFiles, Written)); err != nil {
		return err
	}
	if text, ok := res.Stdin(); ok {
		_, err = f.Console.Stdout.Write(text)
	}
	return err
}

// Baseline writes the baseline of a run to the file that its options name, and says what
// has become of it.
func (f *Files) Baseline(path string, res *project.Result) error {
	var change project.BaselineChange
	err := f.WriteBy(path, func() (err error) {
		change, err = res.WriteBaseline()
		return err
	})
	f.Leftovers(res.Leftovers)
	if err != nil {
		return err
	}
	f.Console.Notef("%s: %s recorded: %d removed, %d added", filepath.ToSlash(path), report.Plural(change.Findings, "finding"), change.Removed, change.Added)
	return nil
}
