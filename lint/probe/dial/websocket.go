package dial

import (
	"crypto/rand"
	"crypto/sha1"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/iotedge-tools/edgeproxy/lint/probe"
)

// What the runtime asks IoT Hub for: the path and the protocol of AMQP over
// WebSockets (azure-iot-sdk-csharp, WebsocketConstants.cs).
const (
	hubPath     = "/$iothub/websocket"
	hubProtocol = "AMQPWSB10"
)

// webSocketGUID is the GUID of RFC 6455, section 1.3.
const webSocketGUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

// webSocket opens a WebSocket at IoT Hub, which asks for credentials only after that.
// Proxies that inspect TLS often let HTTPS through, but no WebSockets.
func (a *attempt) webSocket(s *stream) probe.Result {
	nonce := make([]byte, 16)
	_, _ = rand.Read(nonce) // it never fails
	key := base64.StdEncoding.EncodeToString(nonce)
	head, err := s.ask("GET "+hubPath+" HTTP/1.1", a.host,
		"Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
		"Sec-WebSocket-Key: "+key, "Sec-WebSocket-Protocol: "+hubProtocol)
	switch {
	case err != nil && a.ctx.Err() != nil:
		return probe.Result{Outcome: probe.TimedOut, Reason: "while the WebSocket was opened"}
	case err != nil:
		return probe.Result{Outcome: probe.NoWebSocket, Reason: a.why(err)}
	case head.status != 101:
		return probe.Result{Outcome: probe.NoWebSocket, Status: head.status, Reason: fmt.Sprintf("the answer to the upgrade is %d: expected 101", head.status)}
	case !head.lists("Upgrade", "websocket") || !head.lists("Connection", "upgrade"):
		return probe.Result{Outcome: probe.NoWebSocket, Status: head.status, Reason: "the answer to the upgrade does not name the upgrade"}
	case head.fields.Get("Sec-Websocket-Accept") != acceptOf(key):
		return probe.Result{Outcome: probe.NoWebSocket, Status: head.status, Reason: "the answer to the upgrade is for another request"}
	}
	return probe.Result{Outcome: probe.Reached}
}

// lists reports whether a field of the head has a word in its list.
func (h head) lists(field, word string) bool {
	for _, list := range h.fields[field] {
		for item := range strings.SplitSeq(list, ",") {
			if strings.EqualFold(strings.TrimSpace(item), word) {
				return true
			}
		}
	}
	return false
}

// acceptOf is what a server answers to a key.
func acceptOf(key string) string {
	sum := sha1.Sum([]byte(key + webSocketGUID))
	return base64.StdEncoding.EncodeToString(sum[:])
}
