package main

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/table"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/wording"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest/overview"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

func (a *app) showCommand() *cobra.Command {
	var format string
	var maxSize int
	var device string
	cmd := help.Command("show", &cobra.Command{
		Args: someManifest,
		RunE: func(_ *cobra.Command, args []string) error {
			write := a.showTable
			if format == "json" {
				write = a.showJSON
			}
			return a.show(args, device, write, maxSize)
		},
	})
	commandline.Format(cmd, &format, "text", "json")
	cmd.Flags().StringVar(&device, "device", "", "also show what the device at this `PATH`, a config.toml or a folder laid out like /, starts edgeAgent with")
	commandline.RefuseEmpty(cmd, "device")
	commandline.MaxSize(cmd, &maxSize)
	return cmd
}

// show is the command: what could be read is shown, and errors follow.
func (a *app) show(args []string, devicePath string, write func([]table.File) error, size int) error {
	files := project.Find(args)
	failed := files.Errors()
	dev, err := project.DeviceAt(devicePath)
	switch {
	case err != nil && dev == nil:
		return wording.Of(err)
	case err != nil:
		failed = append(failed, err)
	}
	var shown []table.File
	for _, file := range files.Files {
		deployments, err := a.showFile(file, size)
		switch {
		case err != nil:
			failed = append(failed, wording.Of(err))
			continue
		case len(deployments) == 0:
			continue
		}
		if dev != nil {
			overview.AddDevice(deployments, dev)
		}
		shown = append(shown, table.File{Name: secret.Path(file.Name), Deployments: deployments})
	}
	switch {
	case len(shown) > 0:
		failed = append(failed, write(shown))
	case len(failed) == 0:
		return &project.NoManifestError{Paths: args}
	}
	return errors.Join(failed...)
}

// showFile reads a file, and says which of its deployments have nothing to show. There
// are none in a file of a folder that is no manifest.
func (a *app) showFile(in project.File, size int) ([]overview.Deployment, error) {
	doc, err := a.Input(size).Manifest(in)
	if doc == nil {
		return nil, err
	}
	deployments := overview.Of(doc)
	for _, d := range deployments {
		if lost, ok := d.Of.LostAgent(); ok {
			a.Errorf("%s:%s: %s: %s", in.Name, doc.Position(lost.At.MemberSpan().Start), lost.Message, lost.Help)
		} else if len(d.Modules) == 0 {
			a.Errorf("%s: no modules in the %s", in.Name, table.Title(d))
		}
	}
	return deployments, nil
}

func (a *app) showTable(files []table.File) error {
	return table.Modules(a.Stdout, files, a.Columns(a.Stdout))
}

func (a *app) showJSON(files []table.File) error {
	rows := []overview.Row{}
	for _, file := range files {
		for _, d := range file.Deployments {
			rows = append(rows, d.Rows(file.Name)...)
		}
	}
	return plain.JSON(a.Stdout, rows)
}
