package flags

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/lint/project"
)

// Comparison are the flags that name what a run of lint is compared with: known
// findings, and an earlier version.
type Comparison struct {
	Baseline     string // a file
	Write, Prune bool   // the baseline
	Against      string
}

// Add adds the flags.
func (f *Comparison) Add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.Baseline, "baseline", "", "`FILE` of known findings that are not reported again")
	flags.BoolVar(&f.Write, "write-baseline", false, "write the findings of this run to the baseline file; entries of rules and files that were not checked stay")
	flags.BoolVar(&f.Prune, "prune-baseline", false, "remove the entries of the baseline file that cover nothing any more, and add none")
	flags.StringVar(&f.Against, "against", "", "compare with an earlier version, `FILE|git:REV`: a file, or the same path at a revision")
	commandline.RefuseEmpty(cmd, "baseline", "against")
}

// Set puts what the flags say into the options.
func (f *Comparison) Set(opts *project.Options) error {
	switch {
	case f.Baseline != "":
	case f.Write:
		return errors.New("--write-baseline: no file is named: expected --baseline FILE, too")
	case f.Prune:
		return errors.New("--prune-baseline: no file is named: expected --baseline FILE, too")
	}
	opts.Baseline = f.Baseline
	revision, isGit := strings.CutPrefix(f.Against, "git:")
	switch {
	case !isGit:
		opts.AgainstFile = f.Against
	case revision == "":
		return &project.OptionError{Option: "AgainstRevision", Err: project.ErrNoRevision}
	default:
		opts.AgainstRevision = revision
	}
	return nil
}
