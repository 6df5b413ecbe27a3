package main

import (
	"context"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/lint/project"
)

// addLintSites adds the flag of lint for the manifests of sites. There is no file to
// mend or to compare with for them.
func addLintSites(cmd *cobra.Command, list *string) {
	cmd.Flags().StringVar(list, "sites", "", "check what each site gets that this `FILE` lists, YAML or CSV; PATH is the manifest of all, or \"manifest\" in the list is")
	for _, other := range []string{"fix", "diff", "proxy-url", "proxy-url-file", "proxy-user", "proxy-password-file", "baseline", "write-baseline", "prune-baseline", "against", "exclude", "skip-non-manifests", "stdin-filename"} {
		commandline.Exclude(cmd, "sites", other)
	}
	commandline.RefuseEmpty(cmd, "sites")
}

// findInSites checks what each site would get.
func (l *linter) findInSites(ctx context.Context, args []string, opts project.Options) (*project.Result, error) {
	if len(args) > 1 {
		return nil, errSeveralManifests
	}
	in := l.sitesInput(l.flags.sites, args, l.flags.maxSize)
	in.Config, in.NoConfig = l.flags.config.File, l.flags.config.None
	bar := l.NewProgress("checked", "sites")
	defer bar.Stop()
	opts.Progress = bar.Tell
	return project.LintSites(ctx, in, opts)
}
