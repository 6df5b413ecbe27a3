package manifest_test

import (
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
)

func TestReadProtocol(t *testing.T) {
	tests := []struct {
		value string
		want  manifest.UpstreamProtocol // empty if it counts as not set
	}{
		{"Amqp", manifest.Amqp}, {"AmqpWs", manifest.AmqpWs}, {"Mqtt", manifest.Mqtt}, {"MqttWs", manifest.MqttWs},
		{"AMQPWS", manifest.AmqpWs}, {"amqpws", manifest.AmqpWs}, {"mqTT", manifest.Mqtt},
		{"", ""}, {" ", ""}, {"MQTT ", manifest.Mqtt}, {" Amqp", manifest.Amqp}, {"MqttWs\r\n", manifest.MqttWs}, {"\u00a0amqpws\t", manifest.AmqpWs}, {"Amqp Ws", ""}, {"\u200bAmqp", ""}, {"Ampq", ""}, {"amqp_ws", ""}, {"Amqp,Mqtt", ""}, {"1", ""}, {"auto", ""}, {"none", ""},
		{"<UpstreamProtocol>", ""}, {"AmqpWſ", ""},
	}
	for _, tt := range tests {
		got, ok := proxy.ReadProtocol(tt.value)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("ReadProtocol(%q) = %q, %v, want %q", tt.value, got, ok, tt.want)
		}
	}
}

func TestParseProtocol(t *testing.T) {
	tests := []struct {
		name string
		want manifest.UpstreamProtocol
		err  string
	}{
		{name: "", want: manifest.AutoProtocol},
		{name: "auto", want: manifest.AutoProtocol},
		{name: "AUTO", want: manifest.AutoProtocol},
		{name: "none", want: manifest.KeepProtocol},
		{name: "amqpws", want: manifest.AmqpWs},
		{name: "MqttWs", want: manifest.MqttWs},
		{name: "${PROTOCOL}", want: "${PROTOCOL}"},
		{name: "$PROTOCOL", want: "$PROTOCOL"},
		{name: "${A}Ws", err: `unknown upstream protocol "${A}Ws": expected auto, AmqpWs, MqttWs or none`},
		{name: "Amqp", err: "upstream protocol Amqp cannot be used with a proxy: the runtime uses a proxy with AmqpWs and MqttWs only; choose AmqpWs"},
		{name: "mqtt", err: "upstream protocol Mqtt cannot be used with a proxy: the runtime uses a proxy with AmqpWs and MqttWs only; choose MqttWs"},
		{name: "http", err: `unknown upstream protocol "http": expected auto, AmqpWs, MqttWs or none`},
		{name: "AmqpWs ", err: `unknown upstream protocol "AmqpWs ": expected auto, AmqpWs, MqttWs or none`},
	}
	for _, tt := range tests {
		got, err := manifest.ParseProtocol(tt.name)
		if got != tt.want || (err != nil) != (tt.err != "") || err != nil && err.Error() != tt.err {
			t.Errorf("ParseProtocol(%q) = %q, %v, want %q, %s", tt.name, got, err, tt.want, tt.err)
		}
	}
}

func TestOverWebSocket(t *testing.T) {
	for p, want := range map[manifest.UpstreamProtocol]manifest.UpstreamProtocol{
		manifest.Amqp: manifest.AmqpWs, manifest.AmqpWs: manifest.AmqpWs, manifest.Mqtt: manifest.MqttWs, manifest.MqttWs: manifest.MqttWs, "": manifest.AmqpWs,
	} {
		if got := p.OverWebSocket(); got != want || !got.WebSocket() || p.WebSocket() != (p == want) {
			t.Errorf("%q over WebSockets is %q, want %q", p, got, want)
		}
	}
}
