package spreadsheet_test

import (
	"testing"

	"github.com/iotedge-tools/edgeproxy/manifest/spreadsheet"
)

func TestCell(t *testing.T) {
	for text, want := range map[string]string{
		"":                        "",
		"registry.example.com":    "registry.example.com",
		"a-b = c":                 "a-b = c",
		"=cmd|' /C calc'!A0":      "'=cmd|' /C calc'!A0",
		"  +1":                    "  '+1",
		"x;@SUM(A1)":              "x;'@SUM(A1)",
		`x" -1`:                   `x" '-1`,
		"＝1":                      "'＝1",
		"##vso[task.complete]":    `#\u0023vso[task.complete]`,
		"#\u00e4#[x]":             "#ä\\u0023[x]",
		"\x1b[31m\u202e\n\xff":    `\u001b[31m\u202e\u000a` + "\ufffd",
		"  ::error::x":            `\u003a:error::x`,
		"tags.site='x' AND y=\t1": `tags.site='x' AND y=\u00091`,
	} {
		if got := spreadsheet.Cell(text); got != want {
			t.Errorf("Cell(%q) = %q, want %q", text, got, want)
		}
	}
}
