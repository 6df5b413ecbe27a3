package main

import (
	"context"
	"errors"
	"maps"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/changes"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/flags"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
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

// errFindings ends a command with exitFindings and without a message.
var errFindings = errors.New("findings")

// app is one run of the program.
type app struct {
	console.Console
	files changes.Files
}

func newApp() *app {
	a := &app{Console: console.Console{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv}}
	a.files = changes.Files{Console: &a.Console, Disk: atomicfile.Disk{Bounds: paths.BoundsHere()}}
	return a
}

// run runs the command that args name and returns the exit code.
func (a *app) run(args []string) int {
	a.Masks = report.MasksOf(append([]string{a.Getenv(flags.ProxyEnv)}, args...))
	err := a.files.Guard.Run(func(ctx context.Context) error { return a.execute(ctx, args) })
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errFindings):
		return exitFindings
	}
	a.Fail(err)
	return exitFailure
}

func (a *app) execute(ctx context.Context, args []string) error {
	if err := commandline.RefuseDashedNames(args); err != nil {
		return err
	}
	named := ""
	if len(args) > 0 {
		named = args[0]
	}
	root := a.rootCommand(named)
	if len(args) > 0 && args[0] == cobra.ShellCompRequestCmd {
		commandline.ForCompletion(root)
	}
	root.SetArgs(args)
	root.SetIn(a.Stdin)
	root.SetOut(a.Stdout)
	root.SetErr(a.Stderr)
	return commandline.UnknownCommand(root, root.ExecuteContext(ctx))
}

// rootCommand is the program with its commands, or with one of them alone if the
// command line begins with its name.
func (a *app) rootCommand(named string) *cobra.Command {
	version := false
	root := help.Command("edgeproxy", &cobra.Command{
		SilenceErrors:      true,
		SilenceUsage:       true,
		DisableSuggestions: true, // commandline makes them
		RunE: func(cmd *cobra.Command, _ []string) error {
			if version {
				return a.printVersion()
			}
			return cmd.Help()
		},
	})
	// cobra's own --version is not used: because of its template the linker could not
	// drop unused code.
	root.Flags().BoolVarP(&version, "version", "v", false, "version for edgeproxy")
	root.PersistentFlags().StringVar(&a.Color, "color", "auto", "colours: `WHEN` is auto (on a terminal, unless NO_COLOR is set; FORCE_COLOR stands for always), always or never")
	commandline.Complete(root, "color", "auto", "always", "never")
	root.PersistentPreRunE = func(*cobra.Command, []string) error { return a.CheckColor() }
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		a.addCommands(root, "") // another command may have the flag
		return commandline.FlagError(cmd, err)
	})
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { help.Write(a.Stdout, cmd, a.Columns(a.Stdout)) })
	if a.addCommands(root, named) {
		root.SetHelpCommand(commandline.HelpCommand())
		commandline.RefuseUnknownShells(root)
	}
	root.CompletionOptions.DisableDefaultCmd = true // addCommands adds it where it is needed
	return root
}

// addCommands adds the command with the given name. If there is no such command, it
// adds all commands that root lacks, and reports true. Making all commands takes as
// long as linting a file; the manual needs all of them.
func (a *app) addCommands(root *cobra.Command, named string) (all bool) {
	commands := map[string]func() *cobra.Command{
		"apply": a.applyCommand, "lint": a.lintCommand, "show": a.showCommand, "endpoints": a.endpointsCommand, "probe": a.probeCommand, "fleet": a.fleetCommand, "device": a.deviceCommand,
		"init": a.initCommand, "rules": a.rulesCommand, "explain": a.explainCommand, "lsp": a.lspCommand,
		"config": a.configCommand, "url": a.urlCommand, "schema": a.schemaCommand, "man": a.manCommand, "version": a.versionCommand,
	}
	if one := commands[named]; one != nil && named != "man" {
		root.AddCommand(one())
		return false
	}
	for _, there := range root.Commands() {
		delete(commands, there.Name())
	}
	for _, name := range slices.Sorted(maps.Keys(commands)) {
		root.AddCommand(commands[name]())
	}
	return true
}
