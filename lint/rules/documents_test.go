package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// goodDeployment is a base deployment without findings.
func goodDeployment() string { return lint.DefaultRules()[0].Doc.Good.Text() }

// TestRouteSinks tries routes of a base and of a layered deployment.
func TestRouteSinks(t *testing.T) {
	missing := []string{`EP110 route "r" has no sink after INTO`}
	for route, want := range map[string][]string{
		`FROM /messages/* INTO `:                                      missing,
		`FROM /messages/* INTO`:                                       missing,
		`from /messages/* into  `:                                     missing,
		`FROM /messages/* WHERE x = ' INTO y' INTO `:                  missing,
		`FROM /messages/* INTO upstream`:                              {`EP110 route "r" has the sink "upstream"`},
		`FROM /messages/* INTO $$upstream`:                            {`EP110 route "r" has the sink "$$upstream"`},
		`FROM /messages/* INTO \\$upstream`:                           {`EP110 route "r" has the sink "\\$upstream"`},
		`FROM /messages/* INTO $upstream`:                             nil,
		`FROM /messages/* INTO$upstream`:                              nil,
		`FROM /messages/* INTO $Upstream `:                            nil,
		`FROM /messages/* INTO ${upstream}`:                           nil,
		`FROM /messages/* INTO ${SINK}`:                               nil,
		`FROM /into/* INTO BrokeredEndpoint(\"/modules/m/inputs/i\")`: nil,
		`FROM /messages/*`:                                            nil,
	} {
		quoted := `"` + route + `"`
		for _, form := range []string{
			strings.Replace(goodDeployment(), `"routes": {}`, `"routes": {"r": `+quoted+`}`, 1),
			strings.Replace(goodDeployment(), `"routes": {}`, `"Routes": {"r": {"route": `+quoted+`, "priority": 0}}`, 1),
			`{"content": {"modulesContent": {"$edgeAgent": {}, "$edgeHub": {"properties.desired.routes.r": ` + quoted + `}}}}`,
			`{"content": {"modulesContent": {"$edgeAgent": {}, "$edgeHub": {"properties.desired.routes": {"r": ` + quoted + `}}}}}`,
		} {
			ep4Want(t, "EP110", form, lint.Options{}, want)
		}
	}
}

// TestNoContent: what the service writes beside a modules content is nothing to
// report, and of a modules content that is null nothing is expected.
func TestNoContent(t *testing.T) {
	good := strings.TrimSpace(goodDeployment())
	for _, member := range []string{`"moduleContent": null`, `"deviceContent": null`, `"moduleContent": null, "deviceContent": null`} {
		for _, form := range []string{`%s`, `{"content": %s}`, `{"id": "a", "content": %s, "priority": 1}`, `[{"id": "a", "content": %s}]`} {
			src := fmt.Sprintf(form, `{`+member+`, `+good[1:])
			ep4Want(t, "EP", src, lint.Options{}, nil)
			ep4Want(t, "EP", strings.Replace(src, `{`, `{"$schema-template": "4.0.0", `, 1), lint.Options{}, nil)
		}
	}
	ep4Want(t, "EP", `{"content": {"moduleContent": null, "modulesContent": {"$edgeAgent": {"properties.desired.modules.m": {"type": "docker", "status": "running", "settings": {"image": "m:1"}}}}}}`, lint.Options{}, nil)
}

// TestLegacyFix: the key is renamed unless the right one stands beside it.
func TestLegacyFix(t *testing.T) {
	for src, want := range map[string]string{
		`{"moduleContent": {"$edgeAgent": {"properties.desired.modules.m": {}}}}`:                                       `{"modulesContent": {"$edgeAgent": {"properties.desired.modules.m": {}}}}`,
		`{"content":{"module\u0043ontent":{"$edgeHub":{"properties.desired.x":1}}}}`:                                    `{"content":{"modulesContent":{"$edgeHub":{"properties.desired.x":1}}}}`,
		`{"moduleContent": {"$edgeAgent": {}}, "modulesContent": null}`:                                                 "",
		`{"moduleContent": {"$edgeAgent": {"properties.desired.modules.m": {}}}, "modulesContent": {"$edgeAgent": {}}}`: "",
	} {
		doc, err := manifest.Parse([]byte(src))
		if err != nil {
			t.Fatal(err)
		}
		var found []lint.Finding
		for _, f := range lint.Run(doc, lint.Options{}) {
			if f.Rule == "EP516" {
				found = append(found, f)
			}
		}
		if len(found) != 1 || found[0].Severity != lint.Warning {
			t.Errorf("%s: findings %v", src, found)
			continue
		}
		if len(found[0].Fixes) == 0 {
			if want != "" {
				t.Errorf("%s: no fix", src)
			}
			continue
		}
		if got, err := manifest.Splice([]byte(src), found[0].Fixes[0].Edits); err != nil || string(got) != want {
			t.Errorf("%s: fixed to %s (%v)", src, got, err)
		}
	}
}

// TestTwinLosesProxy: a twin is of one device, and so are the words.
func TestTwinLosesProxy(t *testing.T) {
	for env, want := range map[string]string{
		`{}`:                             "EP101 edgeAgent has no https_proxy: these desired properties take the proxy from the device",
		`{"https_proxy": {"value": ""}}`: "EP102 https_proxy of edgeAgent is empty: these desired properties take the proxy from the device",
	} {
		src := `{"twin": {"properties": {"desired": {"schemaVersion": "1.1", "runtime": {"type": "docker", "settings": {}}, "modules": {}, "systemModules": {
"edgeAgent": {"type": "docker", "settings": {"image": "a:1"}, "env": ` + env + `}}}}}}`
		ep4Want(t, "EP10", src, lint.Options{}, []string{want})
	}
}
