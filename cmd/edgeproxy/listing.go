package main

import (
	"bufio"
	"fmt"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// listing is what standard error tells of one file that was edited.
type listing struct {
	name    string
	notes   []string
	changes []manifest.Change
	others  []string // what was changed beside variables
}

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
func (l listing) headline(o outcome) string {
	what := plural(len(l.changes), "variable")
	switch {
	case len(l.changes)+len(l.others) == 0:
		return l.name + ": nothing to change"
	case len(l.changes) == 0:
		what = plural(len(l.others), "place")
	}
	if o == printed {
		return fmt.Sprintf("%s: written to standard output with %s changed", l.name, what)
	}
	return fmt.Sprintf("%s: %s %s", l.name, o.verb(), what)
}

// list tells what was done to files, in one piece: they may be ten thousand.
func (a *app) list(files []listing, o outcome) error {
	out := bufio.NewWriter(a.stderr)
	buffered := &app{stderr: out, masks: a.masks, quiet: a.quiet}
	changed := 0
	for _, l := range files {
		for _, note := range l.notes {
			buffered.errorf("%s: note: %s", l.name, note)
		}
		buffered.notef("%s", l.headline(o))
		for _, c := range l.changes {
			buffered.notef("  %s", c)
		}
		for _, other := range l.others {
			buffered.notef("  %s", other)
		}
		if len(l.changes)+len(l.others) > 0 {
			changed++
		}
	}
	if len(files) > 1 {
		buffered.notef("%d of %s %s", changed, plural(len(files), "file"), o.verb())
	}
	return out.Flush()
}
