package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/build"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
)

// version is set by the linker in releases; otherwise the build information tells.
var version string

func (a *app) versionCommand() *cobra.Command {
	return help.Command("version", &cobra.Command{
		Args: commandline.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.printVersion() },
	})
}

func (a *app) printVersion() error {
	_, err := fmt.Fprintln(a.Stdout, "edgeproxy", toolVersion())
	return err
}

// toolVersion is the version of the module, or the commit that it was built from.
func toolVersion() string { return build.Version(version) }
