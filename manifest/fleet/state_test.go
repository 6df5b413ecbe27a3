package fleet_test

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/fleet"
)

// TestConfigurations: the deployments of an export are read without its devices, and stand
// where they stood.
func TestConfigurations(t *testing.T) {
	const begin = "\xEF\xBB\xBF{\n  \"arm\": {\"x\": \"}\"},\n  \"configurations\": {\"edgeDeployments\": {\"a\": {\"id\": \"a\", \"targetCondition\": \"*\", \"priority\": 1, \"content\": {\"modulesContent\": {\"$edgeAgent\": {\"properties.desired.modules.m\": {}}}}}}}"
	text, ok, err := fleet.Configurations(strings.NewReader(begin+",\n  \"devices\": {"+strings.Repeat(`"d": {}, `, 1_000_000)), 1<<20)
	if err != nil || !ok || string(text) != begin+"}" {
		t.Fatalf("%q, %v, %v", text, ok, err)
	}
	doc, err := manifest.Parse(text)
	if err != nil || len(doc.Deployments()) != 1 || doc.Deployments()[0].ID != "a" {
		t.Errorf("deployments %v, %v", doc, err)
	}
	for _, src := range []string{"", "[]", "deviceId\n", `{"deviceId":"a"}`, `{"devices":{},"configurations":{}}`} {
		if _, ok, err := fleet.Configurations(strings.NewReader(src), 1<<20); ok || err != nil {
			t.Errorf("%q: %v, %v", src, ok, err)
		}
	}
	for _, src := range []string{`{"arm":`, `{"arm"}`, `{"arm":{}`, `{"configurations":{`} {
		if _, ok, err := fleet.Configurations(strings.NewReader(src), 1<<20); ok || err == nil {
			t.Errorf("%q: %v, %v, want an error", src, ok, err)
		}
	}
	if _, ok, err := fleet.Configurations(strings.NewReader(begin), 100); ok || err != nil {
		t.Errorf("above the limit: %v, %v", ok, err)
	}
}
