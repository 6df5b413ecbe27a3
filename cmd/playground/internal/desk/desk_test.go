package desk

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

// ask asks as the page does.
func ask[A any](t testing.TB, q Question) A {
	t.Helper()
	question, err := json.Marshal(q)
	if err != nil {
		t.Fatal(err)
	}
	var a A
	answer := Answer(string(question))
	if err := json.Unmarshal([]byte(answer), &a); err != nil {
		t.Fatalf("%v in the answer %s", err, answer)
	}
	return a
}

func example(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("../../../../examples", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

const (
	address  = "http://edge:s3cr3t@proxy.example.com:3128"
	password = "s3cr3t"
)

func TestLint(t *testing.T) {
	a := ask[Linted](t, Question{Ask: "lint", Name: "a.json", Text: example(t, "scaffold.json")})
	if len(a.Problems) != 0 || len(a.Findings) != 1 || len(a.Modules) != 3 {
		t.Fatalf("%+v", a)
	}
	f := a.Findings[0]
	if f.Rule != "EP101" || f.Severity != "error" || f.Line != 13 || f.Column != 11 || f.Fix != "" || f.Count != 1 || !strings.HasPrefix(f.Message, "edgeAgent has no https_proxy") || f.Help == "" {
		t.Errorf("finding %+v", f)
	}
	if m := a.Modules[0]; m.Module != "edgeAgent" || m.Proxy != "" {
		t.Errorf("module %+v", m)
	}
	a = ask[Linted](t, Question{Ask: "lint", Text: example(t, "scaffold.json"), Settings: Settings{ProxyURL: " " + address + " "}})
	if f := a.Findings[0]; f.Fix != "add https_proxy to edgeAgent" {
		t.Errorf("with a proxy the fix is %q", f.Fix)
	}
	if a := ask[Linted](t, Question{Ask: "lint", Text: "{,}"}); len(a.Findings) != 1 || a.Findings[0].Rule != "EP001" || len(a.Modules) != 0 {
		t.Errorf("invalid text: %+v", a)
	}
}

// TestTemplateByName: the name of the file counts, as it does for the command.
func TestTemplateByName(t *testing.T) {
	text := strings.Replace(example(t, "behind-proxy.json"), `"http://proxy.example.com:3128"`, `"<PROXY>"`, 1)
	plain := ask[Linted](t, Question{Ask: "lint", Name: "a.json", Text: text})
	template := ask[Linted](t, Question{Ask: "lint", Name: "a.template.json", Text: text})
	if len(plain.Findings) == 0 || len(template.Findings) >= len(plain.Findings) {
		t.Errorf("%d findings by a usual name, %d by that of a template", len(plain.Findings), len(template.Findings))
	}
}

// TestSpans: spans count UTF-16 code units, and cut out what the findings are about.
func TestSpans(t *testing.T) {
	text := "\ufeff{\"𝄞é\": \"日\",\r\n \"modulesContent\": {\"$edgeAgent\": {\"properties.desired\": {\"systemModules\": {\"edgeAgent\": {}}, \"modules\": {\"𝄞𝄞\": {\"https_proxy\": 1}}}}}}"
	units := utf16.Encode([]rune(text))
	cut := map[string]bool{}
	for _, f := range ask[Linted](t, Question{Ask: "lint", Text: text}).Findings {
		cut[string(utf16.Decode(units[f.Span.From:f.Span.To]))] = true
	}
	for _, want := range []string{`"edgeAgent"`, `"https_proxy"`, `"𝄞𝄞"`} {
		if !cut[want] {
			t.Errorf("no finding is about %s: %v", want, cut)
		}
	}
}

func TestFix(t *testing.T) {
	q := Question{Ask: "fix", Name: "a.json", Text: example(t, "scaffold.json"), Settings: Settings{ProxyURL: address}}
	all := ask[Edited](t, q)
	if !all.Changed || strings.Count(all.Text, address) != 2 || len(all.Done) != 3 || len(all.Notes) != 1 || len(all.Problems) != 0 {
		t.Errorf("all fixes: %+v", all)
	}
	shown := strings.Join(append(append(all.Done, all.Notes...), all.Diff...), "\n")
	if strings.Contains(shown, password) || !strings.Contains(shown, `+                "value": "http://***@proxy.example.com:3128"`) {
		t.Errorf("shown: %s", shown)
	}
	zero, hundred := 0, 100
	q.Finding = &zero
	if one := ask[Edited](t, q); strings.Count(one.Text, address) != 1 || len(one.Done) != 1 {
		t.Errorf("one fix: %+v", one)
	}
	q.Finding = &hundred
	if none := ask[Edited](t, q); none.Changed || len(none.Problems) != 1 {
		t.Errorf("no such finding: %+v", none)
	}
	if none := ask[Edited](t, Question{Ask: "fix", Text: q.Text}); none.Changed || len(none.Notes) != 1 || !strings.Contains(none.Notes[0], "never guesses a proxy") || none.Text != q.Text {
		t.Errorf("no proxy: %+v", none)
	}
	if none := ask[Edited](t, Question{Ask: "fix", Text: "{,}"}); len(none.Problems) != 1 {
		t.Errorf("invalid text: %+v", none)
	}
}

func TestApply(t *testing.T) {
	q := Question{Ask: "apply", Name: "a.json", Text: example(t, "scaffold.json"), Settings: Settings{ProxyURL: address, Modules: "thermo*, ", NoProxy: "edgeHub"}}
	a := ask[Edited](t, q)
	if strings.Count(a.Text, address) != 3 || strings.Count(a.Text, `"AmqpWs"`) != 3 || strings.Count(a.Text, "no_proxy") != 1 {
		t.Errorf("applied: %+v", a)
	}
	q.Settings.UpstreamProtocol = "none"
	if a := ask[Edited](t, q); strings.Contains(a.Text, "UpstreamProtocol") {
		t.Errorf("the protocol is not left alone: %s", a.Text)
	}
	q.Text, q.Settings.UpstreamProtocol = a.Text, ""
	if again := ask[Edited](t, q); again.Changed || len(again.Diff) != 0 || again.Text != a.Text {
		t.Errorf("again: %+v", again)
	}
	for field, change := range map[string]func(*Question){
		"proxyUrl":         func(q *Question) { q.Settings.ProxyURL = "edge:" + password + "@proxy.example.com" },
		"upstreamProtocol": func(q *Question) { q.Settings.UpstreamProtocol = "carrier pigeons" },
		"modules":          func(q *Question) { q.Settings.Modules = "nobody" },
		"":                 func(q *Question) { q.Text = "{,}" },
	} {
		faulty := q
		change(&faulty)
		a := ask[Edited](t, faulty)
		if len(a.Problems) != 1 || a.Problems[0].Field != field || strings.Contains(a.Problems[0].Message, password) || a.Text != "" {
			t.Errorf("%s: %+v", field, a)
		}
	}
	q.Settings.ProxyURL = ""
	if a := ask[Edited](t, q); len(a.Problems) != 1 || a.Problems[0].Field != "proxyUrl" {
		t.Errorf("no address: %+v", a)
	}
}

func TestExplain(t *testing.T) {
	for _, r := range lint.DefaultRules() {
		a := ask[Explained](t, Question{Ask: "explain", Rule: r.ID})
		if a.Rule != r.ID || a.Name != r.Name || a.Summary == "" || len(a.Why) == 0 || len(a.Diff) < 4 || len(a.Problems) != 0 {
			t.Errorf("%s: %+v", r.ID, a)
		}
	}
	if a := ask[Explained](t, Question{Ask: "explain", Rule: "EP999"}); len(a.Problems) != 1 {
		t.Errorf("no such rule: %+v", a)
	}
}

func TestReport(t *testing.T) {
	a := ask[Reported](t, Question{Ask: "report", Name: "<b>.json", Text: example(t, "credentials.json")})
	if !strings.HasPrefix(a.HTML, "<!DOCTYPE html>") || !strings.Contains(a.HTML, "&lt;b&gt;.json") || strings.Contains(a.HTML, "<b>") {
		t.Errorf("report %.300s", a.HTML)
	}
}

// FuzzAnswer: there is an answer to everything; it shows no password and nothing that
// cannot be seen, but in the new text.
func FuzzAnswer(f *testing.F) {
	for _, name := range []string{"scaffold.json", "credentials.json", "layered-agent.json", "template.json"} {
		f.Add(example(f, name), "proxy.example.com:3128", "blob*", "AmqpWs")
	}
	f.Add("\ufeff{\"modulesContent\": {\"$edgeAgent\": {\"properties.desired.modules.\u202e\": {\"https_proxy\": 1}}}}", "\x00", "[", "x")
	f.Add("\ufe0f", "", "", "") // %q shows it as it is
	f.Fuzz(func(t *testing.T, text, host, modules, protocol string) {
		zero := 0
		for _, q := range []Question{{Ask: "lint"}, {Ask: "fix"}, {Ask: "fix", Finding: &zero}, {Ask: "apply"}, {Ask: "report"}, {Ask: text}} {
			q.Name, q.Text, q.Settings = modules, text, Settings{ProxyURL: "http://edge:" + password + "@" + host, Modules: modules, NoProxy: host, UpstreamProtocol: protocol}
			if strings.Contains(text+host+modules+protocol, password) {
				return
			}
			a := ask[map[string]any](t, q)
			if _, ok := a["problems"].([]any); !ok {
				t.Fatalf("%s: no list of problems: %v", q.Ask, a)
			}
			delete(a, "text") // it holds what it must
			delete(a, "html") // package report's tests look at it
			shown, _ := json.Marshal(a)
			if strings.Contains(string(shown), password) {
				t.Errorf("%s shows the password: %s", q.Ask, shown)
			}
			for i, fault := range hiddenIn(a) {
				t.Errorf("%s: %d: what cannot be seen is shown: %q", q.Ask, i, fault)
			}
		}
	})
}

// hiddenIn lists the texts of an answer that hold what cannot be seen. A line of a diff
// may hold tabs.
func hiddenIn(v any) (faults []string) {
	switch v := v.(type) {
	case string:
		if strings.ContainsFunc(v, func(r rune) bool { return r != '\t' && plain.Hidden(r) }) {
			faults = append(faults, v)
		}
	case []any:
		for _, e := range v {
			faults = append(faults, hiddenIn(e)...)
		}
	case map[string]any:
		for _, e := range v {
			faults = append(faults, hiddenIn(e)...)
		}
	}
	return faults
}
