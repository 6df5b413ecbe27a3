package report

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

// TestHTMLOrder: the worst findings come first, and what is accepted stands apart.
func TestHTMLOrder(t *testing.T) {
	page := string(write(t, "html", fullRun(t), Options{}))
	at := 0
	for _, text := range []string{"Not checked", "edgeAgent has no https_proxy", "sites/plant-b.json:6:11", ">warning<", ">info<", "Files with findings", "2 accepted findings", "known and accepted", ">Why<", ">EP101 agent-proxy-missing<", "Made by edgeproxy 1.2.3"} {
		next := strings.Index(page[at:], text)
		if next < 0 {
			t.Fatalf("%q does not stand behind what comes before it", text)
		}
		at += next
	}
}

// TestHTMLSaysHelpOnce: the same help is open once and folded everywhere else.
func TestHTMLSaysHelpOnce(t *testing.T) {
	finding := check.Finding{Rule: "EP101", Severity: check.Error, Message: "m", Help: "do this"}
	run := &Run{Files: []File{Locate("a.json", nil, []check.Finding{finding, finding, finding})}}
	page := write(t, "html", run, Options{})
	if open, all := bytes.Count(page, []byte("<details open>")), bytes.Count(page, []byte("do this")); open != 1 || all != 3 {
		t.Errorf("the help stands there %d times, and is open %d times", all, open)
	}
}

// TestHTMLRelated: a place in another file has the name of that file.
func TestHTMLRelated(t *testing.T) {
	d := device.Read(fstest.MapFS{"etc/aziot/config.toml": {Data: []byte("# a\nhostname = \"b\"\n")}})
	other := d.Files[0]
	finding := check.Finding{Rule: "EP601", Severity: check.Error, Message: "m", Related: []check.Related{{File: other, Span: manifest.Span{Start: 4, End: 12}, Message: "there"}}}
	page := write(t, "html", &Run{Files: []File{Locate("a.json", []byte("{}"), []check.Finding{finding})}}, Options{})
	if !bytes.Contains(page, []byte(`<span class="path">etc/aziot/config.toml:2:1</span>: there`)) {
		t.Errorf("the place in the other file is not named:\n%s", page)
	}
}

// TestHTMLBounds: a report of very many findings stays a file that a browser opens, and
// says what it leaves out, the mildest first.
func TestHTMLBounds(t *testing.T) {
	warning := check.Finding{Rule: "EP204", Severity: check.Warning, Message: "mild"}
	harm := check.Finding{Rule: "EP101", Severity: check.Error, Message: "grave"}
	var findings []check.Finding
	for range 30_000 {
		findings = append(findings, warning)
	}
	run := &Run{Files: []File{Locate("a.json", []byte("{}"), append(findings, harm))}}
	page := write(t, "html", run, Options{})
	if len(page) > 2<<20 || !bytes.Contains(page, []byte("grave")) || !bytes.Contains(page, []byte("The page is full: 28001 of 30001 rows are left out.")) {
		t.Errorf("%d bytes, which show the error: %v", len(page), bytes.Contains(page, []byte("grave")))
	}
}
