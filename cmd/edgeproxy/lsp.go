package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/lint/lsp"
)

func (a *app) lspCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "lsp",
		Short: "Serve an editor with findings, fixes and explanations",
		Long: `Speak the Language Server Protocol on standard input and output. An editor starts this
command by itself: see "In your editor" in the README.

Deployment manifests, templates of them and .edgeproxy.yaml are checked while you
type, each with the configuration of its folder, as "edgeproxy lint" checks the file.
Of all other files the server says nothing. It starts no program, writes no file, and
uses no network.

Exit codes: 0 the editor has ended the session; 1 it has ended it without a shutdown
request, as one that crashes does; 2 its messages cannot be read.`,
		Example: "  edgeproxy lsp",
		Args:    commandline.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.serveEditor(cmd.Context())
		},
	}
	cmd.Flags().Bool("stdio", true, "speak on standard input and output, as many editors ask for; there is no other way")
	return cmd
}

func (a *app) serveEditor(ctx context.Context) error {
	err := lsp.Serve(ctx, a.Stdin, a.Stdout, lsp.Options{Version: toolVersion()})
	if errors.Is(err, lsp.ErrNoShutdown) {
		return errFindings // exit code 1, which the protocol demands
	}
	return err
}
