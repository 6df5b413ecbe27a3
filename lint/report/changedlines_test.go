package report_test

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// TestChangedLines: lines around the changes may hold keys, and are not shown.
func TestChangedLines(t *testing.T) {
	before := "symmetric_key = { value = \"geheim\" }\n[agent.env]\nhttps_proxy = 'http://u:geheim@old:1'\n"
	after := strings.Replace(before, "'http://u:geheim@old:1'", `"http://u:geheim@new:1"`, 1) + "##vso[x]\x1b\r\n"
	var b strings.Builder
	if err := report.ChangedLines(&b, "config.toml", []byte(before), []byte(after), false); err != nil {
		t.Fatal(err)
	}
	want := "--- config.toml.orig\n+++ config.toml\n@@ -1,3 +1,4 @@\n-https_proxy = ***\n+https_proxy = \"http://***@new:1\"\n+#\\u0023vso[x]\\u001b\r\n"
	if got := b.String(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
