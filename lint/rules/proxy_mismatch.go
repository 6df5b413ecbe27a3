package rules

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// ProxyMismatch is EP209.
var ProxyMismatch = check.Rule{
	ID: "EP209", Name: "proxy-mismatch", Severity: check.Warning, Fix: check.FixWithProxy,
	Doc: check.Doc{
		Summary: "Reports a module whose proxy differs from that of edgeAgent, or from the one that the configuration names.",
		Why: `The modules of one device usually go out through the same proxy. When a proxy has moved, a forgotten module keeps the old address,
and goes silent when the old proxy is switched off. Only scheme, host and port are compared: modules may have users of their own. On
edgeAgent, a proxy that differs from the one that the configuration names is an error: with it, the whole device goes silent.`,
		Bad:  func() string { return deployment(proxyEnv, proxyValue("http://old.example.com:3128"), "") },
		Good: func() string { return deployment(proxyEnv, proxyEnv, "") },
	},
	Check: check.EachDeployment(checkMismatch),
}

func checkMismatch(p *check.Pass, d *check.Deployment) {
	want, expected := wanted(p)
	agent, atAgent := check.Address{}, endpoint{}
	if d.Agent != nil {
		agent, atAgent = knownEndpoint(p, d.Agent)
	}
	for _, m := range d.Modules {
		a, at := knownEndpoint(p, m)
		if at == (endpoint{}) || m != d.Agent && at == atAgent {
			continue // unknown, or already reported for edgeAgent
		}
		var f check.Finding
		switch {
		case expected && at != want:
			f = a.Finding()
			if m == d.Agent {
				f.Severity, f.Cause = check.Error, "agent"
			}
			f.Message = fmt.Sprintf("%s is %q: expected %s", a.Subject(), a.URL, AskedFor(p.Expect.URL))
		case !expected && m != d.Agent && atAgent != (endpoint{}):
			f = a.Finding()
			f.Message = fmt.Sprintf("%s is %q: expected %q, as on edgeAgent", a.Subject(), a.URL, agent.URL)
			f.Related = []check.Related{agent.Related("the proxy of edgeAgent")}
		default:
			continue
		}
		if expected && p.Expect.Need != check.NeedNone && (m.Runtime() || matchesAny(p.Expect.Modules, m.Name)) {
			f.Fixes = m.SetEnv("change https_proxy of "+m.Name, manifest.Setting{Name: manifest.ProxyVar, Value: p.Expect.URL.Reveal()})
		}
		f.Help = "correct the wrong address, for example with \"edgeproxy apply --proxy-url URL --module NAME -w FILE\""
		p.Report(f)
	}
}

// AskedFor is how the message of EP209 names the proxy that the configuration expects.
func AskedFor(url manifest.ProxyURL) string {
	return fmt.Sprintf("%q, the proxy that was asked for", url)
}

// endpoint holds the parts of an address that must agree. The zero value is an unknown
// endpoint.
type endpoint struct {
	scheme, host string
	port         int
}

// wanted is the proxy that the configuration names, if it is known.
func wanted(p *check.Pass) (endpoint, bool) {
	if u := p.Expect.URL; !u.IsZero() && !u.Placeholder() {
		return endpointOf(u), true
	}
	return endpoint{}, false
}

// knownEndpoint is a module's proxy and its endpoint, unless a rule that is on reports
// the proxy more exactly. Where localhost is right, it is another name for a proxy that
// other modules reach by its address.
func knownEndpoint(p *check.Pass, m *check.Module) (check.Address, endpoint) {
	v, ok := m.SetProxy()
	if !ok {
		return check.Address{}, endpoint{} // most modules have no proxy
	}
	a, ok := m.Address(v)
	switch {
	case !ok || a.Err != nil || a.URL.Placeholder() || a.URL.Loopback():
	case a.URL.Scheme() != "http" && p.Explains("EP202"):
	case a.URL.Port() == 0 && p.Explains("EP203"):
	default:
		return a, endpointOf(a.URL)
	}
	return a, endpoint{}
}

// endpointOf is the endpoint of an address, written in one way only.
func endpointOf(u manifest.ProxyURL) endpoint {
	e := endpoint{u.Scheme(), strings.TrimSuffix(strings.ToLower(u.Host()), "."), u.Port()}
	if addr, err := netip.ParseAddr(e.host); err == nil {
		e.host = addr.String()
	}
	switch {
	case e.port != 0:
	case e.scheme == "https":
		e.port = 443
	default:
		e.port = 80
	}
	return e
}
