package rules

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// HubUpstreamProtocolMissing is EP304.
var HubUpstreamProtocolMissing = check.Rule{
	ID: "EP304", Name: "hub-upstream-protocol-missing", Severity: check.Error, Fix: check.FixAlone,
	Doc: check.Doc{
		Summary: "Reports an edgeHub with a proxy where neither edgeHub nor edgeAgent sets UpstreamProtocol.",
		Why: `Without UpstreamProtocol edgeHub uses AMQP over TCP, without the proxy, and has no fallback to WebSockets
(CloudConnectionProvider.cs). edgeAgent has a fallback, so the device looks connected while no message leaves it. edgeAgent passes
its UpstreamProtocol on to edgeHub, unless edgeHub has the variable itself. If the variable of edgeHub is blank, edgeHub treats it
as not set, but edgeAgent treats it as set and passes nothing on (CreateOrUpdateCommand.cs).`,
		Bad:  func() string { return deployment(proxyOnly, proxyOnly, "") },
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachBase(func(p *check.Pass, d *check.Deployment) {
		if v, ok := blankProtocol(d.Hub); ok && d.Hub.HasProxy() && saysProtocol(p, d.Agent) {
			if _, overridden := envBehind(d.Hub, v); !overridden || !p.Explains("EP103") {
				p.Report(notInherited(p, d, v))
			}
			return
		}
		if !hubProtocolMissing(p, d) || losesProtocol(p, d) || p.Explains("EP602") && missesDeviceProtocol(p, d) {
			return
		}
		f := d.Hub.AtEnv()
		f.Message = "edgeHub has a proxy, and neither edgeHub nor edgeAgent sets UpstreamProtocol: expected AmqpWs or MqttWs"
		f.Help = "edgeHub would use AMQP over TCP past the proxy, and has no fallback; set UpstreamProtocol to AmqpWs on both"
		f.Fixes = setProtocol(p, d, "set UpstreamProtocol on edgeHub and edgeAgent", d.Hub, d.Agent)
		p.Report(f)
	}),
}

// blankProtocol is a blank UpstreamProtocol of edgeHub, if no other spelling is set.
// edgeAgent does not hand its own protocol on to a module that has a variable of this
// name, even if the variable is blank.
func blankProtocol(m *check.Module) (v manifest.Var, ok bool) {
	if m == nil || len(m.Protocol) == 0 {
		return v, false
	}
	_, set := m.SetProtocol()
	return m.Protocol[0], !set
}

// notInherited is the finding about a blank UpstreamProtocol of edgeHub.
func notInherited(p *check.Pass, d *check.Deployment, v manifest.Var) check.Finding {
	f := d.Hub.At(v.Node)
	f.Message = fmt.Sprintf("%s of edgeHub is %s, so edgeHub does not inherit the protocol of edgeAgent: expected AmqpWs or MqttWs", v.Name, blankness(v))
	f.Help = "edgeHub would use AMQP over TCP past the proxy, and has no fallback; give it the value of edgeAgent, or remove the variable"
	const message = "set UpstreamProtocol of edgeHub"
	if agent, _, ok := protocolOf(d.Agent); ok {
		f.Fixes = d.Hub.SetEnv(message, manifest.Setting{Name: manifest.ProtocolVar, Value: string(agent.OverWebSocket())})
	} else {
		f.Fixes = setProtocol(p, d, message, d.Hub)
	}
	return f
}

func hubProtocolMissing(p *check.Pass, d *check.Deployment) bool {
	return d.Hub.HasProxy() && !saysProtocol(p, d.Hub) && !saysProtocol(p, d.Agent)
}

// expectedProtocol is the protocol of the configuration, which may be a placeholder,
// or else the one that manifest.Document.Apply gives to a module that names none.
func expectedProtocol(p *check.Pass, d *check.Deployment) manifest.UpstreamProtocol {
	if protocol := p.Expect.UpstreamProtocol; protocol.WebSocket() || protocol.Placeholder() {
		return protocol
	}
	return d.UsualProtocol()
}

// setProtocol is the fix that gives modules the expected protocol.
func setProtocol(p *check.Pass, d *check.Deployment, message string, modules ...*check.Module) []check.Fix {
	protocol := expectedProtocol(p, d)
	fix := check.Fix{Message: message}
	for _, m := range modules {
		if m == nil {
			continue
		}
		part := m.SetEnv(message, manifest.Setting{Name: manifest.ProtocolVar, Value: string(protocol)})
		if len(part) == 0 {
			return nil
		}
		fix.Edits = append(fix.Edits, part[0].Edits...)
	}
	return []check.Fix{fix}
}
