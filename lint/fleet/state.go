package fleet

import (
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/fleet"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// proxyState is what a device has of a proxy.
type proxyState uint8

const (
	noBase     proxyState = iota // no deployment sets edgeAgent
	absent                       // the manifest sets no proxy
	works                        // edgeAgent and edgeHub have a proxy, and use it
	broken                       // the manifest's own findings say that the device cannot use the proxy
	pending                      // the proxy is a placeholder that some tool has yet to fill in
	unread                       // the device may read createOptions that we cannot read, and that may set or clear the proxy
	firstStart                   // the device runs the container of its first start, with the proxy of config.toml or none
)

// state is what a manifest means for the proxy of a device.
type state struct {
	proxy    proxyState
	address  string // the proxy as edgeAgent gets it; may hold a password
	hub      string // the proxy as edgeHub gets it, likewise; "" also if it is not known
	Address  string // the proxy without a password, "" for none
	Protocol string // UpstreamProtocol of edgeAgent, "" for none

	faults  []string // the errors about edgeAgent and edgeHub that break it, each with its rule
	hidden  []string // the errors that make proxy unread, likewise
	refused []string // the errors for which edgeAgent refuses the manifest, likewise
	notes   []string // of the merge
	agent   *setting // edgeAgent, if it has no proxy

	image string // of the container of the first start, if proxy is firstStart
}

// stateOf judges an effective manifest.
func stateOf(e *fleet.Effective) *state {
	s := &state{proxy: absent, notes: e.Notes}
	doc, err := manifest.Parse(e.Bytes)
	if err != nil || len(doc.Deployments()) == 0 {
		s.proxy = broken
		s.addFaults(lint.Source(e.Bytes, lint.Options{}))
		return s
	}
	unknown := s.readAgent(doc.Deployments()[0])
	s.addFaults(lint.Run(doc, lint.Options{}))
	switch {
	case len(s.faults) > 0:
		s.proxy = broken
	case len(s.hidden) > 0:
		s.proxy = unread
	case unknown:
		s.proxy = pending
	case s.address != "":
		s.proxy = works
	}
	return s
}

// addFaults keeps the findings that take the proxy from the device, those that hide it, and
// those for which edgeAgent refuses the manifest.
func (s *state) addFaults(found []check.Finding) {
	for _, f := range found {
		if f.Severity != lint.Error {
			continue
		}
		text := f.Rule + ": " + f.Message
		if f.Refused {
			s.refused = append(s.refused, text)
		}
		switch {
		case concernsProxy(f) && s.breaks(f):
			s.faults = append(s.faults, text)
		case f.Rule == rules.CreateOptions.ID && ofRuntime(f) && !f.Refused:
			s.hidden = append(s.hidden, text)
		}
	}
}

// readAgent reads the settings of edgeAgent, and the proxy of edgeHub. unknown says that
// the proxy of edgeAgent is a placeholder.
func (s *state) readAgent(d *manifest.Deployment) (unknown bool) {
	agent := d.System(manifest.EdgeAgent)
	if agent == nil {
		return false
	}
	proxy, ok := inForce(agent, manifest.ProxyVar)
	s.address, s.Address = strings.TrimSpace(proxy.Value), secret.Address(strings.TrimSpace(proxy.Value))
	protocol, _ := inForce(agent, manifest.ProtocolVar)
	s.Protocol = secret.Text(strings.TrimSpace(protocol.Value))
	if s.address == "" {
		s.agent = newSetting(string(agent.Node.Raw()))
	}
	if hub := d.System(manifest.EdgeHub); hub != nil {
		proxy, _ := inForce(hub, manifest.ProxyVar)
		s.hub = strings.TrimSpace(proxy.Value)
	}
	return ok && proxy.Unknown()
}

// inForce is the variable that edgeAgent uses: the canonical spelling before others, and
// one that is not blank.
func inForce(m *manifest.Module, name string) (found manifest.Var, ok bool) {
	for _, v := range m.Lookup(name) {
		if v.Blank() && !v.Unknown() {
			continue
		}
		if !ok || v.Name == name {
			found, ok = v, true
		}
	}
	return found, ok
}

// concernsProxy reports whether a finding is about the proxy or the protocol of edgeAgent or
// edgeHub.
func concernsProxy(f check.Finding) bool {
	return (f.Module == "" || ofRuntime(f)) && slices.ContainsFunc([]string{"EP1", "EP2", "EP3"}, func(group string) bool { return strings.HasPrefix(f.Rule, group) })
}

// ofRuntime reports whether a finding is about edgeAgent or edgeHub.
func ofRuntime(f check.Finding) bool {
	return f.Module == manifest.EdgeAgent || f.Module == manifest.EdgeHub
}

// meant lists rules whose findings tell of a proxy that was meant to be set, or of an
// edgeAgent that is missing.
var meant = []string{"EP103", "EP104", "EP106", "EP107", "EP108"}

// breaks reports whether a finding takes the proxy from the device. Without a proxy in
// the manifest most findings only say that it is missing.
func (s *state) breaks(f check.Finding) bool {
	return s.address != "" || slices.Contains(meant, f.Rule)
}
