package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// urlCommand groups what helps to write the address of a proxy.
func (a *app) urlCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "url",
		Short: "Help to write the address of a proxy",
		Args:  commandline.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(&cobra.Command{
		Use:   "encode",
		Short: "Percent-encode a user name or a password for the address of a proxy",
		Long: `Read a user name or a password from the first line of standard input, and print
it percent-encoded, as it stands in http://USER:PASSWORD@HOST:PORT.

At a terminal the password is not shown while it is typed. It is never taken from
an argument, because other users of the machine see arguments and shells remember
them. In a pipeline the result must go to a file, because a log would show it: there
it is better to give --proxy-user and --proxy-password-file to "edgeproxy apply" or
"edgeproxy lint".`,
		Example: `  edgeproxy url encode < password.txt
  edgeproxy apply --proxy-url http://proxy.example.com:3128 --proxy-user edge \
    --proxy-password-file password.txt -w deployment.json`,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 { // which may be the password: it is not quoted
				return errors.New("url encode takes no argument: pipe the password into the command, or run the command alone and type the password")
			}
			return a.encodeUser()
		},
	})
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
