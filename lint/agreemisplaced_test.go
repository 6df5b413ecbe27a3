package lint_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// misplaced are modules whose settings stand where the runtime does not read them, and a
// few others to pair them with.
var misplaced = []string{
	`"settings": {"image": "a:1", "env": {"https_proxy": {"value": "` + agreed + `"}, "UpstreamProtocol": {"value": "MqttWs"}}}`,
	`"settings": {"image": "a:1", "env": {"https_proxy": {"value": "http://old.example.com:3128"}, "UpstreamProtocol": {"value": "Mqtt"}, "A": {"value": "b"}}}`,
	`"settings": {"image": "a:1", "env": {"no_proxy": {"value": "x"}, "https_proxy": {"value": "` + agreed + `"}}}`,
	`"settings": {"image": "a:1", "env": {"UpstreamProtocol": {"value": "Mqtt"}}}, "env": {"https_proxy": {"value": "` + agreed + `"}}`,
	`"env": {"env": {"https_proxy": {"value": "http://old.example.com:3128"}, "UpstreamProtocol": {"value": "MqttWs"}, "A": {"value": "b"}}, "B": {"value": "c"}}`,
	`"https_proxy": {"value": "http://old.example.com:3128"}, "UpstreamProtocol": "MqttWs"`,
	`"https_proxy": {"value": "` + agreed + `"}, "UpstreamProtocol": {"value": "Mqtt"}, "env": {"A": {"value": "b"}}`,
	`"env": {"https_proxy": {"value": "` + agreed + `"}, "upstream_protocol": {"value": "MqttWs"}}`,
	`"env": {"https_proxy": {"value": "` + agreed + `"}, "UpstreamProtocol": {"value": "mqttws"}}`,
	`"env": {"env": {"https_proxy": {"value": "` + agreed + `"}}}`,
	``,
}

// TestFixAndApplyOfMisplaced: Fix, Apply, and Fix after Apply lead to the same proxy
// settings on the device, whatever stands in a wrong place.
func TestFixAndApplyOfMisplaced(t *testing.T) {
	opts := lint.Options{Expect: lint.Expect{URL: proxyURL(agreed)}}
	proxy, targets, _ := opts.Apply()
	for _, agent := range misplaced {
		for _, hub := range misplaced {
			doc := mustParse(t, fmt.Sprintf(`{"modulesContent": {"$edgeAgent": {"properties.desired": {"systemModules": {"edgeAgent": {%s}, "edgeHub": {%s}}, "modules": {}}}}}`, agent, hub))
			applied, err := doc.Apply(proxy, targets)
			if err != nil {
				t.Fatal(err)
			}
			want := inForce(t, applied.Bytes())
			if got := inForce(t, mustFix(t, doc, opts).Bytes); got != want {
				t.Errorf("edgeAgent %s\nedgeHub %s\nFix gives   %s\nApply gives %s", agent, hub, got, want)
			}
			if got := inForce(t, mustFix(t, mustParse(t, string(applied.Bytes())), opts).Bytes); got != want {
				t.Errorf("edgeAgent %s\nedgeHub %s\nFix after Apply gives %s\nApply gives           %s", agent, hub, got, want)
			}
		}
	}
}

// inForce lists the proxy settings of the modules of a document.
func inForce(t *testing.T, text []byte) string {
	t.Helper()
	var all []string
	for _, m := range mustParse(t, string(text)).Deployments()[0].Modules() {
		for _, name := range []string{manifest.ProxyVar, manifest.ProtocolVar} {
			for _, v := range m.Lookup(name) {
				all = append(all, m.Name+"."+v.Name+"="+v.Value)
			}
		}
	}
	return strings.Join(all, " ")
}
