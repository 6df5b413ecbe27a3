package rules_test

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
)

// TestStrictTemplates: of a template the help says what the tool that renders it must do
// with the fault that stands there.
func TestStrictTemplates(t *testing.T) {
	const text = `{"$schema-template": "4.0.0", "modulesContent": {"$edgeAgent": {}}}`
	for from, test := range map[string]struct{ to, want string }{
		`{"$schema`: {"\ufeff" + `{"$schema`, "leaves the byte order mark out"},
		`{}`:        {`{/* x */}`, "takes the comments out"},
		`{}}}`:      {`{},}}`, "takes the comma out"},
		`"4.0.0"`:   {`$VERSION`, "fills the placeholder in"},
	} {
		helps := ""
		for _, f := range lint.Source([]byte(strings.Replace(text, from, test.to, 1)), lint.Options{}) {
			if f.Rule == "EP003" {
				helps += f.Help
			}
		}
		if !strings.Contains(helps, "the tool that makes the deployment from the template "+test.want+"; if not, ") {
			t.Errorf("%s: %q", test.to, helps)
		}
	}
}
