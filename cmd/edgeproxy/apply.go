package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

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
	maxSize          sizeFlag
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
leaves all untouched.

A layered deployment has no edgeAgent and edgeHub of its own: choose its modules
with --module or --all-modules.

Exit codes: 0 done, or nothing to change; 1 --diff or --check, and something
would change; 2 a file or the proxy is refused, and nothing was written.`,
		Example: `  edgeproxy apply --proxy-url http://proxy.example.com:3128 deployment.json > behind-proxy.json
  edgeproxy apply --proxy-url http://proxy.example.com:3128 --module 'blob*' -w deployment.json
  EDGEPROXY_PROXY_URL=http://proxy.example.com:3128 edgeproxy apply --check *.json`,
		RunE: func(cmd *cobra.Command, args []string) error { return a.apply(cmd.Context(), f, args) },
	}
	f.add(cmd)
	return cmd
}

func (f *applyFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.SortFlags = false
	f.proxy.add(flags, "the proxy to set")
	flags.StringVar(&f.upstreamProtocol, "upstream-protocol", "auto", "`PROTOCOL` is auto (keep AmqpWs or MqttWs, turn Amqp and Mqtt into them, else set AmqpWs), AmqpWs, MqttWs, or none (leave it alone)")
	flags.StringVar(&f.noProxy, "no-proxy", "", "also set no_proxy to this `LIST` on the chosen modules (edgeAgent and edgeHub ignore it)")
	flags.StringArrayVar(&f.modules, "module", nil, "another module, by `NAME` or a pattern such as 'blob*'; may be repeated")
	flags.BoolVar(&f.allModules, "all-modules", false, "every module")
	flags.StringVar(&f.existing, "existing", "overwrite", "where another proxy is set already, `WHAT` to do: overwrite, keep or fail")
	flags.BoolVarP(&f.write, "write", "w", false, "replace the files instead of printing the result")
	flags.BoolVar(&f.diff, "diff", false, "print what would change and exit with 1 if anything would")
	flags.BoolVar(&f.check, "check", false, "print the names of files that would change and exit with 1 if any would")
	f.maxSize.add(cmd)
	exclude(cmd, "write", "diff", "check")
	refuseEmpty(cmd, "proxy-url-file")
	complete(cmd, "upstream-protocol", "auto", "AmqpWs", "MqttWs", "none")
	complete(cmd, "existing", "overwrite", "keep", "fail")
}

// apply is the command: all inputs are edited in memory, then the results are
// handed out.
func (a *app) apply(ctx context.Context, f applyFlags, args []string) error {
	proxy, targets, err := a.applyOptions(f)
	if err != nil {
		return err
	}
	inputs, failed := inputsOf(args)
	switch {
	case !f.write && !f.diff && !f.check && len(inputs)+len(failed) != 1:
		return errors.New("several files and nowhere to put the results: expected -w, --diff or --check, or one file")
	case f.write && slices.ContainsFunc(inputs, func(in input) bool { return in.path == stdinName }):
		return errors.New("standard input cannot be written to: leave out -w, and the result goes to standard output")
	}
	var edits []edited
	for _, in := range inputs {
		e, err := a.applyTo(in, proxy, targets, f.maxSize)
		if err != nil {
			failed = append(failed, err)
			continue
		}
		edits = append(edits, e)
	}
	if len(failed) > 0 {
		if f.write && len(args) > 1 {
			failed = append(failed, errors.New("no file was changed"))
		}
		return errors.Join(failed...)
	}
	return a.deliver(ctx, f, edits)
}

// inputsOf are the files that the arguments name, each once.
func inputsOf(args []string) (inputs []input, failed []error) {
	if len(args) == 0 {
		args = []string{stdinName}
	}
	places, seen := newIdentities(), map[string]bool{}
	for _, arg := range args {
		paths := []string{arg}
		if isGlob(arg) {
			var err error
			if paths, err = expand(arg); err != nil {
				failed = append(failed, err)
			}
		}
		for _, path := range paths {
			if place := places.of(path); !seen[place] {
				seen[place] = true
				inputs = append(inputs, named(path))
			}
		}
	}
	return inputs, failed
}

// applyTo edits one input in memory.
func (a *app) applyTo(in input, proxy manifest.Proxy, targets manifest.Targets, size sizeFlag) (edited, error) {
	src, err := a.read(in, int(size))
	if err != nil {
		return edited{}, err
	}
	doc, err := manifest.ParseLimits(src, size.limits())
	if err != nil {
		return edited{}, fmt.Errorf("%s:%w", in.name, err)
	}
	res, err := doc.Apply(proxy, targets)
	var edit *manifest.EditError
	var existing *manifest.ExistingError
	switch {
	case errors.As(err, &existing):
		return edited{}, fmt.Errorf("%s:%w: choose --existing overwrite to replace it, or keep to leave it", in.name, err)
	case errors.As(err, &edit): // it starts with line:column, as the other does
		return edited{}, fmt.Errorf("%s:%w", in.name, err)
	case err != nil:
		return edited{}, fmt.Errorf("%s: %w", in.name, err)
	}
	return edited{change{in, src, res.Bytes()}, res}, nil
}

// applyOptions turns the flags into what the library takes.
func (a *app) applyOptions(f applyFlags) (manifest.Proxy, manifest.Targets, error) {
	none := manifest.Targets{}
	protocol, err := manifest.ParseProtocol(f.upstreamProtocol)
	if err != nil {
		return manifest.Proxy{}, none, fmt.Errorf("--upstream-protocol: %w", err)
	}
	existing, ok := map[string]manifest.Existing{"overwrite": manifest.Overwrite, "keep": manifest.Keep, "fail": manifest.Fail}[f.existing]
	if !ok {
		return manifest.Proxy{}, none, fmt.Errorf("unknown --existing %q: expected overwrite, keep or fail", f.existing)
	}
	url, err := f.proxy.read(a)
	if err != nil {
		return manifest.Proxy{}, none, err
	}
	if url.IsZero() {
		return manifest.Proxy{}, none, errors.New("no proxy, or an empty one: expected --proxy-url URL, --proxy-url-file FILE or the environment variable " + proxyEnv)
	}
	if url.Scheme() == "https" {
		a.errorf("edgeproxy: warning: the proxy's own scheme is https: edgeAgent and edgeHub up to 1.4 cannot use it, and the documentation asks for http")
	}
	return manifest.Proxy{URL: url, UpstreamProtocol: protocol, NoProxy: f.noProxy, Existing: existing},
		manifest.Targets{Modules: f.modules, All: f.allModules}, nil
}
