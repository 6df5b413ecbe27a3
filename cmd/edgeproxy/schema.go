package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/schemas"
)

func (a *app) schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema NAME",
		Short: "Print a JSON Schema for editors and other validators",
		Long: `Print one of the JSON Schemas (draft-07):

  ` + strings.Join(schemas.Names(), "\n  "),
		Example:   "  edgeproxy schema deployment > deployment.schema.json",
		Args:      cobra.ExactArgs(1),
		ValidArgs: schemas.Names(),
		RunE: func(_ *cobra.Command, args []string) error {
			text, err := schemas.Read(args[0])
			if err != nil {
				if near := didYouMean(args[0], schemas.Names()); near != "" && !slices.Contains(schemas.Names(), args[0]) {
					return fmt.Errorf("%w%s", err, near)
				}
				return err
			}
			_, err = a.stdout.Write(text)
			return err
		},
	}
}
