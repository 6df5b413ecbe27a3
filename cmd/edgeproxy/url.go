package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// urlCommand groups what helps to write the address of a proxy.
func (a *app) urlCommand() *cobra.Command {
	cmd := help.Command("url", &cobra.Command{
		Args: commandline.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	})
	cmd.AddCommand(help.Command("url-encode", &cobra.Command{
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 { // which may be the password: it is not quoted
				return errors.New("url encode takes no argument: pipe the password into the command, or run the command alone and type the password")
			}
			return a.encodeUser()
		},
	}))
	return cmd
}

// encodeUser encodes the first line of standard input.
func (a *app) encodeUser() error {
	if a.InPipeline() && !console.IsFile(a.Stdout) {
		return errors.New("url encode would show the password in the log of the pipeline: expected standard output to be a file; or use --proxy-user with --proxy-password-file instead")
	}
	text, err := a.ReadPassword()
	switch {
	case err != nil:
		return fmt.Errorf("standard input cannot be read: %w", paths.Reason(err))
	case len(text) == 0:
		return errors.New("standard input is empty: expected a user name or a password in its first line")
	}
	_, err = fmt.Fprintln(a.Stdout, manifest.EncodeUser(string(text)))
	return err
}
