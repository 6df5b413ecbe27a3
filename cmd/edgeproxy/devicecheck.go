package main

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/flags"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/remarks"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/table"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

func (a *app) deviceCheckCommand() *cobra.Command {
	var f flags.Lint
	cmd := help.Command("device-check", &cobra.Command{
		SuggestFor: []string{"show", "lint", "verify", "test"},
		RunE: func(cmd *cobra.Command, args []string) error {
			if i := slices.IndexFunc(args, isConfiguration); i >= 0 {
				return fmt.Errorf("%s: is no manifest: expected --root %[1]s, which checks that file alone", paths.Shown(args[i]))
			}
			if i := slices.IndexFunc(args, isRoot); i >= 0 {
				return fmt.Errorf("%s: is laid out like the root of a device, and holds no manifest: expected --root %[1]s, which checks that device", paths.Shown(args[i]))
			}
			return a.lint(cmd.Context(), &linter{app: a, flags: &f, places: true}, args)
		},
	})
	f.AddDevice(cmd, &a.Quiet)
	return cmd
}

// isConfiguration reports whether a file is a device's configuration, and no manifest, by
// its name: config.toml, or config.yaml of IoT Edge before 1.2.
func isConfiguration(name string) bool {
	return filepath.Ext(name) == ".toml" || filepath.Base(name) == "config.yaml"
}

// isRoot reports whether a folder is laid out like the root of a device.
func isRoot(name string) bool {
	return paths.IsFolder(filepath.Join(name, "etc", "aziot")) || paths.IsFolder(filepath.Join(name, "etc", "systemd"))
}

// tellDevice says which parts of a device were not checked and, for people, where the
// device has its proxy. The reports get all notes.
func (l *linter) tellDevice(res *project.Result) error {
	dev := res.Device()
	if dev == nil {
		return nil
	}
	if !l.places && !dev.HasConfig() && len(dev.Errors) == 0 {
		res.Run.Notes = append(res.Run.Notes, report.Note{Message: "no config.toml was found on the device: the manifests were not compared with it"})
	}
	for _, note := range res.Run.Notes {
		l.Errorf("note: %s", note)
	}
	if l.places {
		res.Run.Notes = append(res.Run.Notes, remarks.OfDevice(dev)...)
	}
	if !l.places || l.Quiet || l.output.FormatName != "text" {
		return nil
	}
	return table.Device(l.Stdout, dev, l.Columns(l.Stdout))
}
