package flags

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

// Apply are the flags of apply.
type Apply struct {
	Write, Diff, Check bool // what is done with the results; to standard output without them
	KeepGoing          bool
	Remove             bool
	NoProxy            string
	Sites              Sites

	proxy            Proxy
	upstreamProtocol string
	modules          []string
	allModules       bool
	existing         string
	config           Config
	maxSize          int
	changed          func(flag string) bool
}

// Add adds the flags.
func (f *Apply) Add(cmd *cobra.Command) {
	f.changed = cmd.Flags().Changed
	set := cmd.Flags()
	set.SortFlags = false
	f.proxy.Add(cmd, "the proxy to set")
	set.StringVar(&f.upstreamProtocol, "upstream-protocol", "auto", "`PROTOCOL` is auto (keep AmqpWs, MqttWs and a placeholder for them, change Amqp to AmqpWs and Mqtt to MqttWs, else set AmqpWs), AmqpWs, MqttWs, or none (change nothing)")
	set.StringVar(&f.NoProxy, "no-proxy", "", "set no_proxy to this `LIST` on the chosen modules (edgeAgent and edgeHub ignore it); none changes nothing; default: "+strings.ReplaceAll(manifest.UsualNoProxy, ",", ", ")+" where there is none")
	commandline.Repeated(cmd, &f.modules, "module", "another module, by `NAME` or a pattern such as 'blob*'; may be repeated")
	set.BoolVar(&f.allModules, "all-modules", false, "every module")
	set.StringVar(&f.existing, "existing", "overwrite", "`WHAT` to do where another proxy is set already: overwrite, keep or fail")
	set.BoolVar(&f.Remove, "remove", false, "remove https_proxy, in every spelling; with --no-proxy also remove no_proxy, whatever its value is; UpstreamProtocol stays, unless --upstream-protocol names one of the four")
	set.BoolVarP(&f.Write, "write", "w", false, "replace the files instead of printing the result")
	set.BoolVar(&f.Diff, "diff", false, "print the changes without making them, and exit with 1 if there are any")
	set.BoolVar(&f.Check, "check", false, "print the names of files that would change, and exit with 1 if there are any")
	set.BoolVar(&f.KeepGoing, "keep-going", false, "go on after a file that is refused or cannot be written, and exit with 2 at the end")
	f.config.Add(cmd, "the .edgeproxy.yaml at the root of the repository, and those in folders below, which can make the configuration stricter")
	f.Sites.Add(cmd, "make a manifest for each site of this `LIST` (YAML or CSV), from the one that is the argument, or that \"manifest\" in the list names", insteadOfApply()...)
	f.Sites.AddOut(cmd)
	commandline.MaxSize(cmd, &f.maxSize)
	commandline.Exclude(cmd, "write", "diff", "check")
	for _, other := range []string{"proxy-url", "proxy-url-file", "proxy-user", "existing"} {
		commandline.Exclude(cmd, "remove", other)
	}
	commandline.Complete(cmd, "upstream-protocol", "auto", "AmqpWs", "MqttWs", "none")
	commandline.OneOf(cmd, "existing", "overwrite", "keep", "fail")
}

// Chooses reports whether a flag chooses modules.
func (f *Apply) Chooses() bool { return len(f.modules) > 0 || f.allModules }

// CheckFiles makes sure that the results have a place to go to.
func (f *Apply) CheckFiles(files *project.Found) error {
	toOutput := !f.Write && !f.Diff && !f.Check
	switch {
	case toOutput && len(files.Paths) == 1 && len(files.Folders) == 1:
		return fmt.Errorf("%s: is a folder: expected a file, or -w, --diff or --check", paths.Shown(files.Paths[0]))
	case toOutput && (len(files.Files)+len(files.Failures) != 1 || len(files.Folders) > 0):
		return errors.New("several files, but no place for the results: expected -w, --diff or --check, or one file")
	case f.Write && files.HasStdin():
		return errors.New("standard input cannot be written: leave out -w to get the result on standard output")
	}
	return nil
}

// Options are what the flags say. Without a proxy and without a configuration that could
// name one, the error is project.ErrNoProxy.
func (f *Apply) Options(c *console.Console) (project.ApplyOptions, error) {
	// A protocol that stands on the command line beats the configuration, even "auto".
	opts := project.ApplyOptions{KeepProtocol: f.changed("upstream-protocol"), Config: f.config.File, NoConfig: f.config.None}
	protocol, err := f.protocol()
	if err != nil {
		return opts, fmt.Errorf("--upstream-protocol: %w", err)
	}
	existing := map[string]manifest.Existing{"overwrite": manifest.Overwrite, "keep": manifest.Keep, "fail": manifest.Fail}[f.existing]
	opts.Proxy = manifest.Proxy{UpstreamProtocol: protocol, NoProxy: f.NoProxy, Existing: existing}
	opts.Targets = manifest.Targets{Modules: f.modules, All: f.allModules}
	if f.Remove {
		opts.Remove = &manifest.Removal{NoProxy: f.NoProxy != "", UpstreamProtocol: protocol}
	} else if opts.Proxy.URL, err = f.proxy.Read(c); err != nil {
		return opts, err
	}
	opts.Input = c.Input(f.maxSize)
	if f.config.None && !f.Remove && opts.Proxy.URL.IsZero() {
		return opts, project.ErrNoProxy
	}
	return opts, nil
}

// protocol is the protocol that the command asks for. Without a proxy any of the
// four will do.
func (f *Apply) protocol() (manifest.UpstreamProtocol, error) {
	if p, ok := proxy.ReadProtocol(f.upstreamProtocol); ok && f.Remove {
		return p, nil
	}
	return manifest.ParseProtocol(f.upstreamProtocol)
}

// SiteOptions are what the flags say of a run with --sites.
func (f *Apply) SiteOptions(c *console.Console, args []string) (project.SiteOptions, error) {
	in, err := f.Sites.Input(c, args, f.maxSize)
	in.Config, in.NoConfig = f.config.File, f.config.None
	return project.SiteOptions{Out: f.Sites.Out, Grouped: f.Sites.Group, SitesInput: in}, err
}
