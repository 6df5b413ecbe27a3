// Package console is what a run of the program reads and writes: its streams, its
// messages, and what is known of the terminal.
//
//	c := &console.Console{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv}
//	c.Errorf("edgeproxy: %s: %v", name, err)
//	err := report.Text(c.Stdout, run, report.Options{Color: c.Colors(c.Stdout), Width: c.Columns(c.Stdout)})
//
// Messages hold text of files and arguments. A printed message holds no password, and
// nothing that a terminal or the log of a CI system takes for a command.
package console

import (
	"fmt"
	"io"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// Console is what one run reads and writes.
type Console struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(string) string

	Color string       // when output is coloured: auto, always or never; "" is auto
	Quiet bool         // print no notes
	Masks report.Masks // what of the command line must not be printed

	stdinTaken bool      // see TakeStdin
	buffered   io.Writer // where Stderr leads to, if it is a buffer: see To
}

// Errorf writes a message to standard error: one line, or on a terminal as many as its
// width asks for. Logs and scripts get one line, in which they can search.
func (c *Console) Errorf(format string, args ...any) {
	line := c.line(format, args...)
	indent := line[:len(line)-len(strings.TrimLeft(line, " "))] + "    "
	lines := report.Wrap(line, c.messageColumns()-len(indent))
	fmt.Fprintln(c.Stderr, strings.Join(lines, "\n"+indent))
}

// Notef writes a line that nobody has to read, unless Quiet is set. Errors and
// warnings are no notes, and neither is what was passed over or let pass.
func (c *Console) Notef(format string, args ...any) {
	if !c.Quiet {
		c.Errorf(format, args...)
	}
}

func (c *Console) line(format string, args ...any) string {
	return plain.Start(plain.Line(secret.Message(c.Masks.Hide(fmt.Sprintf(format, args...)))))
}

// To is the console with another standard error, such as a buffer for many lines.
func (c *Console) To(stderr io.Writer) *Console {
	to := *c
	to.Stderr, to.buffered = stderr, c.Stderr
	return &to
}
