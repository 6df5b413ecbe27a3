package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// applyFlags are the flags of apply.
type applyFlags struct {
	proxy            proxyFlags
	upstreamProtocol string
	noProxy          string
	modules          []string
	allModules       bool
	existing         string
	write            bool
	diff             bool
	check            bool
	maxSize          int
}

func (a *app) applyCommand() *cobra.Command {
	var f applyFlags
	cmd := &cobra.Command{
		Use:   "apply [flags] [FILE|-]...",
		Short: "Add the proxy settings to deployment manifests",
		Long: `Add https_proxy and UpstreamProtocol to the env of edgeAgent, edgeHub and any
chosen modules of deployment manifests, and change no other byte.

Without -w, --diff or --check exactly one file is read ("-" or none is standard
input) and the result goes to standard output. A summary goes to standard error.
Several files are all checked before the first is written: a failure in one
leaves all untouched.`,
		Example: `  edgeproxy apply --proxy-url http://proxy.example.com:3128 deployment.json
  edgeproxy apply --proxy-url http://proxy.example.com:3128 --module 'blob*' -w deployment.json
  EDGEPROXY_PROXY_URL=http://proxy.example.com:3128 edgeproxy apply --check *.json`,
		RunE: func(cmd *cobra.Command, args []string) error { return a.apply(cmd.Context(), f, args) },
	}
	flags := cmd.Flags()
	f.proxy.add(flags)
	flags.StringVar(&f.upstreamProtocol, "upstream-protocol", "auto", "auto, AmqpWs, MqttWs or none (leave it alone); auto keeps a WebSocket protocol and sets one where none is")
	flags.StringVar(&f.noProxy, "no-proxy", "", "also set no_proxy to this `LIST` on the chosen modules (edgeAgent and edgeHub ignore it)")
	flags.StringArrayVar(&f.modules, "module", nil, "another module, by `NAME` or glob; may be repeated")
	flags.BoolVar(&f.allModules, "all-modules", false, "every module")
	flags.StringVar(&f.existing, "existing", "overwrite", "where another proxy is set already: overwrite, keep or fail")
	flags.BoolVarP(&f.write, "write", "w", false, "replace the files")
	flags.BoolVar(&f.diff, "diff", false, "print what would change and exit with 1 if anything would")
	flags.BoolVar(&f.check, "check", false, "print the names of files that would change and exit with 1 if any would")
	flags.IntVar(&f.maxSize, "max-size", manifest.MaxSize, "largest file to read, in bytes")
	cmd.MarkFlagsMutuallyExclusive("write", "diff", "check")
	return cmd
}

// apply is the command: all inputs are edited in memory, then the results are
// handed out.
func (a *app) apply(ctx context.Context, f applyFlags, args []string) error {
	proxy, targets, err := a.applyOptions(f)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		args = []string{stdinName}
	}
	if !f.write && !f.diff && !f.check && len(args) != 1 {
		return errors.New("several files and nowhere to put the results: expected -w, --diff or --check, or one file")
	}
	var changes []change
	var results []*manifest.Result
	var failed []error
	seen := map[string]bool{}
	for _, arg := range args {
		in := named(arg)
		if f.write && in.path == stdinName {
			return errors.New("standard input cannot be written to: leave out -w, and the result goes to standard output")
		}
		if seen[in.path] {
			continue
		}
		seen[in.path] = true
		c, res, err := a.applyTo(in, proxy, targets, f.maxSize)
		if err != nil {
			failed = append(failed, err)
			continue
		}
		changes, results = append(changes, c), append(results, res)
	}
	if len(failed) > 0 {
		if f.write && len(args) > 1 {
			failed = append(failed, errors.New("no file was changed"))
		}
		return errors.Join(failed...)
	}
	return a.deliver(ctx, f, changes, results)
}

// applyTo edits one input in memory.
func (a *app) applyTo(in input, proxy manifest.Proxy, targets manifest.Targets, maxSize int) (change, *manifest.Result, error) {
	src, err := a.read(in, sizeFlag(maxSize).bytes())
	if err != nil {
		return change{}, nil, err
	}
	doc, err := manifest.ParseLimits(src, sizeFlag(maxSize).limits())
	if err != nil {
		return change{}, nil, fmt.Errorf("%s:%w", in.name, err)
	}
	res, err := doc.Apply(proxy, targets)
	var edit *manifest.EditError
	var existing *manifest.ExistingError
	switch {
	case errors.As(err, &edit), errors.As(err, &existing):
		return change{}, nil, fmt.Errorf("%s:%w", in.name, err)
	case err != nil:
		return change{}, nil, fmt.Errorf("%s: %w", in.name, err)
	}
	return change{in, src, res.Bytes()}, res, nil
}

// deliver writes, shows or names the results, and sums them up.
func (a *app) deliver(ctx context.Context, f applyFlags, changes []change, results []*manifest.Result) error {
	var changed []change
	for i, c := range changes {
		if len(results[i].Changes) > 0 {
			changed = append(changed, c)
		}
	}
	var err error
	switch {
	case f.write:
		err = writeAll(ctx, changed)
	case f.diff:
		err = a.printDiffs(changed)
	case f.check:
		for _, c := range changed {
			if _, err = fmt.Fprintln(a.stdout, report.Safe(c.in.name)); err != nil {
				break
			}
		}
	default:
		_, err = a.stdout.Write(changes[0].new)
	}
	if err != nil {
		return err
	}
	a.summarize(f, changes, results)
	if (f.diff || f.check) && len(changed) > 0 {
		return errFindings
	}
	return nil
}

// printDiffs prints unified diffs.
func (a *app) printDiffs(changed []change) error {
	for _, c := range changed {
		if err := report.Diff(a.stdout, c.in.name, c.old, c.new, a.colors(a.stdout)); err != nil {
			return err
		}
	}
	return nil
}

// summarize tells on standard error what was changed in each file.
func (a *app) summarize(f applyFlags, changes []change, results []*manifest.Result) {
	verb := "changed"
	if f.diff || f.check {
		verb = "would change"
	}
	for i, c := range changes {
		res := results[i]
		for _, note := range res.Notes {
			a.errorf("%s: note: %s", c.in.name, note)
		}
		if len(res.Changes) == 0 {
			a.errorf("%s: nothing to change", c.in.name)
			continue
		}
		a.errorf("%s: %s %s", c.in.name, verb, plural(len(res.Changes), "variable"))
		for _, ch := range res.Changes {
			a.errorf("  %s", ch)
		}
	}
}

// applyOptions turns the flags into what the library takes.
func (a *app) applyOptions(f applyFlags) (manifest.Proxy, manifest.Targets, error) {
	none := manifest.Targets{}
	url, err := f.proxy.read(a)
	if err != nil {
		return manifest.Proxy{}, none, err
	}
	if url.IsZero() {
		return manifest.Proxy{}, none, errors.New("no proxy: expected --proxy-url URL, --proxy-url-file PATH or the environment variable EDGEPROXY_PROXY_URL")
	}
	protocol, err := manifest.ParseProtocol(f.upstreamProtocol)
	if err != nil {
		return manifest.Proxy{}, none, fmt.Errorf("--upstream-protocol: %w", err)
	}
	existing := manifest.Overwrite
	switch f.existing {
	case "overwrite":
	case "keep":
		existing = manifest.Keep
	case "fail":
		existing = manifest.Fail
	default:
		return manifest.Proxy{}, none, fmt.Errorf("unknown --existing %q: expected overwrite, keep or fail", f.existing)
	}
	if url.Scheme() == "https" {
		a.errorf("edgeproxy: warning: the proxy's own scheme is https: edgeAgent and edgeHub up to 1.4 cannot use it, and the documentation asks for http")
	}
	return manifest.Proxy{URL: url, UpstreamProtocol: protocol, NoProxy: f.noProxy, Existing: existing},
		manifest.Targets{Modules: f.modules, All: f.allModules}, nil
}

// readSecretFile reads the first line of a file that holds a proxy URL.
func readSecretFile(path string) (string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("--proxy-url-file %s: %w", path, reason(err))
	}
	line, _, _ := strings.Cut(strings.TrimPrefix(string(b), "\uFEFF"), "\n")
	return strings.TrimRight(line, "\r"), nil
}
