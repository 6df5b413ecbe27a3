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
  "p": "http://user:s3cr3t@proxy:3128"
}
`
	after := strings.NewReplacer("t4il@", "t4il2@", `"p": "http://user:s3cr3t@`, `"p": "http://user:s3cr3t2@`).Replace(file)
	var b bytes.Buffer
	if err := Diff(&b, "user:s3cr3t@x.json", []byte(file), []byte(after), false); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	if strings.Contains(text, "s3cr3t") || strings.Contains(text, "t4il") {
		t.Errorf("the diff shows a password:\n%s", text)
	}
	for _, line := range []string{
		"--- ***.orig\n",
		`-  "createOptions01": "***",` + "\n" + `+  "createOptions01": "***",` + "\n",
		`-  "p": "http://***@proxy:3128"` + "\n" + `+  "p": "http://***@proxy:3128"` + "\n",
		`   "createOptions": "***",` + "\n",
	} {
		if !strings.Contains(text, line) {
			t.Errorf("the diff lacks %q:\n%s", line, text)
		}
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
