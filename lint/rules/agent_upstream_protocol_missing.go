package rules

import (
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// AgentUpstreamProtocolMissing is EP305.
var AgentUpstreamProtocolMissing = check.Rule{
	ID: "EP305", Name: "agent-upstream-protocol-missing", Severity: check.Warning, Fix: check.FixAlone,
	Doc: check.Doc{
		Summary: "Reports an edgeAgent with a proxy and no UpstreamProtocol.",
		Why: `edgeAgent tries AMQP over TCP first and falls back to AmqpWs only when that fails, which takes time at every start. The modules that
edgeAgent creates inherit no protocol then. If the device's config.toml sets UpstreamProtocol, the manifest must set it, too.`,
		Bad:  func() string { return deployment(proxyOnly, proxyEnv, "") },
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachBase(func(p *check.Pass, d *check.Deployment) {
		m := d.Agent
		if !m.HasProxy() || saysProtocol(p, m) || p.Explains("EP304") && hubProtocolMissing(p, d) || losesProtocol(p, d) || p.Explains("EP602") && missesDeviceProtocol(p, d) {
			return
		}
		f := m.AtEnv()
		f.Message = "edgeAgent has a proxy and no UpstreamProtocol: expected AmqpWs or MqttWs"
		f.Help = "edgeAgent connects only after a slow fallback, and modules inherit nothing; set UpstreamProtocol to AmqpWs"
		if hub, _, ok := protocolOf(d.Hub); ok { // over WebSockets, the value that EP303's fix gives edgeHub
			f.Fixes = m.SetEnv("set UpstreamProtocol of edgeAgent like that of edgeHub", manifest.Setting{Name: manifest.ProtocolVar, Value: string(hub.OverWebSocket())})
		} else {
			f.Fixes = setProtocol(p, d, "set UpstreamProtocol of edgeAgent", m)
		}
		p.Report(f)
	}),
}
