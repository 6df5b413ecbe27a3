package main

import (
	"encoding/json"
	"io"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/table"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/wording"
	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/page"
)

func (a *app) rulesCommand() *cobra.Command {
	var format string
	cmd := help.Command("rules", &cobra.Command{
		Args: commandline.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if format == "json" {
				var all []page.Rule
				for _, r := range lint.DefaultRules() {
					all = append(all, wording.Rule(r))
				}
				return encode(a.Stdout, all)
			}
			return table.Rules(a.Stdout, lint.DefaultRules(), a.Columns(a.Stdout))
		},
	})
	commandline.Format(cmd, &format, "text", "json")
	return cmd
}

// encode writes a value as indented JSON, < > and & as they are.
func encode(w io.Writer, value any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(value)
}
