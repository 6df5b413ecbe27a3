package probe

// Help says what can be done about a result; "" where there is nothing to do or to say.
func (r Result) Help() string {
	switch r.Outcome {
	case NotTried:
		if r.WebSocket {
			return `no manifest names the IoT Hub: "edgeproxy probe --hub NAME" tries it`
		}
	case Refused:
		return `let the host through at the proxy: "edgeproxy endpoints --format squid" writes the list for squid`
	case NeedsCredentials:
		return `the address of the proxy needs a user and a password, here as on the devices: "edgeproxy url encode" puts them into it; the daemons and Docker can sign in by Basic only`
	case BadCredentials:
		return `check the user and the password: in the address of the proxy both are percent-encoded, as "edgeproxy url encode" does it; the daemons and Docker can sign in by Basic only`
	case ProxyUnreachable, ProxyFault:
		return "check the address and the port of the proxy, and the network on the way to it"
	case NameNotFound, Unreachable, TimedOut:
		if r.ViaProxy {
			return "the proxy itself does not get there: see its DNS and the firewall behind it"
		}
		return "see the DNS and the firewall of this network"
	case UnknownAuthority:
		return `a proxy that inspects TLS signs with an authority of its own: devices need its certificate in the store of the host, and for edgeAgent and edgeHub in the file of trust_bundle_cert in config.toml; "edgeproxy probe --ca FILE" tries with it`
	case NoWebSocket:
		return "without a WebSocket no message gets through the proxy: exclude the IoT Hub from its inspection of TLS"
	}
	return ""
}
