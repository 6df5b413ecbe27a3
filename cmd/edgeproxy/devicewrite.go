package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/changes"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/commandline"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/flags"
	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/help"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/project/paths"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/device/edit"
)

// deviceWriteFlags are the flags of device write.
type deviceWriteFlags struct {
	settings             edit.Settings
	proxy                flags.Proxy
	root                 string
	protocol, docker     string
	diff, check, removes bool
}

func (a *app) deviceWriteCommand() *cobra.Command {
	var f deviceWriteFlags
	cmd := help.Command("device-write", &cobra.Command{
		SuggestFor: []string{"set", "apply", "put", "add", "remove", "diff", "edit"},
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && paths.IsFolder(args[0]) {
				return fmt.Errorf("device write: expected --root %s: the folder is named with the flag", paths.Shown(args[0]))
			}
			return commandline.NoArgs(cmd, args)
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return a.deviceWrite(cmd.Context(), f) },
	})
	f.add(cmd)
	commandline.Quiet(cmd, &a.Quiet, "print no list of the changes, and no commands")
	return cmd
}

func (f *deviceWriteFlags) add(cmd *cobra.Command) {
	set := cmd.Flags()
	set.SortFlags = false
	set.StringVar(&f.root, "root", "", "the `DIR` that is laid out like the root of the device: / on the device itself, or a mounted image")
	f.proxy.Add(cmd, "the proxy to set")
	set.StringVar(&f.protocol, "upstream-protocol", "auto", "`PROTOCOL` of edgeAgent is auto (keep AmqpWs and MqttWs, change Amqp to AmqpWs and Mqtt to MqttWs, else set AmqpWs), AmqpWs, MqttWs, or none (change nothing)")
	set.StringVar(&f.settings.NoProxy, "no-proxy", "", "the `LIST` of hosts that Docker reaches without the proxy; nothing else on the device reads such a list")
	set.StringVar(&f.docker, "docker", "dropin", "the `PLACE` where Docker gets the proxy: dropin, daemon.json (Docker 23.0 and later), or none")
	set.BoolVar(&f.settings.Apt, "apt", false, "set the proxy of apt, too")
	set.StringVar(&f.settings.AgentImage, "agent-image", "", "the `IMAGE` of edgeAgent, where config.toml has no [agent] (default: that of the template in its comments, or "+edit.DefaultAgentImage+")")
	set.BoolVar(&f.removes, "remove", false, "remove the proxy, and what this command has written")
	set.BoolVar(&f.diff, "diff", false, "print the changes without making them, and exit with 1 if there are any")
	set.BoolVar(&f.check, "check", false, "print the names of files that would change, and exit with 1 if there are any")
	commandline.RefuseEmpty(cmd, "root", "no-proxy", "agent-image")
	commandline.Exclude(cmd, "diff", "check")
	for _, other := range []string{"proxy-url", "proxy-url-file", "proxy-user", "no-proxy", "docker", "apt", "agent-image", "upstream-protocol"} {
		commandline.Exclude(cmd, "remove", other)
	}
	commandline.Complete(cmd, "upstream-protocol", "auto", "AmqpWs", "MqttWs", "none")
	commandline.OneOf(cmd, "docker", edit.DockerPlaces()...)
}

// deviceWrite is the command.
func (a *app) deviceWrite(ctx context.Context, f deviceWriteFlags) error {
	if f.root == "" {
		return errors.New("device write: no folder: expected --root DIR, which is / on the device itself")
	}
	root, err := project.OpenDeviceRoot(f.root)
	if err != nil {
		return fmt.Errorf("--root %w", err)
	}
	defer root.Close()
	if !f.diff && !f.check {
		unlock, err := root.Lock()
		if err != nil {
			return err
		}
		defer unlock()
	}
	plan, err := a.devicePlan(f, root)
	if err != nil {
		return err
	}
	switch {
	case f.diff:
		err = changes.DeviceDiff(&a.Console, plan)
	case f.check:
		err = changes.DeviceNames(&a.Console, plan)
	default:
		return a.writeDevice(ctx, root, plan)
	}
	if err == nil && len(plan.Files) > 0 {
		err = errFindings
	}
	return err
}

func (a *app) writeDevice(ctx context.Context, root project.DeviceRoot, plan *edit.Plan) error {
	leftovers := 0
	err := a.files.WriteAll(func() (err error) {
		leftovers, err = root.Write(ctx, plan)
		return err
	}, &leftovers)
	if err == nil {
		changes.Device(&a.Console, plan, changes.Written)
	}
	return err
}

// devicePlan plans what to write to the device, or says why nothing can be written.
func (a *app) devicePlan(f deviceWriteFlags, root project.DeviceRoot) (*edit.Plan, error) {
	if f.removes {
		return root.Remove()
	}
	s := f.settings
	var err error
	if s.Protocol, err = manifest.ParseProtocol(f.protocol); err != nil {
		return nil, fmt.Errorf("--upstream-protocol: %w", err)
	}
	s.Docker, _ = edit.ParseDockerPlace(f.docker) // the flag allows its names only
	switch s.Proxy, err = f.proxy.Read(&a.Console); {
	case err != nil:
		return nil, err
	case s.Proxy.IsZero():
		return nil, errors.New("device write: no proxy: expected --proxy-url URL, --proxy-url-file FILE, the environment variable " + flags.ProxyEnv + " (which sudo does not pass on), or --remove")
	}
	return root.Set(s)
}
