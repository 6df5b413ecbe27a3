package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

func (a *app) showCommand() *cobra.Command {
	var format string
	var maxSize int
	cmd := &cobra.Command{
		Use:   "show [flags] FILE...",
		Short: "Show the effective proxy settings of each module",
		Long: `Show, for each module of the deployments in a file, the image, the effective
https_proxy (without its password) and UpstreamProtocol, and whether they come
from env or from the Env list of createOptions, which beats env.`,
		Example: "  edgeproxy show deployment.json",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return fmt.Errorf("unknown format %q: expected text or json", format)
			}
			return a.show(args, format, sizeFlag(maxSize))
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	cmd.Flags().IntVar(&maxSize, "max-size", manifest.MaxSize, "largest file to read, in bytes")
	return cmd
}

// shownModule is one row of the table.
type shownModule struct {
	File       string `json:"file"`
	Deployment string `json:"deployment,omitempty"`
	Kind       string `json:"kind"`
	Module     string `json:"module"`
	System     bool   `json:"system"`
	Image      string `json:"image"`
	Proxy      string `json:"httpsProxy"`
	ProxyFrom  string `json:"httpsProxyFrom,omitempty"`
	Protocol   string `json:"upstreamProtocol"`
	ProtoFrom  string `json:"upstreamProtocolFrom,omitempty"`
}

func (a *app) show(args []string, format string, size sizeFlag) error {
	rows := []shownModule{}
	var failed []error
	for _, arg := range args {
		in := named(arg)
		found, err := a.showFile(in, size)
		if err != nil {
			failed = append(failed, err)
			continue
		}
		rows = append(rows, found...)
	}
	write := writeTable
	if format == "json" {
		write = writeJSON
	}
	if len(failed) < len(args) {
		failed = append(failed, write(a.stdout, rows))
	}
	return errors.Join(failed...)
}

func (a *app) showFile(in input, size sizeFlag) ([]shownModule, error) {
	src, err := a.read(in, size.bytes())
	if err != nil {
		return nil, err
	}
	doc, err := manifest.ParseLimits(src, size.limits())
	if err != nil {
		return nil, fmt.Errorf("%s:%w", in.name, err)
	}
	if len(doc.Deployments()) == 0 {
		return nil, fmt.Errorf("%s: %w", in.name, manifest.ErrNoDeployment)
	}
	var rows []shownModule
	for _, d := range doc.Deployments() {
		for _, m := range d.Modules() {
			row := shownModule{File: in.name, Deployment: d.ID, Kind: d.Kind.String(), Module: m.Name, System: m.System, Image: m.Image()}
			row.Proxy, row.ProxyFrom = effective(m, manifest.ProxyVar)
			row.Protocol, row.ProtoFrom = effective(m, manifest.ProtocolVar)
			rows = append(rows, row)
		}
	}
	return rows, nil
}

// effective is the value of a variable without passwords, and where it comes
// from. Spellings that stand side by side are all shown.
func effective(m *manifest.Module, name string) (value, from string) {
	vars := m.Lookup(name)
	var values, sources []string
	for _, v := range vars {
		text := manifest.RedactProxyURL(v.Value)
		if len(vars) > 1 {
			text = v.Name + "=" + text
		}
		if v.Blank() {
			text += "(blank)"
		}
		values, sources = append(values, text), append(sources, v.Source.String())
	}
	return strings.Join(values, " "), strings.Join(sources, " ")
}

func writeTable(w io.Writer, rows []shownModule) error {
	table := tabwriter.NewWriter(w, 0, 8, 2, ' ', 0)
	last := ""
	for i, r := range rows {
		title := r.File + " (" + r.Kind + " deployment"
		if r.Deployment != "" {
			title += fmt.Sprintf(" %q", r.Deployment)
		}
		if title += ")"; title != last || i == 0 {
			fmt.Fprintf(table, "%s\nMODULE\tIMAGE\thttps_proxy\tFROM\tUpstreamProtocol\tFROM\n", report.Safe(title))
			last = title
		}
		cells := []string{r.Module, r.Image, r.Proxy, r.ProxyFrom, r.Protocol, r.ProtoFrom}
		for i, c := range cells {
			if cells[i] = report.Safe(c); c == "" {
				cells[i] = "-"
			}
		}
		fmt.Fprintln(table, strings.Join(cells, "\t"))
	}
	return table.Flush()
}

func writeJSON(w io.Writer, rows []shownModule) error {
	text, err := json.MarshalIndent(rows, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(w, strings.ReplaceAll(string(text), "##", `#\u0023`))
	return err
}
