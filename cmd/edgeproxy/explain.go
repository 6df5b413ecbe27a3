package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/flags"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/wording"
	"github.com/iotedge-tools/edgeproxy/lint/page"
)

func (a *app) explainCommand() *cobra.Command {
	var format string
	cmd := help.Command("explain", &cobra.Command{
		Args:              commandline.OneArg("a rule", `"edgeproxy rules" lists them`),
		ValidArgsFunction: flags.CompleteRule,
		RunE: func(_ *cobra.Command, args []string) error {
			rule, err := flags.FindRule(args[0])
			if err != nil {
				return err
			}
			if format == "json" {
				return encode(a.Stdout, wording.Rule(rule))
			}
			_, err = fmt.Fprint(a.Stdout, page.Text(rule))
			return err
		},
	})
	commandline.Format(cmd, &format, "text", "json")
	return cmd
}
