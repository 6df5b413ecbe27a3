package rules_test

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// TestProxyChanged: with an earlier version, another address or protocol is
// told, with its severity and whether edgeAgent is created anew.
func TestProxyChanged(t *testing.T) {
	env := func(url, protocol string) string {
		return `"https_proxy": {"value": "` + url + `"}, "UpstreamProtocol": {"value": "` + protocol + `"}`
	}
	const good, other = "http://proxy.example.com:3128", "http://10.0.0.8:3128"
	same := env(good, "AmqpWs")
	earlier := ep4Base(same, same, "")
	newImage := strings.Replace(ep4Base(same, env(other, "AmqpWs"), ""), "azureiotedge-agent:1.5", "azureiotedge-agent:1.6", 1)
	policy := strings.Replace(ep4Base(same, env(other, "AmqpWs"), ""), `"edgeAgent": {`, `"edgeAgent": {"imagePullPolicy": "never", `, 1)
	tests := []struct {
		name, src string
		severity  check.Severity
		parts     []string // of the message and the help; none for no finding
	}{
		{"nothing", earlier, 0, nil},
		{"blanks and case", ep4Base(env(" "+good, "amqpws"), same, ""), 0, nil},
		{"address of the agent", ep4Base(env(other, "AmqpWs"), same, ""), check.Info, []string{
			`https_proxy of edgeAgent changes from "http://proxy.example.com:3128" to "http://10.0.0.8:3128"`, "creates edgeAgent anew at once, because its env changes"}},
		{"address of the hub", ep4Base(same, env(other, "AmqpWs"), ""), check.Info, []string{
			"https_proxy of edgeHub changes", "creates edgeHub anew at once", "edgeAgent itself stays as it is"}},
		{"the agent's image, too", newImage, check.Info, []string{"https_proxy of edgeHub changes", "creates edgeAgent anew at once, because its image changes"}},
		{"imagePullPolicy of the agent does not count", policy, check.Info, []string{"https_proxy of edgeHub changes", "edgeAgent itself stays as it is"}},
		{"protocol", ep4Base(env(good, "MqttWs"), same, ""), check.Info, []string{`UpstreamProtocol of edgeAgent changes from "AmqpWs" to "MqttWs"`, "its env changes"}},
		{"no address", ep4Base(env("proxy.example.com", "AmqpWs"), same, ""), check.Error, []string{"expected an address that edgeAgent can use"}},
		{"a placeholder", ep4Base(env("#{PROXY}#", "AmqpWs"), same, ""), check.Error, []string{"not a placeholder"}},
		{"the container itself", ep4Base(same, env("http://localhost:3128", "AmqpWs"), ""), check.Error, []string{"outside the container"}},
		{"past the proxy", ep4Base(env(good, "Amqp"), same, ""), check.Error, []string{"with which the proxy is not used"}},
		{"no protocol", ep4Base(same, env(good, "Ampq"), ""), check.Error, []string{"expected AmqpWs or MqttWs"}},
		{"gone is EP105's", ep4Base("", same, ""), 0, nil},
		{"password only", ep4Base(env("http://u:n3w@proxy.example.com:3128", "AmqpWs"), same, ""), check.Info, []string{`to "http://***@proxy.example.com:3128"`}},
	}
	against, err := manifest.Parse([]byte(earlier))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var found []check.Finding
			for _, f := range lint.Source([]byte(tt.src), lint.Options{Against: against}) {
				if f.Rule == "EP111" {
					checkFinding(t, f, tt.src)
					found = append(found, f)
				}
			}
			if len(tt.parts) == 0 && len(found) == 0 {
				return
			}
			if len(found) != 1 || found[0].Severity != tt.severity || len(tt.parts) == 0 {
				t.Fatalf("got %+v", found)
			}
			for _, part := range tt.parts {
				if said := found[0].Message + "\n" + found[0].Help; !strings.Contains(said, part) || strings.Contains(said, "n3w") {
					t.Errorf("got\n%s\nexpected %q", said, part)
				}
			}
		})
	}
	t.Run("no proxy here", func(t *testing.T) {
		ep4Want(t, "EP111", tests[2].src, lint.Options{Against: against, Expect: check.Expect{Need: check.NeedNone}}, nil)
	})
	t.Run("options in another order", func(t *testing.T) {
		options := func(text, url string) string {
			return strings.Replace(ep4Base(same, env(url, "AmqpWs"), ""), `azureiotedge-agent:1.5"`, `azureiotedge-agent:1.5", "createOptions": "`+text+`"`, 1)
		}
		before, err := manifest.Parse([]byte(options(`{\"Labels\":{\"a\":\"b\"},\"HostConfig\":{\"Memory\":1}}`, good)))
		if err != nil {
			t.Fatal(err)
		}
		for text, want := range map[string]string{
			`{ \"HostConfig\": {\"Memory\": 1}, \"Labels\": {\"a\":\"b\"} }`:        "edgeAgent itself stays as it is",
			`{\"Env\":null,\"HostConfig\":{\"Memory\":1},\"Labels\":{\"a\":\"b\"}}`: "edgeAgent itself stays as it is",
			`{\"Foo\":null,\"HostConfig\":{\"Memory\":1},\"Labels\":{\"a\":\"b\"}}`: "because its createOptions change",
			`{\"HostConfig\":{\"Memory\":2},\"Labels\":{\"a\":\"b\"}}`:              "because its createOptions change",
		} {
			for _, f := range lint.Source([]byte(options(text, other)), lint.Options{Against: before}) {
				if f.Rule == "EP111" && !strings.Contains(f.Help, want) {
					t.Errorf("%s gives %q, expected %q", text, f.Help, want)
				}
			}
		}
	})
}
