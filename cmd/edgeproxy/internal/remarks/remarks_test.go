package remarks

import (
	"bytes"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/cmd/edgeproxy/internal/console"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/report"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// said is what a remark writes to standard error.
func said(remark func(*console.Console)) string {
	var b bytes.Buffer
	remark(&console.Console{Stderr: &b, Getenv: func(string) string { return "" }})
	return b.String()
}

func TestProxy(t *testing.T) {
	for address, want := range map[string]string{
		"http://proxy.example.com:3128":  "",
		"https://proxy.example.com:3128": "own scheme is https",
		"http://127.0.0.1:3128":          "the container itself",
		"http://localhost:3128":          "the container itself",
		"http://proxy:8080/proxy.pac":    "a PAC file",
	} {
		url, err := manifest.ParseProxyURL(address)
		if err != nil {
			t.Fatal(err)
		}
		got := said(func(c *console.Console) { Proxy(c, url) })
		if want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s: %q", address, got)
		}
	}
}

func TestNoProxy(t *testing.T) {
	for _, test := range []struct {
		list   string
		chosen bool
		want   []string // one for each line
	}{
		{"", false, nil},
		{"none", false, nil},
		{"localhost,.example.com,10.0.0.4", true, nil},
		{"localhost", false, []string{"no module is chosen"}},
		{"10.0.0.0/8, *.example.com;fd00::/8", true, []string{"is one name", "10.0.0.0/8", `a "*"`, "fd00::/8"}},
		{"a.example.com, b c", true, []string{`holds "b c"`}},
	} {
		got := said(func(c *console.Console) { NoProxy(c, test.list, test.chosen) })
		if strings.Count(got, "\n") != len(test.want) {
			t.Errorf("%s: %q", test.list, got)
		}
		for _, want := range test.want {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q lacks %q", test.list, got, want)
			}
		}
	}
}

// TestUnfixed counts findings that need the proxy, and no others.
func TestUnfixed(t *testing.T) {
	file := report.File{Findings: []report.Finding{
		{Finding: check.Finding{Rule: "EP101"}},
		{Finding: check.Finding{Rule: "EP101", Fixes: []check.Fix{{}}}}, // can be fixed
		{Finding: check.Finding{Rule: "EP403"}},                         // has no fix
	}}
	got := said(func(c *console.Console) { Unfixed(c, &report.Run{Files: []report.File{file}}) })
	if !strings.HasPrefix(got, "edgeproxy: 1 finding not fixed, because the proxy is not known") {
		t.Errorf("got %q", got)
	}
}
