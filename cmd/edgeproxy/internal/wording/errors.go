// Package wording puts what the libraries say into the words of the command line. The
// libraries say what helps, and this package by which flag of the program.
//
//	return wording.Of(err)
package wording

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/flags"
	"github.com/iotedge-tools/edgeproxy/lint/baseline"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/fleet"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/gitrev"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// ErrNoProxy says that neither the command nor the configuration names a proxy.
var ErrNoProxy = errors.New("no proxy, or an empty one: expected --proxy-url URL, --proxy-url-file FILE or the environment variable " +
	flags.ProxyEnv + "; or proxy.url in " + config.FileName)

// Of puts an error of a library into the words of the command line: with the flag that
// the error is about, or that helps.
func Of(err error) error {
	var (
		tooLarge *project.TooLargeError
		inGit    *gitrev.SizeError
		url      *project.URLError
		earlier  *project.EarlierError
		existing *manifest.ExistingError
		unknown  *manifest.UnknownModuleError
		option   *project.OptionError
		output   *project.OverwriteError
		known    *baseline.Error
		nested   *project.NestedProxyError
	)
	switch {
	case errors.As(err, &option):
		return ofOption(option)
	case errors.As(err, &earlier):
		return fmt.Errorf("%s: --against: %w", earlier.Name, Of(earlier.Err))
	case errors.As(err, &tooLarge), errors.As(err, &inGit):
		return fmt.Errorf("%w (raise the limit with --max-size)", err)
	case errors.As(err, &url):
		return fmt.Errorf("%w (--proxy-url takes the proxy)", err)
	case errors.As(err, &existing):
		return fmt.Errorf("%w: choose --existing overwrite to replace it, or keep to leave it", err)
	case errors.As(err, &unknown) && strings.Contains(unknown.Name, ","):
		return fmt.Errorf("%w; --module takes one name: repeat it for each module", err)
	case errors.As(err, &output):
		return fmt.Errorf("--report would overwrite %s, which %s: expected another file", output.Name, output.Role)
	case errors.As(err, &known) && known.Anew:
		return fmt.Errorf("%w with --write-baseline", err)
	case errors.As(err, &nested):
		return fmt.Errorf("%s: url has no effect in a nested file, because it is a placeholder: %s; or give the proxy by --proxy-url URL", nested.Origin, config.NestedHelp)
	case errors.Is(err, project.ErrNoProxy):
		return ErrNoProxy
	case errors.Is(err, project.ErrNoRule):
		return errors.New("--select, --ignore and --severity leave no rule to run: expected one at least")
	case errors.Is(err, project.ErrNoStdin):
		return errors.New("standard input cannot be both the manifest and --proxy-url-file: expected one of them as a file")
	}
	return err
}

// Each lists the errors that were joined, each in the words of the command line.
func Each(err error) []error {
	if err == nil {
		return nil
	}
	all := console.Flatten(err)
	for i, e := range all {
		all[i] = Of(e)
	}
	return all
}

// ofOption names a refused option by the flag that sets it.
func ofOption(err *project.OptionError) error {
	var several *project.SeveralFilesError
	var earlier *project.EarlierError
	revision := "git:" + err.Value
	switch {
	case err.Option == "Device":
		return fmt.Errorf("%s: %w", paths.Shown(err.Value), err.Err)
	case err.Option == "Exclude":
		return fmt.Errorf("--exclude %q: %w", err.Value, err.Err)
	case errors.As(err, &earlier):
		return fmt.Errorf("--baseline %s: --against: %w", err.Value, earlier.Err)
	case err.Option == "Baseline" && errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("--baseline %s: no such file: check the path, or write it with --write-baseline", err.Value)
	case err.Option == "Baseline" && errors.Is(err, project.ErrNoBaseline):
		return fmt.Errorf("--baseline %s: cannot be read: it is no regular file: expected a file that --write-baseline has written", err.Value)
	case err.Option == "Baseline":
		return fmt.Errorf("--baseline %s: %w", err.Value, err.Err)
	case errors.Is(err, project.ErrStdinTwice):
		return err.Err
	case errors.Is(err, project.ErrStdinUnnamed):
		return errors.New("--against git: standard input has no path in the repository: expected --stdin-filename NAME")
	case errors.Is(err, project.ErrNoRevision):
		return fmt.Errorf("--against %q: expected a revision, such as git:HEAD~1 or git:origin/main (a variable may be unset)", revision)
	case errors.Is(err, project.ErrNoFile):
		return fmt.Errorf("--against %q: no such file: expected one, or git:REV for a revision, such as git:HEAD~1", paths.Shown(err.Value))
	case errors.As(err, &several):
		return fmt.Errorf("--against %q: %w: expected git:REV, or one PATH", err.Value, several)
	case err.Option == "AgainstRevision" && err.Value == "":
		return fmt.Errorf("--against: %w", err.Err)
	case err.Option == "AgainstRevision":
		return fmt.Errorf("--against %q: %w", revision, err.Err)
	}
	return err
}

// OfSites is an error of apply with --sites in the words of the command line.
func OfSites(err error) error {
	var all []error
	for _, e := range console.Flatten(err) {
		var overwrite *project.OverwriteError
		if errors.As(e, &overwrite) {
			e = fmt.Errorf("--out: the file of a site would overwrite %s, which %s: expected another folder", overwrite.Name, overwrite.Role)
		} else {
			e = Of(e)
		}
		all = append(all, e)
	}
	return errors.Join(all...)
}

// OfFleet is Of for the errors of fleet.
func OfFleet(err error) error {
	var all []error
	for _, e := range console.Flatten(err) {
		var place *fleet.PlaceError
		switch e = Of(e); {
		case !errors.As(e, &place) || !place.Unset:
		case place.New:
			e = fmt.Errorf("%w; or give it with --target-condition and --priority", e)
		default:
			e = fmt.Errorf("%w; a manifest that is not deployed yet belongs to --candidate, with --target-condition and --priority", e)
		}
		all = append(all, e)
	}
	return errors.Join(all...)
}
