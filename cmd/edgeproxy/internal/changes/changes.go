// Package changes writes the files of a run, and tells people what was done to files,
// or would be done.
//
//	err := changes.Diff(console, edits)
//	err = changes.List(console, edits, changes.Previewed)
package changes

import (
	"bufio"
	"fmt"
	"io"
	"slices"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Outcome says what became of the edited files.
type Outcome uint8

// The outcomes.
const (
	Written   Outcome = iota // the files have their new content
	Previewed                // they would get it: --diff, --check
	Printed                  // the new content went to standard output, and the file is as it was
)

// verb says what happened to n files or variables.
func (o Outcome) verb() string {
	return [...]string{Written: "changed", Previewed: "would change", Printed: "changed in what was written to standard output"}[o]
}

// headline is the line above the changes of a file.
func headline(e project.Edit, o Outcome) string {
	what := report.Plural(len(e.Variables), "variable")
	switch {
	case len(e.Variables)+len(e.Others) == 0:
		return e.Name + ": nothing to change"
	case len(e.Variables) == 0:
		what = report.Plural(len(e.Others), "place")
	}
	if o == Printed {
		return fmt.Sprintf("%s: written to standard output with %s changed", e.Name, what)
	}
	return fmt.Sprintf("%s: %s %s", e.Name, o.verb(), what)
}

// List prints what was done to files, in one write: there may be ten thousand files.
func List(c *console.Console, files []project.Edit, o Outcome) error {
	out := bufio.NewWriter(c.Stderr)
	buffered := c.To(out)
	changed := 0
	for _, e := range files {
		for _, note := range notes(e) {
			buffered.Errorf("%s: note: %s", e.Name, note)
		}
		buffered.Notef("%s", headline(e, o))
		for _, v := range e.Variables {
			buffered.Notef("  %s", v)
		}
		for _, other := range e.Others {
			buffered.Notef("  %s", other)
		}
		if len(e.Variables)+len(e.Others) > 0 {
			changed++
		}
	}
	if len(files) > 1 {
		buffered.Notef("%d of %s %s", changed, report.Plural(len(files), "file"), o.verb())
	}
	return out.Flush()
}

// notes are what there is to say of a file beside its changes.
func notes(e project.Edit) []string {
	all := slices.Clone(e.Notes)
	if e.NotRequired != "" {
		all = append(all, "left as it is, because "+e.NotRequired+" says that no proxy is required here (--no-config makes the change nevertheless)")
	}
	if e.NoneChosen {
		all = append(all, "--module NAME chooses one module, --all-modules chooses all")
	}
	for _, module := range e.Unchosen {
		all = append(all, module+" (--module)")
	}
	return all
}

// Diff prints unified diffs.
func Diff(c *console.Console, changed []project.Edit) error {
	out := bufio.NewWriter(c.Stdout)
	for _, e := range changed {
		if err := report.Diff(out, plain.Line(e.Name), e.Old, e.New, c.Colors(c.Stdout)); err != nil {
			return err
		}
	}
	return out.Flush()
}

// Names prints the names of files.
func Names(c *console.Console, changed []project.Edit) error {
	for _, e := range changed {
		if _, err := io.WriteString(c.Stdout, plain.Start(plain.Line(secret.Path(e.Name)))+"\n"); err != nil {
			return err
		}
	}
	return nil
}
