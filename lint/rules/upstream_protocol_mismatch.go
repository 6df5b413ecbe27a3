package rules

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// UpstreamProtocolMismatch is EP306.
var UpstreamProtocolMismatch = check.Rule{
	ID: "EP306", Name: "upstream-protocol-mismatch", Severity: check.Warning,
	Doc: check.Doc{
		Summary: "Reports edgeAgent and edgeHub with different UpstreamProtocols.",
		Why: `Both protocols work, but a proxy or firewall then sees two protocols from one device, and may let only one of them through. Modules
without the variable inherit the protocol of edgeAgent.`,
		Bad:  func() string { return deployment(proxyEnv, protocolValue("MqttWs"), "") },
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachBase(func(p *check.Pass, d *check.Deployment) {
		agent, agentVar, okAgent := protocolOf(d.Agent)
		hub, hubVar, okHub := protocolOf(d.Hub)
		if !okAgent || !okHub || agent == hub || !d.Agent.HasProxy() && !d.Hub.HasProxy() {
			return
		}
		if p.Explains("EP303") && (notWebSocket(d.Agent) || notWebSocket(d.Hub)) {
			return
		}
		f := d.Hub.At(hubVar.Node)
		f.Message = fmt.Sprintf("UpstreamProtocol is %s on edgeHub and %s on edgeAgent: expected the same", hub, agent)
		f.Help = "the proxy must let both protocols through; use the same one on both modules"
		f.Related = []check.Related{{Span: agentVar.Node.Span(), Pointer: agentVar.Node.Pointer(), Message: "the UpstreamProtocol of edgeAgent"}}
		p.Report(f)
	}),
}
