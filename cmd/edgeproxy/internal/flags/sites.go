package flags

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/lint/project"
)

// Sites are the flags that name a list of sites, and the place for what is made from it.
type Sites struct {
	List  string
	Out   string
	Group bool
}

// Add adds the flag --sites. None of the others may be given with it: the list says the
// same for each site, or there are no files that they could be about.
func (f *Sites) Add(cmd *cobra.Command, usage string, others ...string) {
	cmd.Flags().StringVar(&f.List, "sites", "", usage)
	for _, other := range others {
		commandline.Exclude(cmd, "sites", other)
	}
	commandline.RefuseEmpty(cmd, "sites")
}

// AddOut adds the flags for the manifests that are made.
func (f *Sites) AddOut(cmd *cobra.Command) {
	set := cmd.Flags()
	set.StringVar(&f.Out, "out", "", "the `FOLDER` for the manifests of --sites")
	set.BoolVar(&f.Group, "group", false, "with --sites: sites with the same result share a file, and a deployment whose target condition holds for each of them")
	commandline.RefuseEmpty(cmd, "out")
	before := cmd.PreRunE
	cmd.PreRunE = func(cmd *cobra.Command, args []string) error {
		if err := f.checkOut(); err != nil {
			return err
		}
		return before(cmd, args)
	}
}

// checkOut makes sure that the flags are complete.
func (f *Sites) checkOut() error {
	switch {
	case f.List == "" && f.Out != "":
		return errors.New("--out is for the manifests of sites: expected --sites LIST, too; -w writes a file in its place")
	case f.List == "" && f.Group:
		return errors.New("--group is for the deployments of sites: expected --sites LIST, too")
	case f.List != "" && f.Out == "":
		return errors.New("--sites: no folder for the manifests: expected --out FOLDER, too")
	}
	return nil
}

// Input is what the commands with --sites read. args names the manifest of all sites,
// or nothing if the list does.
func (f *Sites) Input(c *console.Console, args []string, maxSize int) (project.SitesInput, error) {
	in := project.SitesInput{Input: c.Input(maxSize), List: f.List, Getenv: c.Getenv}
	switch len(args) {
	case 0:
	case 1:
		in.Manifest = args[0]
	default:
		return in, errors.New("--sites: several manifests: expected one, from which those of all sites are made")
	}
	return in, nil
}
