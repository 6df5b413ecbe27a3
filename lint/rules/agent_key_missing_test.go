package rules_test

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
)

// TestLostAgentKey tries what tools make of "$edgeAgent". Nothing else is said of
// such a document.
func TestLostAgentKey(t *testing.T) {
	good := lint.DefaultRules()[0].Doc.Good.Text()
	const missing = `EP109 "modulesContent" has no "$edgeAgent": `
	for key, want := range map[string]string{
		``: `""`, `edgeAgent`: `"edgeAgent"`, `$edgeagent`: `"$edgeagent"`, `$$edgeAgent`: `"$$edgeAgent"`, `\\$edgeAgent`: `"\\$edgeAgent"`,
		`agent`: `"agent"`, `${edgeAgent}`: `"${edgeAgent}"`,
	} {
		ep4Want(t, "EP", strings.Replace(good, `"$edgeAgent"`, `"`+key+`"`, 1), lint.Options{}, []string{`EP109 "modulesContent" has ` + want + ` in the place of "$edgeAgent"`})
	}
	both := strings.NewReplacer(`"$edgeAgent"`, `"edgeAgent"`, `"$edgeHub"`, `"edgeHub"`).Replace(good)
	ep4Want(t, "EP", both, lint.Options{}, []string{`EP109 "modulesContent" has "edgeAgent" in the place of "$edgeAgent"`})
	for src, want := range map[string][]string{
		`{"modulesContent": {"$edgeHub": {"properties.desired.routes.r": "FROM /* INTO $upstream"}}}`:                                                                                          {missing + "IoT Hub refuses"},
		`{"content": {"modulesContent": {"m": {"properties.desired": {"x": 1}}}}}`:                                                                                                             {missing + "IoT Hub refuses"},
		`{"$edgeHub": {"properties.desired.routes.r": "FROM /* INTO $upstream"}}`:                                                                                                              {`EP109 the document has no "$edgeAgent"`},
		`{"modulesContent": {"$edgeAgent": {}, "$edgeHub": {"properties.desired.routes.r": "FROM /* INTO $upstream"}}}`:                                                                        nil,
		`{"modulesContent": {"$edgeAgent": {"properties.desired.modules.m": {"type": "docker", "status": "running", "settings": {"image": "m:1"}}}, "edgeAgent": {"properties.desired": {}}}}`: nil,
		`{"modulesContent": {"${AGENT}": {"properties.desired": {"x": 1}}}}`:                                                                                                                   nil,
		`{"modulesContent": {}}`: {`EP004 "modulesContent" sets no desired properties`},
	} {
		ep4Want(t, "EP", src, lint.Options{}, want)
	}
	// Without EP004 it speaks for itself.
	ep4Want(t, "EP", `{"modulesContent": {}}`, lint.Options{Severities: map[string]lint.Severity{"EP004": lint.Off}}, []string{missing + "IoT Hub refuses"})
}
