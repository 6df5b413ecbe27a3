package probe

// Words that more than one result needs.
const (
	basicOnly = "the daemons of IoT Edge and Docker sign in by Basic only"
	authority = "devices need the certificate of that authority in the store of the host, and for edgeAgent and edgeHub in the file of trust_bundle_cert in config.toml"
)

// Help says what can be done about a result; "" where there is nothing to do or to say.
func (r Result) Help() string {
	switch r.Outcome {
	case NotTried:
		if r.WebSocket {
			return `no manifest names the IoT Hub: "edgeproxy probe --hub NAME" tries it`
		}
	case Refused, NeedsCredentials, BadCredentials, NoBasic:
		return r.helpRefused()
	case ProxyUnreachable, ProxyFault:
		return r.helpProxy()
	case NameNotFound, Unreachable, TimedOut:
		if r.ViaProxy && r.Outcome == TimedOut {
			return "the proxy itself does not get there: see its DNS and the firewall behind it. If every host times out, check the address and the port: what listens there may be no proxy"
		}
		if r.ViaProxy {
			return "the proxy itself does not get there: see its DNS and the firewall behind it"
		}
		return "see the DNS and the firewall of this network"
	case UnknownAuthority:
		return `a proxy that inspects TLS signs with an authority of its own: ` + authority + `; "edgeproxy probe --ca FILE" tries with it. Devices that sign in by X.509 need IoT Hub and DPS excluded from the inspection`
	case BadCertificate:
		return "set the clock if it is wrong; else a portal, or a proxy that inspects TLS, answers in the place of the host: let the host through without that"
	case TLSFailed:
		return "a firewall, or a proxy that inspects TLS, may have cut the connection because of the name of the host: let the host through there"
	case NoWebSocket:
		return "without a WebSocket no message gets through the proxy: exclude the IoT Hub from its inspection of TLS"
	}
	return ""
}

// helpRefused is the help for an answer of the proxy that lets nobody through.
func (r Result) helpRefused() string {
	switch {
	case r.Outcome == NeedsCredentials:
		return `the address of the proxy needs a user and a password, here as on the devices: "edgeproxy url encode" puts them into it; ` + basicOnly
	case r.Outcome == BadCredentials:
		return `check the user and the password: in the address of the proxy both are percent-encoded, as "edgeproxy url encode" does it; ` + basicOnly
	case r.Outcome == NoBasic: // github.com/Azure/iotedge/issues/857
		return basicOnly + ", and no other way is known to work for edgeAgent and edgeHub: no user and no password will help. Let the proxy offer Basic, too, or let these devices through without signing in, by their addresses"
	case r.Status/100 == 3 || r.Status == 511:
		return "the proxy sends people to a page to sign in, which no device does: let these devices through without it, by their addresses"
	}
	return `let the host through at the proxy: "edgeproxy endpoints" lists all hosts that devices need, and with --format squid writes that list for squid`
}

// helpProxy is the help for a proxy that was not reached, or that is none.
func (r Result) helpProxy() string {
	switch {
	case r.Issuer != "":
		return "the address of the proxy begins with https://: " + authority + ". Most proxies are also, or only, reached by http://"
	case r.Outcome == ProxyFault && r.Status > 0:
		return "a web server or a reverse proxy seems to answer, which lets nobody through to other hosts: check the address and the port of the proxy. If it is the right one, it has to allow CONNECT"
	case r.Outcome == ProxyFault:
		return "check the address and the port of the proxy: something else may answer there, such as a proxy for SOCKS, or one whose address begins with https://"
	}
	return "check the address and the port of the proxy, and the network on the way to it"
}
