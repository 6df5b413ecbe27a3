package lsp

import (
	"context"
	"fmt"
	"slices"

	"github.com/iotedge-tools/edgeproxy/lint/lsp/internal/protocol"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/overview"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

// lenses says above each edgeAgent what a device would use with it.
func (s *server) lenses(ctx context.Context, snap *snapshot, _ protocol.OnDocument) (any, error) {
	all := []protocol.CodeLens{}
	click := protocol.Command{} // nothing happens
	if s.can().asksProxy {
		click = protocol.Command{Command: askProxyCommand, Arguments: []any{protocol.Document{URI: snap.uri}}}
	}
	err := snap.read(ctx, func(c *project.Checked) {
		if c.Document == nil {
			if c.PassedOver == "" {
				all = s.kept(snap)
			}
			return
		}
		for _, d := range overview.Of(c.Document) {
			for _, m := range d.Modules {
				if name := m.Of.Node.KeySpan(); m.System && m.Of.Name == manifest.EdgeAgent && name.Len() > 0 {
					click.Title = plain.Line(deviceUses(m))
					all = append(all, protocol.CodeLens{Range: snap.text.Range(name.Start, name.End), Command: click})
				}
			}
		}
		s.keep(snap, all)
	})
	return all, err
}

// deviceUses says in a line how edgeAgent would reach the cloud.
func deviceUses(agent overview.Module) string {
	vars := agent.Of.Lookup(manifest.ProxyVar)
	protocol, known := agentProtocol(agent)
	switch {
	case len(vars) == 0:
		return "the device would use no proxy: https_proxy is not set"
	case len(vars) > 1:
		return "the device would see several spellings of https_proxy: " + agent.Proxy.Value
	case vars[0].Blank() && !vars[0].Unknown():
		return "the device would use no proxy: https_proxy is blank"
	case known && !protocol.WebSocket():
		return fmt.Sprintf("the device would not use its proxy: %s does not go through one", protocol)
	case known:
		return fmt.Sprintf("the device would use the proxy %s with %s", agent.Proxy.Value, protocol)
	case slices.ContainsFunc(agent.Of.Lookup(manifest.ProtocolVar), manifest.Var.Unknown):
		return fmt.Sprintf("the device would use the proxy %s with %s", agent.Proxy.Value, agent.Protocol.Value)
	case agent.Protocol.From != "":
		return fmt.Sprintf("the device would use the proxy %s; it would take UpstreamProtocol %q for not set", agent.Proxy.Value, agent.Protocol.Value)
	}
	return fmt.Sprintf("the device would use the proxy %s; UpstreamProtocol is not set", agent.Proxy.Value)
}

// agentProtocol is the protocol of edgeAgent, if it has one that the runtime takes.
func agentProtocol(agent overview.Module) (proxy.UpstreamProtocol, bool) {
	vars := agent.Of.Lookup(manifest.ProtocolVar)
	if len(vars) != 1 {
		return "", false
	}
	return proxy.ReadProtocol(vars[0].Value)
}
