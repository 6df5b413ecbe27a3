package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

// AgentProxyRemoved is EP105. Where it speaks of the proxy, EP101 is silent.
var AgentProxyRemoved = check.Rule{
	ID: "EP105", Name: "agent-proxy-removed", Severity: check.Error, Fix: check.FixWithProxy,
	Doc: check.Doc{
		Summary: "Reports a base deployment whose edgeAgent has no https_proxy or no UpstreamProtocol while the earlier version (\"edgeproxy lint --against\") sets it.",
		Why: `edgeAgent compares its image, createOptions and env with those of the container that runs (EdgeAgentDockerModule.Equals). A device
that has the earlier version sees another env, creates edgeAgent anew at once, and is cut off.

A device that never got the earlier version may still run the container of its first start, with the env of config.toml. To
edgeAgent, this container has an empty env and empty createOptions. If both are empty in the manifest, and the image is exactly that
of config.toml, tag included, the container stays as it is and keeps the proxy. {"Env":null} counts as empty, {"HostConfig":{}} does
not. The next change of image, createOptions or env takes the proxy away, maybe months later.

UpstreamProtocol alone is not lost at once: edgeAgent hands it on to the container that replaces it, and to the modules it creates.
But a device that is set up anew does not get it any more. Removing Amqp is no loss: the runtime uses Amqp if nothing is set.

If the earlier version is a base deployment and this one is layered, the finding is a warning: another base deployment may set the
proxy.

If the place is no longer behind a proxy, say so in .edgeproxy.yaml: "proxy: { required: false }".`,
		Earlier: func() string { return deployment(proxyEnv, proxyEnv, "") },
		Bad:     func() string { return deployment("", proxyEnv, "") },
		Good:    func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachDeployment(func(p *check.Pass, d *check.Deployment) {
		if d.Kind != manifest.Base {
			reportTurnedLayered(p, d)
			return
		}
		lost := lostSettings(p, d)
		if len(lost) == 0 {
			return
		}
		f := d.Agent.AtEnv()
		f.Message = fmt.Sprintf("%s of edgeAgent is gone: the earlier version sets it, this one does not", lost[0].Name)
		if len(lost) > 1 {
			f.Message = fmt.Sprintf("%s and %s of edgeAgent are gone: the earlier version sets them, this one does not", lost[0].Name, lost[1].Name)
		}
		if !slices.ContainsFunc(lost, isProxyVar) {
			f.Cause = "protocol"
		}
		f.Help = whenRecreated(d.Agent, lost) + "; " + lossHelp(d.Agent, lost)
		f.Fixes = restore(p, d.Agent, lost)
		p.Report(f)
	}),
}

// reportTurnedLayered reports a layered deployment in the place of a base one that set
// the proxy. It is a warning: another base deployment may set the proxy, and nobody
// knows what devices do without a base deployment.
func reportTurnedLayered(p *check.Pass, d *check.Deployment) {
	if p.Expect.Need == check.NeedNone {
		return
	}
	before := moduleBefore(p, d, manifest.EdgeAgent)
	if before == nil || !before.HasProxy() {
		return
	}
	f := check.At(d.Content)
	f.Severity, f.Cause = check.Warning, "layered"
	f.Message = "the earlier version is a base deployment that sets https_proxy of edgeAgent, this one is layered and sets nothing of edgeAgent"
	f.Help = "a device needs a base deployment that sets the proxy; keep this one, and put what is layered into a file of its own"
	p.Report(f)
}

// lostSettings lists those of https_proxy and UpstreamProtocol that edgeAgent has in
// the earlier version and no longer in d, as the earlier version sets them. A loss that
// another rule explains, such as a misspelt key, is left to that rule.
func lostSettings(p *check.Pass, d *check.Deployment) []manifest.Var {
	if p.Against == nil || p.Expect.Need == check.NeedNone || d.Agent == nil || d.Agent.EnvUnknown() {
		return nil
	}
	before := moduleBefore(p, d, manifest.EdgeAgent)
	if before == nil {
		return nil
	}
	var lost []manifest.Var
	if v, set := before.SetProxy(); set && !saysProxy(p, d.Agent) {
		lost = append(lost, v)
	}
	protocol, v, valid := protocolOf(before)
	now, _ := d.Agent.SetProtocol()
	unchanged := now.Node.Exists() && (now.Value == v.Value || now.Unknown() && v.Unknown()) // EP302 may be off, or its finding may be accepted
	if (valid && protocol != manifest.Amqp || v.Unknown()) && !unchanged && !saysProtocol(p, d.Agent) {
		lost = append(lost, v)
	}
	return lost
}

// losesProxy reports whether EP105, if it is on, says that a deployment takes
// the proxy from edgeAgent.
func losesProxy(p *check.Pass, d *check.Deployment) bool {
	return p.Explains("EP105") && slices.ContainsFunc(lostSettings(p, d), isProxyVar)
}

// losesProtocol reports whether EP105, if it is on, says that a deployment
// takes UpstreamProtocol from edgeAgent.
func losesProtocol(p *check.Pass, d *check.Deployment) bool {
	lost := func(v manifest.Var) bool { return !isProxyVar(v) }
	return p.Explains("EP105") && slices.ContainsFunc(lostSettings(p, d), lost)
}

func isProxyVar(v manifest.Var) bool { return strings.EqualFold(v.Name, manifest.ProxyVar) }

// saysProxy reports whether a module says anything about its proxy. Other rules report
// a blank proxy or one in a wrong place, unless they are off.
func saysProxy(p *check.Pass, m *check.Module) bool {
	return m.HasProxy() || len(m.Proxy) > 0 && p.Explains("EP102") || explained(p, m)
}

// whenRecreated says whether devices create edgeAgent anew at once. The answer may
// differ between a device that runs the earlier version and one that still runs the
// container of its first start, whose labels say that env and createOptions are empty
// (edgelet-settings/src/docker/init.rs).
func whenRecreated(m *check.Module, lost []manifest.Var) string {
	changes := "env changes"
	if lost[0].Source == manifest.FromCreateOptions {
		changes = "createOptions change"
	}
	first := "a device that never got the earlier version may keep the edgeAgent of its first start, and the proxy with it, until image, createOptions or env change"
	because := map[manifest.Difference]string{
		manifest.TypeDiffers:       `the type is not "docker" here`,
		manifest.ImageDiffers:      "the image has no tag here, and edgeAgent adds :latest",
		manifest.EnvDiffers:        "env is not empty here",
		manifest.CreateOptsDiffers: "createOptions are not empty here",
	}[m.DifferenceFromFirstStart("")]
	if because != "" {
		first = "a device that never got the earlier version also creates edgeAgent anew, because " + because
	}
	return "a device with the earlier version creates edgeAgent anew at once, because its " + changes + "; " + first
}

// lossHelp says what comes of the loss, and how to mend it.
func lossHelp(m *check.Module, lost []manifest.Var) string {
	if isProxyVar(lost[0]) {
		return stripHelp
	}
	return "devices that run keep it: edgeAgent passes UpstreamProtocol on to its new container and to the modules that it creates; " +
		"a new device without it in config.toml uses AMQP over TCP: its edgeAgent changes to WebSockets slowly, its edgeHub never; set UpstreamProtocol to " +
		string(protocolToRestore(m, lost))
}

// restore is the fix that sets what was lost. The address of the proxy must be
// known; the protocol is the earlier one.
func restore(p *check.Pass, m *check.Module, lost []manifest.Var) []check.Fix {
	var settings []manifest.Setting
	var names []string
	for _, v := range lost {
		s := manifest.Setting{Name: manifest.ProxyVar, Value: p.Expect.URL.Reveal()}
		if !isProxyVar(v) {
			s = manifest.Setting{Name: manifest.ProtocolVar, Value: string(protocolToRestore(m, lost))}
		}
		settings, names = append(settings, s), append(names, s.Name)
	}
	return m.SetEnv("set "+strings.Join(names, " and ")+" of edgeAgent", settings...)
}

// protocolToRestore is the earlier protocol; with a proxy, or if the earlier protocol
// is not known, it is one over WebSockets.
func protocolToRestore(m *check.Module, lost []manifest.Var) manifest.UpstreamProtocol {
	protocol, known := proxy.ReadProtocol(lost[len(lost)-1].Value)
	if !known || m.HasProxy() || isProxyVar(lost[0]) {
		return protocol.OverWebSocket()
	}
	return protocol
}
