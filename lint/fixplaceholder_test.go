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
