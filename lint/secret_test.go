package lint_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
)

// TestRunTellsNoSecret: importers print findings as they are.
func TestRunTellsNoSecret(t *testing.T) {
	const url = `http:\u002f\u002fuser:s3cr3t@proxy.example.com:3128`
	const text = `{"@": 1, "id": "@", "modulesContent": {"$edgeAgent": {"properties.desired": {"schemaVersion": "@", "systemModules": {"edgeAgent":
		{"type": "@", "settings": {"image": "@", "createOptions": "{\"Env\":[\"https_proxy=@\"]"}, "env": {"@": "@", "http_proxy": {"value": "@"},
		"https_proxy": {"value": "@"}, "UpstreamProtocol": {"value": "@"}, "@": {"value": "a", "value": "@"}}}}, "modules": {"@": {"status": "@", "@": 1,
		"settings": {"image": "@", "createOptions": "{"}, "env": {"@": 1, "no_proxy": {"value": "@"}}}, "@": {"settings": "@"}}}},
		"@": {"properties.desired": {}, "properties.desired.@": 1}}}`
	found := lint.Run(parsed(t, strings.NewReplacer(`"@"`, `"`+url+`"`, `=@`, `=`+url, `.@`, `.`+url).Replace(text)), lint.Options{})
	masked := 0
	for _, f := range found {
		for i := range f.Fixes {
			f.Fixes[i].Edits = nil // they write what is there
		}
		said := fmt.Sprintf("%#v", f) // all fields: String leaves most of them out
		if strings.Contains(said, "s3cr3t") {
			t.Errorf("%s tells the secret: %s", f.Rule, said)
		}
		masked += strings.Count(said, "//***@")
	}
	if len(found) < 15 || masked < 15 {
		t.Errorf("only %d findings, %d with an address: the test says nothing", len(found), masked)
	}
}
