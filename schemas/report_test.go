package schemas_test

import (
	"testing"
)

func TestReport(t *testing.T) {
	const (
		report = `{
			"version": 1,
			"tool": {"name": "edgeproxy", "version": "(devel)"},
			"summary": {"files": 1, "skipped": 0, "errors": 1, "warnings": 0, "infos": 0},
			"findings": [{
				"rule": "EP101", "name": "agent-proxy-missing", "severity": "error", "message": "m",
				"file": "a.json", "pointer": "",
				"start": {"offset": 0, "line": 1, "column": 1}, "end": {"offset": 2, "line": 1, "column": 3}
			}]
		}`
		finding = "/findings/0"
		place   = `"start": {"offset": 0, "line": 1, "column": 1}, "end": {"offset": 0, "line": 1, "column": 1}`
	)
	run(t, "report", report, []manifestCase{
		{"smallest", nil, nil},
		{"no findings", []edit{{"/findings", `[]`}}, nil},
		{"members of a later version", []edit{{"/elapsed", `1`}, {finding + "/url", `"https://example.com"`}}, nil},
		{"all of it", []edit{
			{finding + "/help", `"h"`}, {finding + "/module", `"edgeAgent"`},
			{finding + "/related", `[{"pointer": "/a", "message": "m", ` + place + `}, {"file": "b.json", "pointer": "", "message": "m", ` + place + `}]`},
			{finding + "/fixes", `[{"message": "m", "safe": true, "edits": [{` + place + `, "text": ""}]}]`},
			{finding + "/suppressed", `{"by": "ignore", "reason": "r"}`},
		}, nil},
		{"notes", []edit{{"/notes", `[{"file": "", "line": 0, "message": "m"}, {"file": "etc/x", "line": 3, "message": "m"}]`}}, nil},
		{"bad notes", []edit{{"/notes", `[{"file": "", "line": -1, "message": ""}, {}]`}}, []string{
			"/notes/0/line: minimum", "/notes/0/message: minLength", "/notes/1: needs file, line, message"}},
		{"nothing suppressed", []edit{{finding + "/suppressed", `null`}, {finding + "/related", `[]`}, {finding + "/fixes", `[]`}}, nil},

		{"other version", []edit{{"/version", `2`}}, []string{"/version: enum"}},
		{"empty", []edit{{"", `{}`}}, []string{": needs version, tool, summary, findings"}},
		{"tool", []edit{{"/tool", `"edgeproxy"`}}, []string{"/tool: type"}},
		{"summary", []edit{{"/summary", `{"files": -1, "skipped": 0, "errors": 0, "warnings": 0}`}}, []string{
			"/summary/files: minimum", "/summary: needs infos"}},
		{"no findings at all", []edit{{"/findings", `null`}}, []string{"/findings: type"}},
		{"finding", []edit{{"/findings", `[{}]`}}, []string{
			finding + ": needs rule, name, severity, message, file, pointer, start, end"}},
		{"values", []edit{
			{finding + "/rule", `"101"`}, {finding + "/name", `"Agent proxy"`}, {finding + "/severity", `"off"`},
			{finding + "/message", `""`}, {finding + "/pointer", `"a"`},
		}, []string{
			finding + "/message: minLength", finding + "/name: pattern", finding + "/pointer: pattern",
			finding + "/rule: pattern", finding + "/severity: enum"}},
		{"position", []edit{{finding + "/start", `{"offset": -1, "line": 0, "column": 0}`}, {finding + "/end", `7`}}, []string{
			finding + "/end: type", finding + "/start/column: minimum", finding + "/start/line: minimum", finding + "/start/offset: minimum"}},
		{"related", []edit{{finding + "/related", `[{"pointer": ""}]`}}, []string{finding + "/related/0: needs message, start, end"}},
		{"fix", []edit{{finding + "/fixes", `[{"message": "m", "edits": [{"text": "x"}]}]`}}, []string{
			finding + "/fixes/0/edits/0: needs start, end", finding + "/fixes/0: needs safe"}},
		{"suppression", []edit{{finding + "/suppressed", `{"by": "me"}`}}, []string{finding + "/suppressed/by: enum"}},
		{"suppressed yes", []edit{{finding + "/suppressed", `true`}}, []string{finding + "/suppressed: type"}},
	})
}
