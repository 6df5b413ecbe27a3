package rules

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

// DeviceProtocolMissing is EP602. Where it says that edgeAgent has no protocol, EP304
// and EP305 are silent.
var DeviceProtocolMissing = check.Rule{
	ID: "EP602", Name: "device-protocol-missing", Severity: check.Error, Fix: check.FixAlone,
	Doc: check.Doc{
		Summary: "Reports a base deployment whose edgeAgent has no UpstreamProtocol, or another one, while the device's config.toml sets it.",
		Why: `If config.toml sets UpstreamProtocol for edgeAgent, the deployment must set it, too (documentation, "Configure an IoT Edge device to
communicate through a proxy server"). Without the variable edgeAgent tries AMQP over TCP first, which does not go through the proxy, and
the modules that it creates inherit nothing: edgeHub stays without a connection.

If both are over WebSockets, and only the protocol differs, the finding is an info: both go through the proxy.

The rule needs the device's files: "edgeproxy lint --device".`,
		File: check.DeviceFiles,
		Bad:  func() string { return deviceFiles(configProxy, deployment(proxyOnly, proxyEnv, "")) },
		Good: func() string { return deviceFiles(configProxy, deployment(proxyEnv, proxyEnv, "")) },
	},
	Check: check.EachBase(checkDeviceProtocol),
}

func checkDeviceProtocol(p *check.Pass, d *check.Deployment) {
	s, want, ok := deviceProtocol(p)
	if !ok || d.Agent == nil {
		return
	}
	if missesDeviceProtocol(p, d) {
		f := d.Agent.AtEnv()
		f.Message = fmt.Sprintf("edgeAgent has no UpstreamProtocol, and the device's config.toml sets %s: expected the same in the deployment", want)
		f.Help = "edgeAgent goes back to AMQP over TCP, which does not go through the proxy, and modules inherit nothing; set UpstreamProtocol to " + string(want)
		f.Related = whereSet(s)
		f.Fixes = d.Agent.SetEnv("set UpstreamProtocol of edgeAgent", manifest.Setting{Name: manifest.ProtocolVar, Value: string(want)})
		p.Report(f)
		return
	}
	got, v, valid := protocolOf(d.Agent)
	if !valid || got == want || !got.WebSocket() && p.Explains("EP303") && d.Agent.HasProxy() {
		return
	}
	f := d.Agent.At(v.Node)
	if got.WebSocket() && want.WebSocket() {
		f.Severity, f.Cause = check.Info, "websocket"
	}
	f.Message = fmt.Sprintf("UpstreamProtocol of edgeAgent is %s, and the device's config.toml sets %s: expected the same in both", got, want)
	f.Help = "the device starts with one protocol and goes on with the other: the firewall must let both pass; correct the wrong one"
	f.Related = whereSet(s)
	p.Report(f)
}

// deviceProtocol is the UpstreamProtocol of [agent.env], if it is one.
func deviceProtocol(p *check.Pass) (device.Setting, manifest.UpstreamProtocol, bool) {
	if p.Device == nil {
		return device.Setting{}, "", false
	}
	for _, s := range p.Device.AgentEnv(manifest.ProtocolVar) {
		if protocol, ok := proxy.ReadProtocol(s.Value); ok {
			return s, protocol, true
		}
	}
	return device.Setting{}, "", false
}

// missesDeviceProtocol reports whether EP602 says that edgeAgent has no protocol while
// the device has one.
func missesDeviceProtocol(p *check.Pass, d *check.Deployment) bool {
	_, _, ok := deviceProtocol(p)
	return ok && d.Agent != nil && !saysProtocol(p, d.Agent) && !losesProtocol(p, d)
}
