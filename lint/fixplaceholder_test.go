package lint_test

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// TestFixKeepsPlaceholder: neither Fix nor Apply overwrites an UpstreamProtocol that a
// pipeline may fill in, whatever becomes of the finding about it, and both lead to the
// same document.
func TestFixKeepsPlaceholder(t *testing.T) {
	const src = `{"modulesContent": {"$edgeAgent": {"properties.desired": {"schemaVersion": "1.1", "runtime": {"type": "docker", "settings": {}}, "systemModules": {
"edgeAgent": {"type": "docker", "settings": {"image": "mcr.microsoft.com/azureiotedge-agent:1.5"}, "env": {"UpstreamProtocol": {"value": "PLACEHOLDER"}}},
"edgeHub": {"type": "docker", "status": "running", "restartPolicy": "always", "settings": {"image": "mcr.microsoft.com/azureiotedge-hub:1.5"}}}}}}}`
	url, err := manifest.ParseProxyURL("http://proxy.example.com:3128")
	if err != nil {
		t.Fatal(err)
	}
	ignored := func(found []lint.Finding) {
		for i := range found {
			if found[i].Rule == "EP302" {
				found[i].Suppressed = &lint.Suppression{By: "ignore"}
			}
		}
	}
	for placeholder, kept := range map[string]bool{"$UPSTREAM_PROTOCOL": true, "Mqtt${WS}": true, "tcp${X}": false} {
		for name, opts := range map[string]lint.Options{
			"reported": {}, "off": {Severities: map[string]lint.Severity{"EP302": lint.Off}}, "ignored": {Suppress: ignored},
		} {
			doc, err := manifest.Parse([]byte(strings.Replace(src, "PLACEHOLDER", placeholder, 1)))
			if err != nil {
				t.Fatal(err)
			}
			opts.Expect.URL = url
			fixed, err := opts.Fix(doc, lint.Run(doc, opts))
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Contains(string(fixed.Bytes), placeholder); got != kept && name != "ignored" {
				t.Errorf("%s, EP302 %s: kept: %v, want %v", placeholder, name, got, kept)
			}
			applied, err := doc.Apply(manifest.Proxy{URL: url}, manifest.Targets{})
			if err != nil {
				t.Fatal(err)
			}
			if kept && string(applied.Bytes()) != string(fixed.Bytes) {
				t.Errorf("%s, EP302 %s: Apply gives\n%s\nFix gives\n%s", placeholder, name, applied.Bytes(), fixed.Bytes)
			}
			for _, f := range lint.Run(doc, opts) {
				if kept && (f.Rule == "EP304" || f.Rule == "EP305") {
					t.Errorf("%s, EP302 %s: %v", placeholder, name, f)
				}
			}
		}
	}
}

// TestApplyMovesPlaceholder: a placeholder for the protocol that stands beside env is set
// in env, where the runtime reads it: without a protocol edgeAgent would not use its proxy.
func TestApplyMovesPlaceholder(t *testing.T) {
	doc := mustParse(t, `{"modulesContent": {"$edgeAgent": {"properties.desired": {"systemModules": {
"edgeAgent": {"settings": {"image": "a:1"}, "env": {}, "UpstreamProtocol": {"value": "${PROTOCOL}"}}, "edgeHub": {"settings": {"image": "a:1"}}}}}}}`)
	applied, err := doc.Apply(manifest.Proxy{URL: proxyURL(agreed)}, manifest.Targets{})
	if err != nil {
		t.Fatal(err)
	}
	want := "edgeAgent.https_proxy=" + agreed + " edgeAgent.UpstreamProtocol=${PROTOCOL} edgeHub.https_proxy=" + agreed + " edgeHub.UpstreamProtocol=AmqpWs"
	if got := inForce(t, applied.Bytes()); got != want {
		t.Errorf("in force: %s\nwant:     %s", got, want)
	}
}

// TestApplyLeavesBarePlaceholder: Apply does not write a placeholder without quotes in a
// second place, and says where it has to go.
func TestApplyLeavesBarePlaceholder(t *testing.T) {
	doc := mustParse(t, `{"modulesContent": {"$edgeAgent": {"properties.desired": {"systemModules": {"edgeAgent": {"settings": {"image": "a:1"}, "UpstreamProtocol": ${PROTOCOL}}}}}}}`)
	if _, err := doc.Apply(manifest.Proxy{URL: proxyURL(agreed)}, manifest.Targets{}); err == nil || !strings.Contains(err.Error(), "move it into env") {
		t.Errorf("error %v", err)
	}
}
