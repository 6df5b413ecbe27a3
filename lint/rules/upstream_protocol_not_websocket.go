package rules

import (
	"fmt"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// UpstreamProtocolNotWebSocket is EP303.
var UpstreamProtocolNotWebSocket = check.Rule{
	ID: "EP303", Name: "upstream-protocol-not-websocket", Severity: check.Error, Fix: check.FixAlone,
	Doc: check.Doc{
		Summary: "Reports Amqp or Mqtt as the UpstreamProtocol of an edgeAgent or edgeHub that has a proxy.",
		Why: "The runtime attaches the proxy to AmqpWs and MqttWs only. With Amqp or Mqtt the proxy is silently unused, and the " +
			"connection goes straight to ports 5671 or 8883, which a device behind a proxy cannot reach. edgeHub asks IoT Hub by HTTPS about " +
			"the devices in its scope, too: these calls go through the proxy whatever the protocol is.",
		Bad:  func() string { return deployment(proxyEnv, protocolValue("Amqp"), "") },
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachBase(func(p *check.Pass, d *check.Deployment) {
		for _, m := range d.System() {
			if !notWebSocket(m) {
				continue
			}
			protocol, v, _ := protocolOf(m)
			f := m.At(v.Node)
			f.Message = fmt.Sprintf("%s of %s is %s, with which its proxy is not used: expected %s", v.Name, m.Name, protocol, protocol.OverWebSocket())
			f.Help = "the messages go past the proxy, to port 5671 or 8883; only AmqpWs and MqttWs go through a proxy"
			f.Fixes = m.SetEnv(fmt.Sprintf("change %s to %s", protocol, protocol.OverWebSocket()),
				manifest.Setting{Name: manifest.ProtocolVar, Value: string(protocol.OverWebSocket())})
			p.Report(f)
		}
	}),
}

// notWebSocket reports whether a module has a proxy and a protocol that does
// not use it.
func notWebSocket(m *check.Module) bool {
	protocol, _, ok := protocolOf(m)
	return ok && !protocol.WebSocket() && m.HasProxy()
}
