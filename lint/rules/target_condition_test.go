package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
)

// TestTargetConditions: EP701 to EP703 look at Configuration documents, wherever they
// stand, and point to the fault in the text.
func TestTargetConditions(t *testing.T) {
	const content = `"content": {"modulesContent": {"$edgeAgent": {"properties.desired.modules.m": {"type": "docker", "status": "running", "restartPolicy": "always", "settings": {"image": "example.azurecr.io/m:1"}}}}}`
	for _, test := range []struct{ src, want string }{
		{`{"id": "a", "targetCondition": "tags.a='x'", "priority": 1, ` + content + `}`, ""},
		{`{"id": "a", "targetCondition": "*", "priority": 0, ` + content + `}`, ""},
		{`{` + content + `}`, ""},
		{`{"id": "a", ` + content + `}`, ""}, // the az CLI takes the settings from its arguments
		{`{"id": "a", "targetCondition": "tags.a=\"x\"", "priority": 1, ` + content + `}`, `EP701 error \"`},
		{`{"id": "a", "targetCondition": "tags.\u0061=='x'", "priority": 1, ` + content + `}`, `EP701 error ==`},
		{`{"id": "a", "targetCondition": "tags.a IN ['x']", "priority": 1, ` + content + `}`, `EP701 error IN`},
		{`{"id": "a", "targetCondition": "tags.a='x' AND", "priority": 1, ` + content + `}`, `EP701 error "tags.a='x' AND"`},
		{`{"id": "a", "targetCondition": "tags.a='Hall 7'", "priority": 1, ` + content + `}`, `EP701 warning 'Hall 7'`},
		{`{"id": "a", "targetCondition": 7, "priority": 1, ` + content + `}`, `EP701 error 7`},
		{`{"id": "a", "targetCondition": "${TARGET}", "priority": 1, ` + content + `}`, ""},
		{`{"$schema-template": "4.0.0", "id": "a", "targetCondition": "${TARGET}", "priority": 1, ` + content + `}`, ""},
		{`{"id": "a", "targetCondition": "", "priority": 1, ` + content + `}`, `EP702 warning ""`},
		{`{"id": "a", "targetCondition": null, "priority": 1, ` + content + `}`, `EP702 warning null`},
		{`{"id": "a", "targetCondition": "*", ` + content + `}`, `EP703 error "targetCondition"`},
		{`{"id": "a", "targetCondition": "*", "priority": -1, ` + content + `}`, `EP703 error -1`},
		{`{"id": "a", "targetCondition": "*", "priority": 1.5, ` + content + `}`, `EP703 error 1.5`},
		{`{"id": "a", "targetCondition": "*", "priority": 2147483648, ` + content + `}`, `EP703 error 2147483648`},
		{`{"id": "a", "targetCondition": "*", "priority": "1", ` + content + `}`, `EP703 error "1"`},
		{`[{"id": "a", "targetCondition": "*", "priority": 1, ` + content + `}, {"id": "b", "targetCondition": "", "priority": -1, ` + content + `}]`, `EP702 warning "", EP703 error -1`},
		{`{"configurations": {"edgeDeployments": {"a": {"id": "a", "targetCondition": "x", "priority": 1, ` + content + `}}}}`, `EP701 error x`},
		{`{"configurations": {"admConfigurations": {"a": {"id": "a", "targetCondition": "FROM devices.modules WHERE moduleId='m'", "priority": 1, "content": {"moduleContent": {"properties.desired.x": 1}}}}}}`, "EP004"},
	} {
		var found []string
		for _, f := range lint.Source([]byte(test.src), lint.Options{}) {
			found = append(found, fmt.Sprintf("%s %s %s", f.Rule, f.Severity, test.src[f.Span.Start:f.Span.End]))
		}
		if got := strings.Join(found, ", "); got != test.want && (test.want == "" || !strings.HasPrefix(got, test.want+" ")) {
			t.Errorf("%.120s\nfindings %s\nwant     %s", test.src, got, test.want)
		}
	}
}
