package main

import (
	"bufio"
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/project"
)

// outcome says what became of the edited files.
type outcome uint8

// The outcomes.
const (
	written    outcome = iota // the files have their new content
	notWritten                // they would get it: --diff, --check
	printed                   // it went to standard output, and the file is as it was
)

// verb says what happened to n files or variables.
func (o outcome) verb() string {
	return [...]string{written: "changed", notWritten: "would change", printed: "changed in what was written to standard output"}[o]
}

// headline is the line above the changes of a file.
func headline(e project.Edit, o outcome) string {
	what := plural(len(e.Variables), "variable")
	switch {
	case len(e.Variables)+len(e.Others) == 0:
		return e.Name + ": nothing to change"
	case len(e.Variables) == 0:
		what = plural(len(e.Others), "place")
	}
	if o == printed {
		return fmt.Sprintf("%s: written to standard output with %s changed", e.Name, what)
	}
	return fmt.Sprintf("%s: %s %s", e.Name, o.verb(), what)
}

// list tells what was done to files, in one piece: they may be ten thousand.
func (a *app) list(files []project.Edit, o outcome) error {
	out := bufio.NewWriter(a.stderr)
	buffered := &app{stderr: out, masks: a.masks, quiet: a.quiet}
	changed := 0
	for _, e := range files {
		for _, note := range notes(e) {
			buffered.errorf("%s: note: %s", e.Name, note)
		}
		buffered.notef("%s", headline(e, o))
		for _, c := range e.Variables {
			buffered.notef("  %s", c)
		}
		for _, other := range e.Others {
			buffered.notef("  %s", other)
		}
		if len(e.Variables)+len(e.Others) > 0 {
			changed++
		}
	}
	if len(files) > 1 {
		buffered.notef("%d of %s %s", changed, plural(len(files), "file"), o.verb())
	}
	return out.Flush()
}

// notes are what there is to say of a file beside its changes.
func notes(e project.Edit) []string {
	all := e.Notes
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
