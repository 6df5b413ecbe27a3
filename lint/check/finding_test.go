package check_test

import (
	"fmt"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// TestFindingPrinted prints a finding as a program does that looks for a fault: the
// password in the text of the fix is not shown.
func TestFindingPrinted(t *testing.T) {
	f := check.Finding{Rule: "EP101", Name: "agent-proxy-missing", Severity: check.Error, Message: "edgeAgent has no https_proxy",
		Fixes: []check.Fix{{Message: "add https_proxy to edgeAgent", Edits: []manifest.Edit{{Text: "http://user:s3cr3t@proxy.example.com:3128"}}}}}
	for got, want := range map[string]string{
		fmt.Sprint(f):                "error EP101 agent-proxy-missing: edgeAgent has no https_proxy",
		fmt.Sprintf("%+v", []any{f}): "[error EP101 agent-proxy-missing: edgeAgent has no https_proxy]",
		fmt.Sprintf("%+v", f.Fixes):  "[add https_proxy to edgeAgent]",
	} {
		if got != want {
			t.Errorf("printed %q, want %q", got, want)
		}
	}
}
