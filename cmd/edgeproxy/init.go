package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/flags"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/remarks"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/lint/project/starter"
)

// initFlags are the flags of init.
type initFlags struct {
	proxy flags.Proxy
	plan  starter.Options
}

func (a *app) initCommand() *cobra.Command {
	var f initFlags
	cmd := help.Command("init", &cobra.Command{
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 {
				return fmt.Errorf("init: expected one folder, got %d", len(args))
			}
			f.plan.Folder = strings.Join(args, "")
			return a.init(cmd.Context(), f)
		},
	})
	set := cmd.Flags()
	set.SortFlags = false
	f.proxy.Add(cmd, "the proxy of the devices, for the configuration")
	set.BoolVar(&f.plan.PreCommit, "pre-commit", false, "also write the hook, .pre-commit-config.yaml")
	set.BoolVar(&f.plan.Azure, "azure", false, "also write a pipeline of Azure Pipelines, azure-pipelines.yml")
	set.BoolVar(&f.plan.GitHub, "github", false, "also write a workflow of GitHub Actions, .github/workflows/edgeproxy.yml")
	return cmd
}

// init is the command: it writes all files of the plan, or none.
func (a *app) init(ctx context.Context, f initFlags) error {
	if f.plan.Folder != "" && !paths.IsFolder(f.plan.Folder) {
		return fmt.Errorf("%s: no folder: expected the top of a repository", paths.Shown(f.plan.Folder))
	}
	var err error
	if f.plan.Proxy, err = f.proxy.Read(&a.Console); err != nil {
		return err
	}
	plan, err := starter.Make(ctx, f.plan)
	switch {
	case errors.Is(err, starter.ErrPassword):
		return fmt.Errorf("init: %w", err)
	case err != nil:
		return fmt.Errorf("init: %w", paths.Reason(err))
	}
	files := plan.Changes(f.plan.Folder)
	if err := a.files.WriteAll(func() error { return a.files.Disk.ReplaceAll(ctx, files) }, new(int)); err != nil {
		return err
	}
	remarks.Init(&a.Console, plan, files)
	for _, s := range plan.Snippets {
		a.Notef("edgeproxy: %s exists: add this below %q", s.File, s.Where)
		if _, err := io.WriteString(a.Stdout, s.Text); err != nil {
			return err
		}
	}
	return nil
}
