package proxy

import (
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/placeholder"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// UpstreamProtocol is the protocol by which edgeAgent and edgeHub connect to
// IoT Hub, as the variable UpstreamProtocol names it. The zero value stands for
// "choose the right one" where a protocol is set, and for "not set" where one
// is read.
type UpstreamProtocol string

// The protocols (UpstreamProtocol.cs), and what may be asked of Apply beside
// them. A proxy is used with AmqpWs and MqttWs only: with the other two it is
// silently ignored.
const (
	AutoProtocol UpstreamProtocol = ""
	AmqpWs       UpstreamProtocol = "AmqpWs"
	MqttWs       UpstreamProtocol = "MqttWs"
	Amqp         UpstreamProtocol = "Amqp"
	Mqtt         UpstreamProtocol = "Mqtt"
	KeepProtocol UpstreamProtocol = "none" // leave UpstreamProtocol as it is
)

// ReadProtocol reads the value of a variable: one of the four names in any case,
// blanks and line breaks around it left out, as the runtime does (Enum.TryParse).
// ok is false for everything else. Nearly all of that counts as not set, without an
// error, on the device; see IsProtocolNumber for the rest.
func ReadProtocol(value string) (p UpstreamProtocol, ok bool) {
	return namedProtocol(strings.TrimSpace(value))
}

// IsProtocolNumber reports whether the runtime takes a value that is none of the four
// names for a protocol or a mix of them: a whole number, or a list with commas.
func IsProtocolNumber(value string) bool {
	for part := range strings.SplitSeq(value, ",") {
		if _, named := ReadProtocol(part); named {
			continue
		}
		part = strings.TrimLeft(strings.TrimSpace(part), "+-")
		if part == "" || strings.Trim(part, "0123456789") != "" {
			return false
		}
	}
	return true
}

func namedProtocol(value string) (p UpstreamProtocol, ok bool) {
	for _, p := range [...]UpstreamProtocol{AmqpWs, MqttWs, Amqp, Mqtt} {
		if text.EqualFold(value, string(p)) {
			return p, true
		}
	}
	return AutoProtocol, false
}

// ParseProtocol reads the protocol that Apply shall set: auto, AmqpWs, MqttWs
// or none, in any case, or a placeholder for one. Amqp and Mqtt are refused, because no proxy is used
// with them.
func ParseProtocol(name string) (UpstreamProtocol, error) {
	p, ok := namedProtocol(name)
	switch {
	case strings.EqualFold(name, "auto") || name == "":
		return AutoProtocol, nil
	case strings.EqualFold(name, string(KeepProtocol)):
		return KeepProtocol, nil
	case UpstreamProtocol(name).Placeholder():
		return UpstreamProtocol(name), nil
	case ok && !p.WebSocket():
		return AutoProtocol, fmt.Errorf("upstream protocol %s cannot be used with a proxy: the runtime uses a proxy with AmqpWs and MqttWs only; choose %s", p, p.OverWebSocket())
	case !ok:
		return AutoProtocol, fmt.Errorf("unknown upstream protocol %q: expected auto, AmqpWs, MqttWs or none", name)
	}
	return p, nil
}

// WebSocket reports whether the protocol runs over WebSockets, and so through a proxy.
func (p UpstreamProtocol) WebSocket() bool { return p == AmqpWs || p == MqttWs }

// Placeholder reports whether the protocol is a placeholder that some tool has
// still to fill in, such as ${UPSTREAM_PROTOCOL}.
func (p UpstreamProtocol) Placeholder() bool {
	start, end, ok := placeholder.Find(string(p))
	return ok && start == 0 && end == len(p)
}

// MayBecomeWebSocket reports whether a value holds a placeholder and is a protocol over
// WebSockets for some text in its place: "${PROTOCOL}" and "Amqp${SUFFIX}" may be, and
// "tcp${SUFFIX}" is none.
func MayBecomeWebSocket(value string) bool {
	var parts []string // around the placeholders
	for rest := strings.TrimSpace(value); ; {
		start, end, ok := placeholder.Find(rest)
		if !ok {
			parts = append(parts, rest)
			break
		}
		parts, rest = append(parts, rest[:start]), rest[end:]
	}
	return len(parts) > 1 && (fits(string(AmqpWs), parts) || fits(string(MqttWs), parts))
}

// fits reports whether a name consists of the parts, in their order, and anything between
// them. Case does not matter.
func fits(name string, parts []string) bool {
	name = strings.ToLower(name)
	last := len(parts) - 1
	for i, part := range parts {
		part = strings.ToLower(part)
		switch at := strings.Index(name, part); {
		case at < 0, i == 0 && at > 0:
			return false
		case i == last:
			return strings.HasSuffix(name, part)
		default:
			name = name[at+len(part):]
		}
	}
	return true
}

// OverWebSocket is the same protocol over WebSockets: AmqpWs for Amqp and for
// none at all, MqttWs for Mqtt.
func (p UpstreamProtocol) OverWebSocket() UpstreamProtocol {
	if p == Mqtt || p == MqttWs {
		return MqttWs
	}
	return AmqpWs
}
