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

// Add adds the flag --sites, which excludes the other flags: the list says the same for
// each site, or the flags are about files that do not exist here. Each of the others
// comes with what a person does instead.
func (f *Sites) Add(cmd *cobra.Command, usage string, others ...instead) {
	cmd.Flags().StringVar(&f.List, "sites", "", usage)
	for _, other := range others {
		for _, flag := range other.flags {
			commandline.ExcludeWith(cmd, "sites", flag, other.do)
		}
	}
	commandline.RefuseEmpty(cmd, "sites")
}

// instead is what a person does instead of giving one of some flags with --sites.
type instead struct {
	flags []string
	do    string
}

// listSaysProxy is for the flags that name a proxy.
var listSaysProxy = instead{
	[]string{"proxy-url", "proxy-url-file", "proxy-user", "proxy-password-file"},
	`"proxy-url" in the list names the proxy of each site; ${NAME} in it comes from the environment`,
}

// insteadOfApply is for the flags of apply.
func insteadOfApply() []instead {
	return []instead{
		listSaysProxy,
		{[]string{"upstream-protocol", "no-proxy"}, `the list says it, for a site or under "defaults"`},
		{[]string{"module", "all-modules"}, `"modules" in the list names them, for a site or under "defaults"`},
		{[]string{"existing"}, "the proxy of a site replaces the one in the manifest"},
		{[]string{"remove"}, `"proxy-url: none" in the list takes the proxy away`},
		{[]string{"write"}, "the manifests are written into the folder of --out"},
		{[]string{"keep-going"}, "the manifests of all sites are written, or none"},
	}
}

// insteadOfLint is for the flags of lint.
func insteadOfLint() []instead {
	return []instead{
		listSaysProxy,
		{[]string{"fix", "diff"}, `mend the list, or the manifest with "edgeproxy lint --fix FILE"; "edgeproxy apply --sites LIST --out FOLDER" then makes the manifests of the sites anew`},
		{[]string{"baseline", "write-baseline", "prune-baseline"}, `"ignore" in .edgeproxy.yaml accepts a finding, with the path of the manifest or of the list; a baseline is for the files that "edgeproxy apply --sites" has written`},
		{[]string{"against"}, `"edgeproxy apply --sites LIST --out FOLDER --diff" shows what would change, and "edgeproxy lint --against git:REV FOLDER" compares the files that were written`},
		{[]string{"exclude", "skip-non-manifests"}, "one manifest is read, from which those of all sites are made"},
		{[]string{"stdin-filename"}, "expected the manifest as a file"},
		{[]string{"device"}, `"edgeproxy lint --device PATH FILE" compares the manifest of one site, which "edgeproxy apply --sites" has written, with its device`},
	}
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
