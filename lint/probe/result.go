package probe

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/endpoints"
)

// Outcome is what came of trying an endpoint. The zero value is no outcome.
type Outcome uint8

// The outcomes.
const (
	Reached          Outcome = iota + 1
	NotTried                 // a pattern for which no name is known
	Refused                  // the proxy does not let it through
	NeedsCredentials         // the proxy asks for a user and a password (407)
	BadCredentials           // the proxy got them, and asks again (407)
	NoBasic                  // the proxy asks for a user, and offers no way to sign in that devices have (407)
	ProxyUnreachable         // no connection to the proxy itself
	ProxyFault               // what answers in the proxy's place is no proxy
	NameNotFound             // the name of the host is not known, here or to the proxy
	Unreachable              // no connection to the host, from here or from the proxy
	TimedOut                 // no answer within the time
	UnknownAuthority         // the certificate is by an authority that is not known here
	BadCertificate           // the certificate is for another name or another time, or not valid for other reasons
	TLSFailed                // no TLS connection for other reasons
	NoWebSocket              // IoT Hub was reached, but a WebSocket was not opened
)

// outcomeNames are the names that String gives.
var outcomeNames = [...]string{
	"", "reached", "not-tried", "refused", "needs-credentials", "bad-credentials", "no-basic", "proxy-unreachable", "proxy-fault",
	"name-not-found", "unreachable", "timed-out", "unknown-authority", "bad-certificate", "tls-failed", "no-websocket",
}

// String is a name without blanks, such as "name-not-found": reports for programs
// hold it.
func (o Outcome) String() string { return outcomeNames[o] }

// Result is what came of trying one endpoint.
type Result struct {
	endpoints.Endpoint
	Name     string // the host that was tried: Host, or a name for a pattern; "" for NotTried
	ViaProxy bool
	Outcome  Outcome
	Status   int      // status of HTTP: the proxy's or, for NoWebSocket, that of IoT Hub; 0 if none came
	Reason   string   // more of what happened, in words of this package; "" where the outcome says all
	Issuer   string   // who has signed the certificate, as the server says: for UnknownAuthority, and for ProxyUnreachable because of it
	Offers   []string // for a status of 407: the ways to sign in that the proxy names
}

// Failed reports whether an endpoint was tried and not reached.
func (r Result) Failed() bool { return r.Outcome != Reached && r.Outcome != NotTried }

// Text is the result in words, as one line. What servers say is quoted in it.
func (r Result) Text() string {
	text := r.words()
	if r.Pattern() && r.Name != "" {
		text += ", tried by " + r.Name
	}
	return text
}

func (r Result) words() string {
	switch r.Outcome {
	case Reached:
		if r.WebSocket {
			return "reached, WebSocket included"
		}
		return "reached"
	case NotTried:
		return "not tried: a pattern of which no name is known"
	case Refused:
		return "refused by the proxy" + r.status()
	case NeedsCredentials:
		return "the proxy asks for credentials" + r.status() + r.offers()
	case BadCredentials:
		return "the proxy does not accept the credentials" + r.status() + r.offers()
	case NoBasic:
		return "the proxy lets nobody sign in by Basic" + r.status() + r.offers()
	case ProxyUnreachable:
		return "the proxy was not reached: " + r.Reason
	case ProxyFault:
		return "the proxy does not answer as a proxy: " + r.Reason
	case NameNotFound:
		return "name not found" + r.by()
	case Unreachable:
		if r.ViaProxy && r.Reason == "" {
			return "the proxy does not reach the host" + r.status()
		}
		return "no connection: " + r.Reason
	case TimedOut:
		return "timed out " + r.Reason
	case UnknownAuthority:
		return fmt.Sprintf("certificate by an authority that is not known here: issuer %q", r.Issuer)
	case NoWebSocket:
		return "no WebSocket: " + r.Reason
	}
	return r.Reason
}

// status is the status of HTTP in brackets.
func (r Result) status() string {
	if r.Status == 0 {
		return ""
	}
	return fmt.Sprintf(" (%d)", r.Status)
}

// by says that the proxy has looked up the name.
func (r Result) by() string {
	if r.ViaProxy {
		return " by the proxy" + r.status()
	}
	return ""
}

// offers are the ways to sign in.
func (r Result) offers() string {
	if len(r.Offers) == 0 {
		return ""
	}
	return ": it offers " + strings.Join(r.Offers, ", ")
}
