package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/lint/lsp"
)

func (a *app) lspCommand() *cobra.Command {
	cmd := help.Command("lsp", &cobra.Command{
		Args: commandline.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.serveEditor(cmd.Context())
		},
	})
	cmd.Flags().Bool("stdio", true, "speak on standard input and output, as many editors ask for; there is no other way")
	return cmd
}

func (a *app) serveEditor(ctx context.Context) error {
	if a.ReadsTerminal() {
		a.Errorf("edgeproxy: lsp speaks with an editor, which starts it by itself: press Ctrl-D to end it")
	}
	err := lsp.Serve(ctx, a.Stdin, a.Stdout, lsp.Options{Version: toolVersion()})
	if errors.Is(err, lsp.ErrNoShutdown) {
		return errFindings // exit code 1, which the protocol demands
	}
	return err
}
