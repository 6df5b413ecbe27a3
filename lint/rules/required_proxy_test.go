package rules_test

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// TestRequiredProxy: what is a warning by itself is an error where the configuration
// requires a proxy, or names it.
func TestRequiredProxy(t *testing.T) {
	const protocol = `"UpstreamProtocol": {"value": "AmqpWs"}`
	url, err := manifest.ParseProxyURL("http://proxy.example.com:3128")
	if err != nil {
		t.Fatal(err)
	}
	named := check.Expect{URL: url}
	set := func(host string) string { return `"https_proxy": {"value": "http://` + host + `:3128"}, ` + protocol }
	const good, old = "proxy.example.com", "old.example.com"
	for _, c := range []struct {
		name, rule, agent, hub, image string
		expect                        check.Expect
		want                          string
	}{
		{"a child device", "EP101", protocol, set(good), "$upstream:443/agent:1.5", check.Expect{}, "warning edgeAgent"},
		{"a child device that needs the proxy", "EP101", protocol, set(good), "$upstream:443/agent:1.5", check.Expect{Need: check.NeedAll}, "error edgeAgent"},
		{"any device", "EP101", protocol, set(good), "agent:1.5", check.Expect{}, "error edgeAgent"},
		{"no proxy here", "EP101", protocol, set(good), "agent:1.5", check.Expect{Need: check.NeedNone}, ""},
		{"edgeAgent has another one than is named", "EP209", set(old), set(good), "agent:1.5", named, "error edgeAgent"},
		{"both have", "EP209", set(old), set(old), "agent:1.5", named, "error edgeAgent"},
		{"edgeHub has", "EP209", set(good), set(old), "agent:1.5", named, "warning edgeHub"},
		{"they differ, and none is named", "EP209", set(good), set(old), "agent:1.5", check.Expect{}, "warning edgeHub"},
	} {
		src := strings.Replace(ep4Base(c.agent, c.hub, ""), "mcr.microsoft.com/azureiotedge-agent:1.5", c.image, 1)
		var got []string
		for _, f := range only(lint.Source([]byte(src), lint.Options{Expect: c.expect}), c.rule) {
			got = append(got, f.Severity.String()+" "+f.Module)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
