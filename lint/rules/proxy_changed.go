package rules

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// ProxyChanged is EP111.
var ProxyChanged = check.Rule{
	ID: "EP111", Name: "proxy-changed", Severity: check.Info,
	Doc: check.Doc{
		Summary: "Reports that the proxy's address or the protocol of edgeAgent or edgeHub differs from the earlier version (\"edgeproxy lint --against\").",
		Why: `Every device that gets this deployment uses the new value at once: env or createOptions have changed, so the container is created
anew. If the new proxy cannot be reached from a site, or the new protocol goes past the proxy, the device is lost, and nothing rolls
back. So a reviewer should know of the change.

The finding is an information if the new value can work, and an error if it cannot: it is no address of a proxy, it is a placeholder
that nobody filled in, it names the container itself, or it is a protocol with which the proxy is not used.`,
		Earlier: func() string { return deployment(proxyEnv, proxyEnv, "") },
		Bad:     func() string { return deployment(protocolValue("MqttWs"), protocolValue("MqttWs"), "") },
		Good:    func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachBase(func(p *check.Pass, d *check.Deployment) {
		if p.Against == nil || p.Expect.Need == check.NeedNone {
			return
		}
		for _, m := range d.System() {
			before := moduleBefore(p, d, m.Name)
			if before == nil {
				continue
			}
			if f, ok := addressChange(p, before, m); ok {
				f.Help = changeHelp(p, d, m, "address")
				p.Report(f)
			}
			if f, ok := protocolChange(p, before, m); ok {
				f.Help = changeHelp(p, d, m, "protocol")
				p.Report(f)
			}
		}
	}),
}

// addressChange is the finding about another address of the proxy.
func addressChange(p *check.Pass, before, now *check.Module) (f check.Finding, ok bool) {
	was, had := before.SetProxy()
	is, has := now.SetProxy()
	if !had || !has || strings.TrimSpace(was.Value) == strings.TrimSpace(is.Value) {
		return f, false
	}
	f = now.At(is.Node)
	f.Cause = "address"
	change := fmt.Sprintf("from %q to %q", secret.Address(was.Value), secret.Address(is.Value))
	if secret.Address(was.Value) == secret.Address(is.Value) {
		change = "in its password only"
	}
	f.Message = fmt.Sprintf("%s of %s changes %s", is.Name, now.Title(), change)
	if why := addressFails(p, now, is); why != "" {
		f.Severity = check.Error
		f.Message += ": " + why
	}
	return f, true
}

// addressFails says why an address cannot work; "" if it can.
func addressFails(p *check.Pass, m *check.Module, v manifest.Var) string {
	a, read := m.Address(v)
	switch {
	case !read:
		return ""
	case a.Unknown():
		if p.LeftOver(a) {
			return "expected an address, not a placeholder"
		}
		return ""
	case a.Err != nil && !a.Has(proxy.BadScheme): // some programs take SOCKS: EP202 judges schemes
		return "expected an address that " + m.Name + " can use"
	case a.Err == nil && a.URL.Loopback() && !mayShareNetwork(m):
		return "expected an address outside the container"
	case a.Err == nil && a.URL.Scheme() == "https" && withoutTLS().MatchString(m.ImageTag()):
		return "expected http, by which this version reaches a proxy"
	}
	return ""
}

// protocolChange is the finding about another protocol.
func protocolChange(p *check.Pass, before, now *check.Module) (f check.Finding, ok bool) {
	was, had := before.SetProtocol()
	is, has := now.SetProtocol()
	if !had || !has || strings.EqualFold(strings.TrimSpace(was.Value), strings.TrimSpace(is.Value)) {
		return f, false
	}
	f = now.At(is.Node)
	f.Cause = "protocol"
	f.Message = fmt.Sprintf("%s of %s changes from %q to %q", is.Name, now.Title(), secret.Text(was.Value), secret.Text(is.Value))
	protocol, valid := proxy.ReadProtocol(is.Value)
	switch {
	case is.Unknown():
		if !p.FilledIn(now, is) {
			f.Severity = check.Error
			f.Message += ": expected a protocol, not a placeholder"
		}
	case !valid:
		f.Severity = check.Error
		f.Message += ": expected AmqpWs or MqttWs"
	case !protocol.WebSocket() && now.HasProxy():
		f.Severity = check.Error
		f.Message += ", with which the proxy is not used: expected AmqpWs or MqttWs"
	}
	return f, true
}

// changeHelp says what devices do with a change of a system module, and what to check
// before. If the change breaks edgeAgent, no correction arrives; if it breaks edgeHub,
// a correction arrives.
func changeHelp(p *check.Pass, d *check.Deployment, m *check.Module, what string) string {
	agent := ""
	if before := moduleBefore(p, d, manifest.EdgeAgent); before != nil && d.Agent != nil {
		agent = recreation(before.Module, d.Agent.Module) + "; "
	}
	sure := "make sure before the deployment that the new " + what + " works at each site: nothing brings the old one back; "
	if m.Agent() {
		return agent + sure + "a device whose edgeAgent cannot connect must be visited: put the proxy into [agent.env] of /etc/aziot/config.toml, " + restartFromConfig
	}
	return "a device with the earlier version creates edgeHub anew at once, with the new " + what + "; " + agent + sure +
		"where it does not work, no module reaches the cloud until a corrected deployment arrives"
}
