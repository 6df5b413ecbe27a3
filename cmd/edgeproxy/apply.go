package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/flags"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
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
	sites            flags.Sites
}

func (a *app) applyCommand() *cobra.Command {
	var f applyFlags
	cmd := help.Command("apply", &cobra.Command{
		RunE: func(cmd *cobra.Command, args []string) error {
			f.protocolGiven = cmd.Flags().Changed("upstream-protocol")
			if f.sites.List != "" {
				return a.applySites(cmd.Context(), f, args)
			}
			return a.apply(cmd.Context(), f, args)
		},
	})
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
	f.config.Add(cmd, "the .edgeproxy.yaml at the root of the repository, and those in folders below, which can make the configuration stricter")
	f.sites.Add(cmd, "make a manifest for each site of this `LIST` (YAML or CSV), from the one that is the argument, or that \"manifest\" in the list names",
		"proxy-url", "proxy-url-file", "proxy-user", "proxy-password-file", "upstream-protocol", "no-proxy", "module", "all-modules", "existing", "remove", "write", "keep-going")
	f.sites.AddOut(cmd)
	commandline.MaxSize(cmd, &f.maxSize)
	commandline.Exclude(cmd, "write", "diff", "check")
	for _, other := range []string{"proxy-url", "proxy-url-file", "proxy-user", "existing"} {
		commandline.Exclude(cmd, "remove", other)
	}
	commandline.Complete(cmd, "upstream-protocol", "auto", "AmqpWs", "MqttWs", "none")
	commandline.OneOf(cmd, "existing", "overwrite", "keep", "fail")
}
