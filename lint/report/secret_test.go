package report

import (
	"bytes"
	"runtime"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/check"
)

// TestDiffHides: whether a text is a password, only the whole file tells.
func TestDiffHides(t *testing.T) {
	const file = `{
  "createOptions": "{\"Env\":[\"https_proxy=http:\\u002f\\u002fuser:s3cr3t",
  "createOptions01": "t4il@proxy:3128\"]}",
  "a": 1,
  "b": 2,
  "c": 3,
  "d": 4,
  "e": 5,
  "p": "http://user\u003as3cr3t@proxy:3128"
}
`
	after := strings.NewReplacer("t4il@", "t4il2@", `"p": "http://user\u003as3cr3t@`, `"p": "http://user\u003as3cr3t2@`).Replace(file)
	var b bytes.Buffer
	if err := Diff(&b, "user:s3cr3t@x.json", []byte(file), []byte(after), false); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	if strings.Contains(text, "s3cr3t") || strings.Contains(text, "t4il") {
		t.Errorf("the diff shows a password:\n%s", text)
	}
	for _, line := range []string{
		"--- user:***@x.json.orig\n",
		`-  "createOptions01": "***@proxy:3128\"]}",` + "\n" + `+  "createOptions01": "***@proxy:3128\"]}",` + "\n",
		`-  "p": "http://user\u003a***@proxy:3128"` + "\n" + `+  "p": "http://user\u003a***@proxy:3128"` + "\n",
		` "createOptions": "{\"Env\":[\"https_proxy=http:\\u002f\\u002fuser:***",` + "\n",
	} {
		if !strings.Contains(text, line) {
			t.Errorf("the diff lacks %q:\n%s", line, text)
		}
	}
}

func TestHidePath(t *testing.T) {
	for in, want := range map[string]string{
		"sites/a:b/@types/x.json":             "sites/a:b/@types/x.json",
		"C:/sites/me@example.com/x.json":      "C:/sites/me@example.com/x.json",
		"user:s3cr3t@proxy.json":              "user:***@proxy.json",
		"http:/user:s3cr3t@proxy:3128/x.json": "http:/user:***@proxy:3128/x.json",
		"a/user%3As3cr3t%40proxy.json":        "a/user%3A***%40proxy.json",
	} {
		if got := HidePath(in); got != want {
			t.Errorf("%s is shown as %s, want %s", in, got, want)
		}
	}
	const message = `sites/user:s3cr3t@x.json: 3:5: "http://u:s3cr3t 2@h" at /a: me@example.com`
	if got, want := Hide(message), `sites/user:***@x.json: 3:5: "http://u:***@h" at /a: me@example.com`; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestCountsMore: findings that are not listed count.
func TestCountsMore(t *testing.T) {
	listed := []check.Finding{{Severity: check.Error}, {Severity: check.Error, More: 12345}, {Severity: check.Info, More: 7, Suppressed: &check.Suppression{}}}
	run := &Run{Files: []File{Locate("a.json", []byte("{}"), listed)}}
	if got := run.Count(check.Error); got != 12346 {
		t.Errorf("%d errors", got)
	}
	if got, want := run.summary(), "12346 errors in 1 file (7 suppressed)"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestSnippetKeepsNoLine: the snippets of a minified file are no copies of it.
func TestSnippetKeepsNoLine(t *testing.T) {
	src := []byte(strings.Repeat(`"key":"value",`, 20_000))
	findings := make([]check.Finding, 500)
	for i := range findings {
		findings[i].Span.Start = i * 500
		findings[i].Span.End = len(src)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	Locate("a.json", src, findings)
	runtime.ReadMemStats(&after)
	if size := after.TotalAlloc - before.TotalAlloc; size > uint64(20*len(src)) {
		t.Errorf("%d bytes were allocated for a file of %d", size, len(src))
	}
}
