package rules_test

import (
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
)

// TestUnclearComment: a line comment that tools end at different places is an error, in
// a template, too; what all of them end at one place is a warning.
func TestUnclearComment(t *testing.T) {
	clean := ep4Base(ep4Proxy, ep4Proxy, "")
	for comment, want := range map[string]string{
		"// c\r":                "error",
		"// c\r\r\n":            "error",
		"// a\n// c\r":          "warning error",
		"// c\u2028 \"x\": 1\n": "error",
		"// c\n":                "warning",
		"// c\r\n":              "warning",
		"/* c\r */":             "warning",
		"/* c */\r":             "warning",
		"/* // \r */":           "warning",
		"/* c\u2028 */":         "warning",
	} {
		for _, template := range []bool{false, true} {
			start, expected := "{"+comment, want
			if template {
				start, expected = `{"$schema-template": "4.0.0", `+comment, strings.ReplaceAll(want, "warning", "info")
			}
			if comment == "// c\r\r\n" {
				start = strings.Replace(start, "\r\r\n", "\r\"x\": 1,\r\n", 1)
			}
			var got []string
			for _, f := range only(lint.Source([]byte(start+clean[1:]), lint.Options{}), "EP003") {
				got = append(got, f.Severity.String())
			}
			if strings.Join(got, " ") != expected {
				t.Errorf("%q (template: %v): got %q, want %q", comment, template, got, expected)
			}
		}
	}
	for end, want := range map[string]int{"// c\r": 0, "// c\r \n": 0, "// c": 0} {
		errors := 0
		for _, f := range lint.Source([]byte(clean+end), lint.Options{}) {
			if f.Rule == "EP003" && f.Severity == lint.Error {
				errors++
			}
		}
		if errors != want {
			t.Errorf("%q at the end: got %d errors, want %d", end, errors, want)
		}
	}
}
