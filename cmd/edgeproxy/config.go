package main

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/table"
	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
)

func (a *app) configCommand() *cobra.Command {
	var file string
	cmd := help.Command("config", &cobra.Command{
		Args: commandline.OneArg("a file", "the settings depend on the path of the file"),
		RunE: func(_ *cobra.Command, args []string) error { return a.showConfig(file, args[0]) },
	})
	cmd.Flags().StringVar(&file, "config", "", "the configuration `FILE` (default: those of the repository)")
	commandline.RefuseEmpty(cmd, "config")
	return cmd
}

func (a *app) showConfig(file, path string) error {
	name := paths.Shown(path)
	if path == "" {
		return project.ErrEmptyName
	}
	if paths.IsFolder(path) {
		return fmt.Errorf("%s: is a folder: expected a file in it, which need not exist, such as %s", name, filepath.ToSlash(filepath.Join(name, "deployment.json")))
	}
	dir, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("the current folder cannot be found: %w", paths.Reason(err))
	}
	finder := &config.Finder{Dir: dir, File: file, Rules: lint.DefaultRules(), Today: time.Now()}
	set, err := finder.For(filepath.FromSlash(path))
	if err != nil {
		return err
	}
	if !set.Found {
		a.Errorf("no %s found for %s: these are the defaults", config.FileName, name)
	}
	return table.Settings(a.Stdout, set)
}
