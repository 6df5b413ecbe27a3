package report_test

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/report"
)

// TestOwnRule: no report sends people to "edgeproxy explain" for a rule that only the
// program of the caller knows, and no report has an empty help for it.
func TestOwnRule(t *testing.T) {
	rule := check.Rule{ID: "ACME01", Name: "image-registry", Severity: check.Warning, Doc: check.Doc{Summary: "Reports an image of another registry."}}
	src := []byte("{\n  \"a\": 1\n}\n")
	for _, format := range report.Formats() {
		for _, help := range []string{"", "push the image"} {
			found := check.Finding{Rule: rule.ID, Name: rule.Name, Severity: check.Warning, Message: "wrong registry", Help: help}
			run := &report.Run{Rules: []check.Rule{rule}, Files: []report.File{report.Locate("a.json", src, []check.Finding{found})}}
			write, err := report.Lookup(format)
			if err != nil {
				t.Fatal(err)
			}
			var out strings.Builder
			if err := write(&out, run, report.Options{}); err != nil {
				t.Fatal(err)
			}
			for _, bad := range []string{"edgeproxy explain", "help:\n", "help: \n", "registry: \n", "<br> |", "More:", "registry%0A\n"} {
				if strings.Contains(out.String(), bad) {
					t.Errorf("%s with the help %q holds %q:\n%s", format, help, bad, out.String())
				}
			}
		}
	}
}

// TestInCatalogue: the IDs of the catalogue have a form of their own.
func TestInCatalogue(t *testing.T) {
	for id, want := range map[string]bool{"EP101": true, "EP999": true, "EP1": false, "EP1010": false, "ACME01": false, "ep101": false, "EPABC": false, "": false} {
		if got := check.InCatalogue(id); got != want {
			t.Errorf("%q: %v, want %v", id, got, want)
		}
	}
}
