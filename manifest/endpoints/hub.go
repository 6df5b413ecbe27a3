package endpoints

import (
	"maps"
	"slices"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

// The ports of IoT Hub. HTTPS and WebSockets share theirs.
const (
	portHTTPS = 443
	portHTTP  = 80
	portAMQP  = 5671
	portMQTT  = 8883
)

// always lists the hosts that no document names. The first three are in the allow list
// of the documentation (iot-edge/production-checklist); iotedge check looks up versions
// at the last two (edgelet/iotedge/src/check).
var always = []struct {
	host, use string
	dps       bool // only with Options.DPS
}{
	{dpsHost, "Device Provisioning Service", true}, // aziot-identityd, HTTPS
	{"aka.ms", "version look-up of iotedge check", false},
	{"raw.githubusercontent.com", "version look-up of iotedge check", false}, // where aka.ms leads
	{"packages.microsoft.com", "installing and updating IoT Edge by packages", false},
}

// complete is a copy of the list, with the endpoints that no single document asks for.
func (l *List) complete() *List {
	all := &List{endpoints: map[key]*collected{}, notes: slices.Clone(l.notes), noted: maps.Clone(l.noted)}
	for k, e := range l.endpoints {
		c := &collected{e.Endpoint, maps.Clone(e.known)}
		c.Reasons = slices.Clone(e.Reasons)
		all.endpoints[k] = c
	}
	for _, h := range always {
		if !h.dps || l.dps {
			all.add(key{host: h.host, port: portHTTPS}, !h.dps, Reason{For: h.use})
		}
	}
	if l.based {
		return all
	}
	for _, p := range l.layered {
		all.add(key{host: l.hub, port: portHTTPS}, false, Reason{useHub, p})
		all.note("a layered deployment: its base deployment says whether IoT Hub needs port 5671 (AMQP) or 8883 (MQTT), too", p)
	}
	return all
}

// What port 443 of IoT Hub is for.
const (
	useHub   = "IoT Hub, by HTTPS and WebSockets"
	useHTTPS = "IoT Hub, by HTTPS"
)

// hub adds IoT Hub. HTTPS is used with every protocol: by aziot-identityd, and by
// edgeHub for the devices below it (DeviceScopeApiClient.cs). AMQP and MQTT without
// WebSockets have ports of their own and use no proxy (ConnectionProviders).
func (s *scan) hub() {
	agent, hub := s.dep.System(manifest.EdgeAgent), s.dep.System(manifest.EdgeHub)
	if agent == nil && hub == nil {
		s.list.layered = append(s.list.layered, Place{File: s.file})
		return
	}
	s.list.based = true
	var inherited []manifest.Var
	if agent != nil {
		inherited = agent.Lookup(manifest.ProtocolVar)
		s.protocol(agent, inherited)
	}
	if hub != nil {
		vars := hub.Lookup(manifest.ProtocolVar)
		if len(vars) == 0 {
			vars = inherited // CreateOrUpdateCommand.cs; a value that is no protocol counts for edgeHub as not set, too
		}
		s.protocol(hub, vars)
	}
}

// doubtful reports whether a variable is a protocol, but which one is not certain.
func doubtful(v manifest.Var) bool {
	return v.Unknown() || !v.Blank() && proxy.IsProtocolNumber(v.Value)
}

// protocol adds the ports for the UpstreamProtocol of a system module. If several
// spellings are set, each start picks one by chance: all of them count.
func (s *scan) protocol(m *manifest.Module, vars []manifest.Var) {
	if len(vars) == 0 {
		s.noProtocol(m, s.place(m, m.Node))
	}
	for _, v := range vars {
		p, known := proxy.ReadProtocol(v.Value)
		place := s.place(m, v.Node)
		switch {
		case !known && doubtful(v):
			s.add(s.list.hub, portHTTPS, useHub, place)
			s.list.note("UpstreamProtocol is not known: unless it becomes AmqpWs or MqttWs, IoT Hub needs port 5671 (AMQP) or 8883 (MQTT), too", place)
		case !known:
			s.noProtocol(m, place)
		case p.WebSocket():
			s.add(s.list.hub, portHTTPS, useHub, place)
		case p == manifest.Mqtt:
			s.add(s.list.hub, portHTTPS, useHTTPS, place)
			s.direct(portMQTT, false, "IoT Hub, by MQTT", place)
		default:
			s.add(s.list.hub, portHTTPS, useHTTPS, place)
			s.direct(portAMQP, false, "IoT Hub, by AMQP", place)
		}
	}
}

// noProtocol adds the ports of a system module without a protocol. It uses AMQP, and
// edgeAgent goes over to WebSockets where that fails; edgeHub does not
// (CloudConnectionProvider.cs).
func (s *scan) noProtocol(m *manifest.Module, p Place) {
	if m.Name == manifest.EdgeAgent {
		s.add(s.list.hub, portHTTPS, useHub, p)
		s.direct(portAMQP, true, "IoT Hub, by AMQP: edgeAgent without UpstreamProtocol tries it before WebSockets", p)
		return
	}
	s.add(s.list.hub, portHTTPS, useHTTPS, p)
	s.direct(portAMQP, false, "IoT Hub, by AMQP: edgeHub has no UpstreamProtocol", p)
}

// direct adds a port of IoT Hub that is used without a proxy.
func (s *scan) direct(port int, optional bool, use string, p Place) {
	s.list.add(key{s.list.hub, port, true}, optional, Reason{use, p})
}
