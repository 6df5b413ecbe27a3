package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// errorf writes a line to standard error. Text from files and arguments is in
// it, so nothing in it may reach the terminal or a CI log as a command, and no
// password may be in it, be it of the command line or of a file's name.
func (a *app) errorf(format string, args ...any) {
	fmt.Fprintln(a.stderr, safeLine(report.Hide(a.masks.hide(fmt.Sprintf(format, args...)))))
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

// masks finds the passwords of the command line in messages. An argument that
// stands in the wrong place is quoted by whoever did not expect it: a URL where
// a file should be, behind a flag that does not exist.
type masks []mask

// mask is a password with its neighbours, which keep a short one from matching
// everywhere.
type mask struct{ secret, shown string }

func masksOf(args []string) masks {
	var m masks
	for _, arg := range args {
		name, value, found := strings.Cut(arg, "=") // --flag=value, FORMAT=PATH, RULE=LEVEL
		switch {
		case !found:
			m.add(strings.TrimLeft(arg, "-"))
		case !strings.Contains(name, ":"):
			m.add(value)
		default:
			m.add(name)
			m.add(arg)
		}
	}
	return m
}

// add adds what RedactProxyURL hides in a text that may be a URL, and, for
// pieces of it, what stands between a user's name and the host.
func (m *masks) add(text string) {
	if !strings.Contains(text, "@") && !strings.Contains(text, ":/") || filepath.VolumeName(text) != "" {
		return
	}
	for _, text := range []string{text, filepath.Clean(text)} { // the second as a path is shown
		shown := manifest.RedactProxyURL(text)
		if first, last := strings.Index(shown, "***"), strings.LastIndex(shown, "***"); first >= 0 {
			m.hideBetween(text, first, len(text)-(len(shown)-last-len("***")))
		}
		at := strings.LastIndexByte(text, '@')
		user := text[:max(at, 0)]
		start := strings.Index(user, "//") + 1
		if colon := strings.IndexByte(user[start:], ':'); colon >= 0 {
			m.hideBetween(text, start+colon+1, at)
		}
	}
}

// hideBetween adds the part of a text that is a secret. The characters beside it
// keep a short one from being found everywhere.
func (m *masks) hideBetween(text string, start, end int) {
	if start >= end {
		return
	}
	before, secret, after := text[max(0, start-1):start], text[start:end], text[end:min(len(text), end+1)]
	for _, spelt := range []string{secret, quoted(secret), report.Safe(secret), filepath.ToSlash(secret)} {
		*m = append(*m, mask{before + spelt + after, before + "***" + after})
	}
}

// quoted is s as %q writes it, without the quotation marks.
func quoted(s string) string {
	q := strconv.Quote(s)
	return q[1 : len(q)-1]
}

func (m masks) hide(s string) string {
	for _, mask := range m {
		s = strings.ReplaceAll(s, mask.secret, mask.shown)
	}
	return s
}
