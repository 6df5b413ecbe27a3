package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// errorf writes a line to standard error. Text from files and arguments is in
// it, so nothing in it may reach the terminal or a CI log as a command, and no
// password may be in it, be it of the command line or of a file's name.
func (a *app) errorf(format string, args ...any) {
	fmt.Fprintln(a.stderr, safeLine(secret.Message(a.masks.hide(fmt.Sprintf(format, args...)))))
}

// safeLine is s as one line that neither a terminal nor a CI system acts upon.
// GitHub takes a line for a command that starts with two colons, blanks before
// them not counted.
func safeLine(s string) string {
	s = report.Safe(s)
	rest := strings.TrimLeft(s, " ")
	if strings.HasPrefix(rest, "::") {
		return s[:len(s)-len(rest)] + `\u003a` + rest[1:]
	}
	return s
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

// worded is an error of the program's own output in words of ours.
func worded(err error) error {
	if path, ok := err.(*fs.PathError); ok && path.Path == os.Stdout.Name() {
		return fmt.Errorf("standard output cannot be written: %w", path.Err)
	}
	return err
}

// internalError is what a panic becomes: a message, and no pages of addresses.
func internalError(fault any) error {
	return fmt.Errorf("internal error: %v: this is a fault of edgeproxy; please report it together with the file", fault)
}

// masks hide the addresses of the command line in messages. An argument that
// stands in the wrong place is quoted by whoever did not expect it: a URL where
// a file should be, behind a flag that does not exist.
type masks []string // pairs of what a message may hold and what is shown

func masksOf(args []string) masks {
	var m masks
	for _, arg := range args {
		m.add(arg)
		m.add(strings.TrimLeft(arg, "-"))
		if name, value, found := strings.Cut(arg, "="); found { // --flag=value, FORMAT=PATH, RULE=LEVEL
			m.add(strings.TrimLeft(name, "-"))
			m.add(value)
		}
	}
	return m
}

// add adds an argument that could hold an address, in the ways in which it is
// quoted.
func (m *masks) add(text string) {
	if !strings.Contains(text, "@") && !strings.Contains(text, ":/") || filepath.VolumeName(text) != "" {
		return
	}
	shown := secret.Address(text)
	if shown == text {
		return
	}
	quoted := strconv.Quote(text)
	for _, spelt := range []string{text, quoted[1 : len(quoted)-1], report.Safe(text), filepath.Clean(text)} {
		*m = append(*m, spelt, shown)
	}
}

func (m masks) hide(s string) string { return strings.NewReplacer(m...).Replace(s) }
