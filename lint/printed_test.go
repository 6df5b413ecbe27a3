package lint_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// TestPasswordsNotPrinted: an importer may print findings, options and what was mended, and
// may write findings as JSON of his own (law L9).
func TestPasswordsNotPrinted(t *testing.T) {
	const password = "s3cret"
	url, err := manifest.ParseProxyURL("http://user:" + password + "@proxy.example.com:3128")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := manifest.Parse([]byte(stripping))
	if err != nil {
		t.Fatal(err)
	}
	opts := lint.Options{Expect: lint.Expect{URL: url}}
	findings := lint.Run(doc, opts)
	fixed, err := opts.Fix(doc, findings)
	if err != nil {
		t.Fatal(err)
	}
	if len(findings) == 0 || len(findings[0].Fixes) == 0 || !strings.Contains(string(fixed.Bytes), password) {
		t.Fatal("the fix does not write the password: nothing is tested")
	}
	text, err := json.Marshal(findings)
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{string(text)}
	for _, verb := range []string{"%v", "%+v", "%#v", "%d"} {
		texts = append(texts, fmt.Sprintf(verb, opts), fmt.Sprintf(verb, findings), fmt.Sprintf(verb, fixed), fmt.Sprintf(verb, *fixed))
	}
	for i, text := range texts {
		if strings.Contains(text, password) || strings.Contains(text, strings.Trim(fmt.Sprint([]byte(password)), "[]")) {
			t.Errorf("text %d shows the password", i) // not the text: it holds the password
		}
	}
	if got, want := fmt.Sprint(fixed), "3 mended, 1 left"; got != want { // that a password stands in the manifest
		t.Errorf("got %q, want %q", got, want)
	}
}
