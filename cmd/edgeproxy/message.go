package main

import (
	"fmt"
	"io/fs"
	"os"

	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// errorf writes a line to standard error. Text from files and arguments is in
// it, so nothing in it may reach the terminal or a CI log as a command, and no
// password may be in it, be it of the command line or of a file's name.
func (a *app) errorf(format string, args ...any) {
	fmt.Fprintln(a.stderr, plain.Start(plain.Line(secret.Message(a.masks.Hide(fmt.Sprintf(format, args...))))))
}

// notef writes a line that nobody has to read: --quiet leaves it out. Errors and
// warnings, and what was passed over or let pass, are no notes.
func (a *app) notef(format string, args ...any) {
	if !a.quiet {
		a.errorf(format, args...)
	}
}

// flatten lists the errors that were joined, so that each gets a line.
func flatten(err error) []error {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var all []error
	for _, e := range joined.Unwrap() {
		all = append(all, flatten(e)...)
	}
	return all
}

// ofStdout is an error of the program's own output in words of ours.
func ofStdout(err error) error {
	if path, ok := err.(*fs.PathError); ok && path.Path == os.Stdout.Name() {
		return fmt.Errorf("standard output cannot be written: %w", path.Err)
	}
	return err
}

// internalError is what a panic becomes: a message, and no pages of addresses.
func internalError(fault any) error {
	return fmt.Errorf("internal error: %v: this is a fault of edgeproxy; please report the fault together with the file", fault)
}
