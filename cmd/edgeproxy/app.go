package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// Exit codes, the same for every command.
const (
	exitOK       = 0
	exitFindings = 1 // findings at or above --fail-on, or a file that would change
	exitFailure  = 2 // usage, configuration, unreadable input, refused value
)

// errFindings ends a command with exitFindings and without a message.
var errFindings = errors.New("findings")

// app is one run of the program with everything that it reads and writes.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	color          string // --color
}

func newApp() *app {
	return &app{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv}
}

// run runs the command that args name and returns the exit code.
func (a *app) run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root := a.rootCommand()
	root.SetArgs(args)
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errFindings):
		return exitFindings
	}
	for _, e := range flatten(err) {
		a.errorf("edgeproxy: %v", e)
	}
	return exitFailure
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

// errorf writes a line to standard error. Text from files and arguments is in
// it, so nothing in it may reach the terminal or a CI log as a command.
func (a *app) errorf(format string, args ...any) {
	fmt.Fprintln(a.stderr, report.Safe(fmt.Sprintf(format, args...)))
}

func (a *app) rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "edgeproxy",
		Short: "Keep Azure IoT Edge devices behind a proxy reachable",
		Long: `edgeproxy puts the proxy settings into Azure IoT Edge deployment manifests, and
finds manifests that would take them away from the devices that they reach.

Exit codes: 0 nothing to say; 1 findings, or files that would change;
2 usage, configuration, unreadable input or a refused value.`,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return cmd.Help()
		},
	}
	root.PersistentFlags().StringVar(&a.color, "color", "auto", "colours: auto (on a terminal), always or never")
	root.PersistentPreRunE = func(*cobra.Command, []string) error { return a.checkColor() }
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return errors.Join(err, fmt.Errorf("run \"%s --help\" for the flags", cmd.CommandPath()))
	})
	root.AddCommand(a.applyCommand(), a.lintCommand(), a.showCommand(), a.rulesCommand(), a.explainCommand(),
		a.configCommand(), a.schemaCommand(), a.versionCommand())
	return root
}

// checkColor makes sure that --color is one of the three.
func (a *app) checkColor() error {
	switch a.color {
	case "auto", "always", "never":
		return nil
	}
	return fmt.Errorf("unknown --color %q: expected auto, always or never", a.color)
}

// colors reports whether output to w shall be coloured: as the flag says, or
// else as NO_COLOR, FORCE_COLOR and TERM say, or else on a terminal.
func (a *app) colors(w io.Writer) bool {
	switch {
	case a.color == "always":
		return true
	case a.color == "never", a.getenv("NO_COLOR") != "":
		return false
	case a.getenv("FORCE_COLOR") != "" && a.getenv("FORCE_COLOR") != "0":
		return true
	case a.getenv("TERM") == "dumb":
		return false
	}
	return isTerminal(w)
}

func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// width is the width of the terminal that w is, in columns; 0 if it is none.
func width(w io.Writer) int {
	if f, ok := w.(*os.File); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil {
			return n
		}
	}
	return 0
}

// plural is "1 file" or "3 files".
func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, strings.TrimSpace(noun))
}
