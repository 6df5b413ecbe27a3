package proxy_test

import (
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

func TestMayBecomeWebSocket(t *testing.T) {
	for value, want := range map[string]bool{
		"${PROTOCOL}": true, "$UPSTREAM_PROTOCOL": true, " #{P}# ": true, "<UpstreamProtocol>": true,
		"Amqp${WS}": true, "${NAME}ws": true, "a${X}PW${Y}": true, "MQTTWS${X}": true, "${A}${B}": true,
		"tcp${X}": false, "${X}Amqp": false, "Amqp ${X}": false, "${X}q${Y}q": false, "AmqpWs": false, "": false, "Ampq": false,
	} {
		if got := proxy.MayBecomeWebSocket(value); got != want {
			t.Errorf("%q: %v, want %v", value, got, want)
		}
	}
}
