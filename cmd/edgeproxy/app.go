package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/lint/project/atomicfile"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// Exit codes, the same for every command.
const (
	exitOK       = 0
	exitFindings = 1 // findings at or above --fail-on, or a file that would change
	exitFailure  = 2 // usage, configuration, unreadable input, refused value
)

var (
	// errFindings ends a command with exitFindings and without a message.
	errFindings = errors.New("findings")
	// errInterrupted says that the user, or the system, wants the run to end.
	errInterrupted = errors.New("interrupted: no file was changed")
)

// writePatience is how long files may take to be put in their places before a
// second signal ends the process in the middle of it.
const writePatience = 5 * time.Second

// app is one run of the program with everything that it reads and writes.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	color          string          // --color
	quiet          bool            // --quiet: no notes
	masks          report.Masks    // what of the command line must not be printed
	disk           atomicfile.Disk // where files are written
	stdinTaken     bool            // standard input held the proxy: it is no manifest

	signals *attention // to what interrupts the run
	writing sync.Mutex // held while files are written
	wrote   bool       // files are being written, or were
}

func newApp() *app {
	return &app{stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr, getenv: os.Getenv, disk: atomicfile.Disk{Bounds: paths.BoundsHere()}}
}

// run runs the command that args name and returns the exit code.
func (a *app) run(args []string) int {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	a.signals = newAttention(cancel)
	defer a.signals.end()
	a.masks = report.MasksOf(append([]string{a.getenv(proxyEnv)}, args...))
	err := a.runUntil(ctx, a.signals.end, args)
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errFindings):
		return exitFindings
	}
	for _, e := range flatten(err) {
		a.errorf("edgeproxy: %v", ofStdout(e))
	}
	return exitFailure
}

// runUntil runs the command until it ends or is interrupted. An interrupt ends
// it wherever it is, and be it waiting for a pipe, but for one place: files that
// are being written are written, or left as they were. Once they are, or if that
// takes too long, stop gives signals their usual effect back: the next one ends
// the process, whatever it waits for.
func (a *app) runUntil(ctx context.Context, stop func(), args []string) error {
	ended := make(chan error, 1)
	go func() {
		defer func() {
			if fault := recover(); fault != nil {
				ended <- internalError(fault)
			}
		}()
		ended <- a.execute(ctx, args)
	}()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	patience := time.AfterFunc(writePatience, stop)
	a.writing.Lock()
	patience.Stop()
	stop()
	if !a.wrote {
		return errInterrupted // with the lock held: nothing will be written any more
	}
	a.writing.Unlock()
	return <-ended
}

// write runs a function that writes files.
func (a *app) write(files func() error) error {
	a.signals.begin()
	a.writing.Lock()
	defer a.writing.Unlock()
	a.wrote = true
	return files()
}

func (a *app) execute(ctx context.Context, args []string) error {
	if err := refuseDashedNames(args); err != nil {
		return err
	}
	named := ""
	if len(args) > 0 {
		named = args[0]
	}
	root := a.rootCommand(named)
	if len(args) > 0 && args[0] == cobra.ShellCompRequestCmd {
		plainUsages(root)
	}
	root.SetArgs(args)
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	err := root.ExecuteContext(ctx)
	if err != nil && strings.HasPrefix(err.Error(), unknownCommandPrefix) {
		return unknownCommand(root, err)
	}
	return err
}

// rootCommand is the program with its commands, or with one of them alone if the
// command line begins with its name.
func (a *app) rootCommand(named string) *cobra.Command {
	root := &cobra.Command{
		Use:   "edgeproxy",
		Short: "Keep Azure IoT Edge devices behind a proxy reachable",
		Long: `edgeproxy puts the proxy settings into Azure IoT Edge deployment manifests, and
finds manifests that would take these settings away from devices.

Exit codes: 0 nothing to say; 1 findings, or files that would change;
2 usage, configuration, unreadable input or a refused value.`,
		Example: `  edgeproxy lint manifests/                  what is wrong with these manifests?
  edgeproxy explain EP101                    why is that wrong?
  edgeproxy apply --proxy-url http://proxy.example.com:3128 -w deployment.json
  edgeproxy show deployment.json             which module has which proxy now?
  edgeproxy endpoints deployment.json        what must the proxy let through?`,
		Version:            toolVersion(),
		SilenceErrors:      true,
		SilenceUsage:       true,
		DisableSuggestions: true, // unknownCommand makes them
		RunE: func(cmd *cobra.Command, _ []string) error {
			return cmd.Help()
		},
	}
	root.SetVersionTemplate("edgeproxy {{.Version}}\n")
	root.PersistentFlags().StringVar(&a.color, "color", "auto", "colours: `WHEN` is auto (on a terminal, unless NO_COLOR is set; FORCE_COLOR stands for always), always or never")
	complete(root, "color", "auto", "always", "never")
	root.PersistentPreRunE = func(*cobra.Command, []string) error { return a.checkColor() }
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		a.addCommands(root, "") // another one may have the flag
		return flagError(cmd, err)
	})
	root.SetHelpFunc(a.help)
	a.addCommands(root, named)
	root.SetHelpCommand(helpCommand())
	refuseUnknownShells(root)
	return root
}

// addCommands adds the command with the given name, or all that root lacks if there is
// no such command. Making all of them takes as long as linting a file does. The manual
// tells of all.
func (a *app) addCommands(root *cobra.Command, named string) {
	all := map[string]func() *cobra.Command{
		"apply": a.applyCommand, "lint": a.lintCommand, "show": a.showCommand, "endpoints": a.endpointsCommand, "probe": a.probeCommand,
		"rules": a.rulesCommand, "explain": a.explainCommand,
		"config": a.configCommand, "url": a.urlCommand, "schema": a.schemaCommand, "man": a.manCommand, "version": a.versionCommand,
	}
	if one := all[named]; one != nil && named != "man" {
		root.AddCommand(one())
		return
	}
	for _, there := range root.Commands() {
		delete(all, there.Name())
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		root.AddCommand(all[name]())
	}
}

// plural is "1 file" or "3 files".
func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, strings.TrimSpace(noun))
}
