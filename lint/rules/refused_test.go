package rules_test

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
)

// TestRefused: a finding whose help says that edgeAgent refuses the whole deployment says so
// for programs, too, and no other finding does.
func TestRefused(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range rules.All() {
		if r.Check == nil || r.Doc.File != "" {
			continue
		}
		for _, f := range lint.Source([]byte(r.Doc.Bad.Text()), lint.Options{}) {
			if f.Refused != strings.Contains(f.Help, "edgeAgent refuses the whole deployment") {
				t.Errorf("%v: Refused is %t, and the help says %q", f, f.Refused, f.Help)
			}
			seen[f.Rule] = seen[f.Rule] || f.Refused
		}
	}
	for _, id := range []string{"EP005", "EP006", "EP108", "EP504", "EP505", "EP509"} {
		if !seen[id] {
			t.Errorf("no example of %s is refused", id)
		}
	}
}

// TestRefusedOrNot: edgeHub refuses its own configuration alone, and what the device may
// read in another way than edgeproxy is not surely refused.
func TestRefusedOrNot(t *testing.T) {
	good := rules.SchemaVersion.Doc.Good.Text()
	const agent, options = `"schemaVersion": "1.1"`, `"createOptions": "{}"`
	for _, test := range []struct {
		old, new, rule string
		want           bool
	}{
		{agent, `"schemaVersion": "1.2"`, "EP006", true},
		{`"$edgeHub": {`, `"$edgeHub": {"properties.desired": {"schemaVersion": "2.0"}}, "x": {`, "EP006", false},
		{options, `"createOptions": "{"`, "EP504", true},
		{options, `"createOptions": "{}", "createOptions02": ""`, "EP504", true},
		{options, `"createOptions": "{'Env':['A=b']}"`, "EP504", false},
		{options, `"createOptions": "{}", "createOptions1": "{}"`, "EP504", false},
		{`"always"`, `1`, "EP005", false},
	} {
		found := false
		for _, f := range lint.Source([]byte(strings.Replace(good, test.old, test.new, 1)), lint.Options{}) {
			if f.Rule == test.rule {
				found = true
				if f.Refused != test.want {
					t.Errorf("%s: %v: Refused is %t", test.new, f, f.Refused)
				}
			}
		}
		if !found {
			t.Errorf("%s: no %s", test.new, test.rule)
		}
	}
}
