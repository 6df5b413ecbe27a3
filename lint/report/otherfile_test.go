package report_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest/device"
)

// TestRelatedElsewhere: a related place in another file has the path and the position
// of that file, in every format that shows related places.
func TestRelatedElsewhere(t *testing.T) {
	dev := device.Read(fstest.MapFS{"etc/aziot/config.toml": {Data: []byte("hostname = \"a\"\n[agent.env]\nhttps_proxy = \"http://proxy.example.com:3128\"\n")}})
	dev.Rename(func(path string) string { return "image/" + path })
	s, ok := dev.AgentProxy()
	if !ok {
		t.Fatal("no proxy")
	}
	finding := check.Finding{Rule: "EP601", Severity: check.Error, Message: "m", Help: "h", Related: []check.Related{check.RelatedSetting(s, "the device's")}}
	run := &report.Run{Files: []report.File{report.Locate("a.json", []byte("{}\n"), []check.Finding{finding})}}
	for format, want := range map[string]string{
		"text":  "image/etc/aziot/config.toml:3:16: note: the device's",
		"json":  `"file": "image/etc/aziot/config.toml"`,
		"sarif": `"uri": "image/etc/aziot/config.toml"`,
		"html":  "image/etc/aziot/config.toml:3:16",
	} {
		write, err := report.Lookup(format)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := write(&out, run, report.Options{}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), want) {
			t.Errorf("%s: no %s in\n%s", format, want, out.String())
		}
	}
}
