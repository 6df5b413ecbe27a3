package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/schemas"
)

func (a *app) schemaCommand() *cobra.Command {
	return help.Command("schema", &cobra.Command{
		Args:      commandline.OneArg("a schema", "one of "+strings.Join(schemas.Names(), ", ")),
		ValidArgs: schemas.Names(),
		RunE: func(_ *cobra.Command, args []string) error {
			text, err := schemas.Read(args[0])
			if err != nil {
				return fmt.Errorf("%w%s", err, commandline.DidYouMean(args[0], schemas.Names()))
			}
			_, err = a.Stdout.Write(text)
			return err
		},
	})
}
