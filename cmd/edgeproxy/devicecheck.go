package main

import (
	"fmt"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/table"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

func (a *app) deviceCheckCommand() *cobra.Command {
	f := lintFlags{places: true, jobs: runtime.GOMAXPROCS(0)}
	cmd := help.Command("device-check", &cobra.Command{
		RunE: func(cmd *cobra.Command, args []string) error {
			if i := slices.IndexFunc(args, isTOML); i >= 0 {
				return fmt.Errorf("%s: is no manifest: expected --root %[1]s, which checks a config.toml alone", paths.Shown(args[i]))
			}
			f.failOnSet = cmd.Flags().Changed("fail-on")
			return a.lint(cmd.Context(), f, args)
		},
	})
	set := cmd.Flags()
	set.SortFlags = false
	set.StringVar(&f.device, "root", "/", "the `PATH` of a folder that is laid out like the root of the device, such as a mounted image, or of a config.toml alone")
	f.addOutput(cmd)
	f.rules.Add(cmd)
	f.config.Add(cmd, "the .edgeproxy.yaml at the root of the repository, if there is one")
	commandline.MaxSize(cmd, &f.maxSize)
	commandline.Quiet(cmd, &a.Quiet, "print findings only: no table, no summary, and nothing if there are no findings")
	commandline.RefuseEmpty(cmd, "root")
	return cmd
}

// isTOML reports whether a name is that of a device's configuration, which is no manifest.
func isTOML(name string) bool { return filepath.Ext(name) == ".toml" }

// addLintDevice adds the flag of lint for the device that gets the manifests.
func addLintDevice(cmd *cobra.Command, path *string) {
	cmd.Flags().StringVar(path, "device", "", "also check the device at this `PATH`, a config.toml or a folder laid out like /, and what it would lose by the manifests")
	commandline.RefuseEmpty(cmd, "device")
}

// tellDevice says what of a device was not looked at and, for people, where it has its
// proxy.
func (l *linter) tellDevice(res *project.Result) error {
	dev := res.Device()
	if dev == nil {
		return nil
	}
	for _, note := range project.DeviceNotes(dev) {
		l.Errorf("note: %s", note)
	}
	if !l.flags.places || l.Quiet || l.formatName != "text" {
		return nil
	}
	if !hasProxy(dev) {
		l.Errorf("note: no proxy is set for edgeAgent, aziot-identityd or Docker: if the device is behind one, \"edgeproxy device write\" sets it")
	}
	return table.Device(l.Stdout, dev, l.Columns(l.Stdout))
}

// hasProxy reports whether one of those who need the proxy has it.
func hasProxy(dev *device.Device) bool {
	_, agent := dev.AgentProxy()
	_, identityd := dev.ProxyOf(device.Identityd)
	_, docker := dev.DockerProxy()
	return agent || identityd || docker
}
