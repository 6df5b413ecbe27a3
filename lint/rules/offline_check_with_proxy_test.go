package rules_test

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
)

// TestOfflineCheck: beside a proxy no report arrives, without a protocol edgeAgent ends;
// neither where the image does not know the variable, nor where there is no proxy.
func TestOfflineCheck(t *testing.T) {
	const proxy, protocol = `"https_proxy": {"value": "http://p:1"}`, `"UpstreamProtocol": {"value": "AmqpWs"}`
	const on = `"UseOfflineCheck": {"value": "true"}`
	const silent, ends = "beside a proxy", "ends at start"
	for _, c := range []struct{ name, tag, env, want string }{
		{"proxy and protocol", "1.5", on + "," + proxy + "," + protocol, silent},
		{"no protocol", "1.5", on + "," + proxy, ends},
		{"blank protocol", "1.5", on + "," + proxy + `, "UpstreamProtocol": {"value": " "}`, ends},
		{"wrong protocol", "1.5", on + "," + proxy + `, "UpstreamProtocol": {"value": "amqp_ws"}`, ends},
		{"number", "1.5", on + "," + proxy + `, "UpstreamProtocol": {"value": "1"}`, silent},
		{"neither", "1.5", on, ends},
		{"no proxy", "1.5", on + "," + protocol, ""},
		{"boolean and case", "1.5", `"useofflinecheck": {"value": true},` + proxy + "," + protocol, silent},
		{"blanks", "1.5", `"UseOfflineCheck": {"value": " True "},` + proxy + "," + protocol, silent},
		{"false", "1.5", `"UseOfflineCheck": {"value": "false"},` + proxy, ""},
		{"placeholder", "1.5", `"UseOfflineCheck": {"value": "${CHECK}"},` + proxy, ""},
		{"first image that knows it", "1.5.26", on + "," + proxy + "," + protocol, silent},
		{"next line", "1.6.0-linux-amd64", on + "," + proxy + "," + protocol, silent},
		{"last image that does not", "1.5.25", on + "," + proxy + "," + protocol, ""},
		{"with a platform", "1.5.3-linux-arm64v8", on + "," + proxy + "," + protocol, ""},
		{"old", "1.4", on + "," + proxy + "," + protocol, ""},
		{"1.5.250", "1.5.250", on + "," + proxy + "," + protocol, silent},
	} {
		src := strings.Replace(ep4Base(c.env, ep4Proxy, ""), "azureiotedge-agent:1.5", "azureiotedge-agent:"+c.tag, 1)
		found := only(lint.Source([]byte(src), lint.Options{}), "EP307")
		switch {
		case c.want == "" && len(found) > 0:
			t.Errorf("%s: got %s", c.name, found[0].Message)
		case c.want != "" && (len(found) != 1 || !strings.Contains(found[0].Message, c.want)):
			t.Errorf("%s: got %v, want %q", c.name, found, c.want)
		}
	}
}
