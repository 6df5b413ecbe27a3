package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/flags"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// applyFlags are the flags of apply.
type applyFlags struct {
	proxy            flags.Proxy
	upstreamProtocol string
	protocolGiven    bool // as a flag, be it "auto"
	noProxy          string
	modules          []string
	allModules       bool
	existing         string
	write            bool
	diff             bool
	check            bool
	keepGoing        bool
	remove           bool
	config           flags.Config
	maxSize          int
	sites            siteFlags
}

func (a *app) applyCommand() *cobra.Command {
	var f applyFlags
	cmd := &cobra.Command{
		Use:   "apply [flags] [FILE|-]...",
		Short: "Add the proxy settings to deployment manifests",
		Long: `Add https_proxy and UpstreamProtocol to the env of edgeAgent, edgeHub and any
chosen modules of deployment manifests, add no_proxy to the env of the chosen modules,
and change no other byte.

A FILE is a file, a folder (searched for manifests), a glob with **, or "-" for
standard input. Without -w, --diff or --check exactly one file is read and the
result goes to standard output. A list of the changes goes to standard error.
Several files are all checked before the first is written: if one file fails, all
stay untouched, unless --keep-going is given.

Settings without a flag come from the nearest .edgeproxy.yaml: proxy.url,
proxy.upstream-protocol, and the modules of proxy.modules, which are chosen, too.
If proxy.url is a placeholder there, the given proxy replaces the placeholder
wherever env holds it. After "edgeproxy lint --fix" there is nothing to apply.

--remove takes the proxy away again, from the same modules: whole lines, the comma
included, and env if nothing is left in it.

--sites makes a manifest for each site of a list, in the folder of --out: all of them
or none. "proxy-url: none" in the list is --remove.

A layered deployment has no edgeAgent and edgeHub of its own: choose its modules
with --module or --all-modules.

Exit codes: 0 done, or nothing to change; 1 --diff or --check, and something
would change; 2 a file or the proxy is refused, and nothing was written.`,
		Example: `  edgeproxy apply --proxy-url http://proxy.example.com:3128 old.json > new.json
  edgeproxy apply --proxy-url http://proxy.example.com:3128 \
    --module 'blob*' -w deployment.json
  edgeproxy apply --remove --all-modules --diff deployment.json
  edgeproxy apply --sites sites.yaml --out sites deployment.json
  export EDGEPROXY_PROXY_URL=http://proxy.example.com:3128
  edgeproxy apply --check *.json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			f.protocolGiven = cmd.Flags().Changed("upstream-protocol")
			if f.sites.list != "" {
				return a.applySites(cmd.Context(), f, args)
			}
			return a.apply(cmd.Context(), f, args)
		},
	}
	f.add(cmd)
	commandline.Quiet(cmd, &a.Quiet, "print no list of the changes")
	return cmd
}

func (f *applyFlags) add(cmd *cobra.Command) {
	set := cmd.Flags()
	set.SortFlags = false
	f.proxy.Add(cmd, "the proxy to set")
	set.StringVar(&f.upstreamProtocol, "upstream-protocol", "auto", "`PROTOCOL` is auto (keep AmqpWs and MqttWs, change Amqp to AmqpWs and Mqtt to MqttWs, else set AmqpWs), AmqpWs, MqttWs, or none (change nothing)")
	set.StringVar(&f.noProxy, "no-proxy", "", "set no_proxy to this `LIST` on the chosen modules (edgeAgent and edgeHub ignore it); none changes nothing; default: "+strings.ReplaceAll(manifest.UsualNoProxy, ",", ", ")+" where there is none")
	set.StringArrayVar(&f.modules, "module", nil, "another module, by `NAME` or a pattern such as 'blob*'; may be repeated")
	set.BoolVar(&f.allModules, "all-modules", false, "every module")
	set.StringVar(&f.existing, "existing", "overwrite", "`WHAT` to do where another proxy is set already: overwrite, keep or fail")
	set.BoolVar(&f.remove, "remove", false, "remove https_proxy, in every spelling; with --no-proxy also remove no_proxy, whatever its value is; UpstreamProtocol stays, unless --upstream-protocol names one of the four")
	set.BoolVarP(&f.write, "write", "w", false, "replace the files instead of printing the result")
	set.BoolVar(&f.diff, "diff", false, "print the changes without making them, and exit with 1 if there are any")
	set.BoolVar(&f.check, "check", false, "print the names of files that would change, and exit with 1 if there are any")
	set.BoolVar(&f.keepGoing, "keep-going", false, "go on after a file that is refused or cannot be written, and exit with 2 at the end")
	f.config.Add(cmd, "the nearest .edgeproxy.yaml of each file, up to the root of its repository")
	f.sites.add(cmd)
	commandline.MaxSize(cmd, &f.maxSize)
	commandline.Exclude(cmd, "write", "diff", "check")
	for _, other := range []string{"proxy-url", "proxy-url-file", "proxy-user", "existing"} {
		commandline.Exclude(cmd, "remove", other)
	}
	commandline.Complete(cmd, "upstream-protocol", "auto", "AmqpWs", "MqttWs", "none")
	commandline.OneOf(cmd, "existing", "overwrite", "keep", "fail")
}
