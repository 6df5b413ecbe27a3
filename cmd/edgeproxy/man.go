package main

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

// manCommand prints manual pages, which are made from the help.
func (a *app) manCommand() *cobra.Command {
	var folder string
	cmd := help.Command("man", &cobra.Command{
		RunE: func(cmd *cobra.Command, args []string) error {
			if folder != "" {
				if err := commandline.NoArgs(cmd, args); err != nil {
					return err
				}
				return a.writePages(cmd.Root(), folder)
			}
			of, _, err := cmd.Root().Find(args)
			if err != nil {
				return commandline.UnknownCommand(cmd.Root(), err)
			}
			return help.WriteMan(a.Stdout, of, toolVersion())
		},
	})
	cmd.Flags().StringVar(&folder, "to", "", "write the pages of all commands to this `FOLDER`")
	commandline.RefuseEmpty(cmd, "to")
	return cmd
}

// writePages writes the pages of a command and of those below it.
func (a *app) writePages(cmd *cobra.Command, folder string) error {
	return help.EachPage(cmd, toolVersion(), func(name string, page []byte) error {
		path := filepath.Join(folder, name)
		if err := a.files.Write(path, page); err != nil {
			return fmt.Errorf("%s: cannot be written: %w", path, paths.Reason(err))
		}
		return nil
	})
}
