package rules_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
)

// TestHiddenEnv: an Env list that only the device can read, or that follows a
// part which is null, must not clear the proxy of edgeAgent unseen.
func TestHiddenEnv(t *testing.T) {
	const options = `"createOptions": "{}"`
	for text, want := range map[string]string{
		`"createOptions": "{'Env':['https_proxy=']}"`:                              "EP504",
		`"createOptions": "{Env:['https_proxy=']}"`:                                "EP504",
		`"createOptions": null, "createOptions01": "{\"Env\":[\"https_proxy=\"]}"`: "EP103",
	} {
		src := strings.Replace(rules.AgentProxyMissing.Doc.Good, options, text, 1)
		found := lint.Source([]byte(src), lint.Options{})
		if !slices.ContainsFunc(found, func(f lint.Finding) bool { return f.Rule == want && f.Severity == lint.Error }) {
			t.Errorf("%s: no %s among %v", text, want, found)
		}
	}
}
