package check_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// TestTidied puts a password into every text of a finding but those of edits.
func TestTidied(t *testing.T) {
	const url = "http://user:s3cr3t@proxy:3128"
	quoted := fmt.Sprintf("%q is wrong", url)
	f := check.Finding{
		Module: url, Pointer: "/a/http:~1~1user:s3cr3t@proxy:3128/b", Message: "env/" + url + ": " + quoted, Help: quoted,
		Related:    []check.Related{{Pointer: "/http:~1~1user:s3cr3t@proxy", Message: quoted}},
		Fixes:      []check.Fix{{Message: quoted, Edits: []manifest.Edit{{Text: url}}}},
		Suppressed: &check.Suppression{By: check.ByIgnore, Reason: "see " + url},
	}
	got := f.Tidied()
	if text := got.Fixes[0].Edits[0].Text; text != url {
		t.Errorf("an edit would write %q", text)
	}
	got.Fixes[0].Edits = nil
	if text := fmt.Sprintf("%#v %#v", got, *got.Suppressed); strings.Contains(text, "s3cr3t") || strings.Count(text, "//***@proxy")+strings.Count(text, "~1~1***@proxy") != 9 || !strings.Contains(text, "env/http://***@proxy:3128: ") {
		t.Errorf("got %s", text)
	}
	if f.Related[0].Message != quoted || f.Fixes[0].Message != quoted || f.Suppressed.Reason != "see "+url {
		t.Errorf("the finding itself has changed: %+v", f)
	}
	const help = "write http://USER:p%40ss@HOST:PORT"
	if got := (check.Finding{Help: help}).Tidied().Help; got != help {
		t.Errorf("the rule's own words have become %q", got)
	}
}

func TestTidiedCuts(t *testing.T) {
	long := strings.Repeat("日", 101)
	for in, want := range map[string]string{
		strings.Repeat("x", 1500):                       strings.Repeat("x", 1500),
		strings.Repeat("x", 2001):                       strings.Repeat("x", 2000) + "…",
		`module "` + long + `" of "b"`:                  `module "` + long[:300] + `…" of "b"`,
		`"` + long[:300] + `" is no word`:               `"` + long[:300] + `" is no word`,
		`a "` + strings.Repeat(`\"`, 60) + `"`:          `a "` + strings.Repeat(`\"`, 60) + `"`,
		`a "` + strings.Repeat(`\x01`, 101) + `" b "c"`: `a "` + strings.Repeat(`\x01`, 100) + `…" b "c"`,
		`open "` + long:                                 `open "` + long[:300] + "…",
	} {
		got := check.Finding{Message: in}.Tidied()
		if got.Message != want {
			t.Errorf("%.60s… has become\n%s", in, got.Message)
		}
		if again := got.Tidied().Message; again != got.Message {
			t.Errorf("cut twice: %s", again)
		}
	}
}
