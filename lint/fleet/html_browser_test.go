//go:build browser

package fleet

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/lint/report/webpage/browsertest"
)

// hostile are IDs, names and conditions as somebody may write them who wants a page to run
// or to fetch something.
var hostile = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(2)>`, `</script><svg/onload=alert(3)>`, `' onmouseover='alert(4)`,
	`tags.x='javascript:alert(5)'`, "\u202e\u2028\x1b[31m", `<base href="http://evil.example.com/">`, strings.Repeat("plant", 60),
}

// reportOf is a report that holds texts wherever it can hold one.
func reportOf(texts []string) *Report {
	r := &Report{Candidate: true, Devices: 10, Notes: texts}
	r.Verdicts[Loses], r.Verdicts[Keeps], r.Verdicts[Unknown] = 2, 7, 1
	for i, text := range texts {
		r.Deployments = append(r.Deployments, Row{ID: text, New: i == 0, Kind: "base", Condition: text, Matches: i, Wins: i, Proxy: text, Protocol: text, Examples: []string{text}})
		r.Losses = append(r.Losses, Loss{Deployment: text, Had: text, Devices: 1, Examples: []string{text}, Why: []string{text, text}})
		r.Unknown = append(r.Unknown, Doubt{Devices: 1, Examples: []string{text}, Why: []string{text}})
		r.Files = append(r.Files, report.Locate(text, []byte("{}"), []check.Finding{{Rule: "EP709", Name: "device-loses-proxy", Severity: check.Error, Message: text, Help: text}}))
	}
	return r
}

// TestHTMLInBrowser: whatever the IDs are, the page has the elements that it has with tame
// ones, runs nothing and asks for nothing; it fits a telephone, and axe finds no barrier.
func TestHTMLInBrowser(t *testing.T) {
	var page bytes.Buffer
	if err := reportOf(hostile).HTML(&page); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "fleet.html")
	if err := os.WriteFile(file, page.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	p := browsertest.Open(t, "file://"+file)
	p.Wait(`document.querySelector("form.controls")`)
	for what, expected := range map[string]int{
		"script": 1, "img, svg, base, [onmouseover], [onerror]": 0, "h1": 1, "table": 2, "tbody tr": 2 * len(hostile),
	} {
		if got := browsertest.Eval[int](p, fmt.Sprintf("document.querySelectorAll(%q).length", what)); got != expected {
			t.Errorf("%d elements %s, expected %d", got, what, expected)
		}
	}
	p.Looks("fleet")
	p.Quiet("file:")
}
