package manifest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// TestSecretsInNames: a proxy in the place of a name stands in no message (L9).
func TestSecretsInNames(t *testing.T) {
	const name = `http:\u002f\u002fuser:s3cr3t@proxy.example.com:3128`
	const base = `{"id": "NAME", "content": {"modulesContent": {"$edgeAgent": {"properties.desired": {"systemModules": {"edgeAgent": {"env": {}}}, "modules": {"NAME": %s}}}}}}`
	proxy := manifest.Proxy{URL: proxyURL(t, "http://proxy.example.com:3128")}
	for _, module := range []string{
		`1`, `{"env": 1}`, `{"env": {"https_proxy": "x"}}`, `{"env": {"https_proxy": {"value": {}}}}`, `{"env": {}, "env": {}}`, `{}, "NAME": {}`,
		`{"env": {"https_proxy": {"value": "http://a"}}}`, `{"env": {"UpstreamProtocol": {"value": "Amqp"}}}`, `{"env": {"UpstreamProtocol": {"value": "${P}"}}}`,
	} {
		doc := parse(t, strings.ReplaceAll(fmt.Sprintf(base, module), "NAME", name))
		for _, existing := range []manifest.Existing{manifest.Overwrite, manifest.Keep, manifest.Fail} {
			for _, targets := range []manifest.Targets{{All: true}, {Modules: []string{"nosuch"}}} {
				proxy.Existing = existing
				res, err := doc.Apply(proxy, targets)
				texts := []any{err}
				if res != nil {
					texts = append(texts, res.Notes, res.Changes)
				}
				if text := fmt.Sprintf("%v %+v", texts, texts); strings.Contains(text, "s3cr3t") || len(text) < 20 {
					t.Errorf("%s: %s", module, text)
				}
			}
		}
	}
}
