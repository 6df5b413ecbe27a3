package lsp_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/lsp"
)

const password = "geheim"

// withPassword is a folder whose configuration knows a proxy with a password, and what
// a manifest without a proxy is called in it.
func withPassword(t testing.TB) (dir, name string) {
	dir = folder(t, map[string]string{".git/HEAD": "", ".edgeproxy.yaml": "proxy:\n  url: http://user:" + password + "@proxy.example.com:3128\n"})
	return dir, uri(filepath.Join(dir, "a.json"))
}

type action struct {
	Title, Kind string
	Edit        json.RawMessage
	Data        json.RawMessage
	Command     *struct {
		Command   string
		Arguments []json.RawMessage
	}
}

// chosen is an action as a client sends it back.
func (a action) chosen() string {
	return fmt.Sprintf(`{"title": %q, "kind": %q, "data": %s}`, a.Title, a.Kind, a.Data)
}

// resolved has the server add the edit to an action.
func (s *session) resolved(a action) action {
	s.t.Helper()
	return ask[action](s, "codeAction/resolve", a.chosen())
}

// everywhere are the parameters of a request for the actions of a whole document.
func everywhere(uri, only string) string {
	return fmt.Sprintf(`{"textDocument": {"uri": %q}, "range": {"start": {"line": 0, "character": 0}, "end": {"line": 9999, "character": 0}}, "context": {"diagnostics": [], "only": [%s]}}`, uri, only)
}

// TestHover: over a finding the page of its rule; over a variable and over a module what
// is in force, and where it comes from.
func TestHover(t *testing.T) {
	const name = "file:///x/a.json"
	for format, heading := range map[string]string{"markdown": "# EP101 agent-proxy-missing", "plaintext": "EP101 agent-proxy-missing (error, fixable)"} {
		s := start(t, lsp.Options{}, strings.ReplaceAll(full, `["markdown", "plaintext"]`, `["x", "`+format+`", "markdown", "plaintext"]`))
		hover := func(text, where string) string {
			s.open(name, text)
			return ask[struct{ Contents struct{ Value string } }](s, "textDocument/hover", at(name, text, where)).Contents.Value
		}
		if got := hover(bad(), `"env"`); !strings.Contains(got, heading) || !strings.Contains(got, "config.toml") {
			t.Errorf("over a finding: %s", got)
		}
		quoted := func(text string) string {
			if format == "markdown" {
				return "`" + text + "`"
			}
			return text
		}
		if got, want := hover(good(), `http://proxy`), quoted("https_proxy")+": "+quoted("http://proxy.example.com:3128")+", from env"; !strings.Contains(got, want) {
			t.Errorf("over a value: %s", got)
		}
		if got, want := hover(good(), `"edgeHub"`), quoted("UpstreamProtocol")+": "+quoted("AmqpWs"); !strings.Contains(got, want) {
			t.Errorf("over a module: %s", got)
		}
		if got := hover(good(), `"schemaVersion"`); got != "" {
			t.Errorf("over something else: %s", got)
		}
		for _, text := range []string{"rules: { EP101: info }", "ignore: [ { rule: agent-proxy-missing, reason: x } ]"} {
			s.open("file:///x/.edgeproxy.yaml", text)
			where := map[bool]string{true: "101", false: "proxy-"}[strings.Contains(text, "EP101")]
			got := ask[struct{ Contents struct{ Value string } }](s, "textDocument/hover", at("file:///x/.edgeproxy.yaml", text, where)).Contents.Value
			if !strings.Contains(got, heading) {
				t.Errorf("over a rule of a configuration: %s", got)
			}
		}
	}
}

// TestHostileHover: what a manifest holds is no Markdown.
func TestHostileHover(t *testing.T) {
	const name = "file:///x/a.json"
	s := start(t, lsp.Options{}, full)
	for _, evil := range []string{"![](http://example.com/x.png)", "` ![](http://example.com/x.png) `", "<img src=x>", "[a](command:x)"} {
		text := strings.Replace(good(), `"AmqpWs"`, quote(evil), 1)
		s.open(name, text)
		hover := ask[struct{ Contents struct{ Value string } }](s, "textDocument/hover", at(name, text, quote(evil))).Contents.Value
		said, _, _ := strings.Cut(hover, "# EP302")
		for span := range strings.SplitSeq(said, "\n") {
			if strings.Contains(span, evil) && !strings.Contains(span, "`") {
				t.Errorf("%s: %s", evil, span)
			}
		}
		if strings.Contains(said, "\n"+evil) || !strings.Contains(said, "EP302") && !strings.Contains(said, `UpstreamProtocol`) {
			t.Errorf("%s: %s", evil, said)
		}
	}
}

// TestLens says what the device would use.
func TestLens(t *testing.T) {
	const name = "file:///x/a.json"
	const address = `"http://proxy.example.com:3128"`
	s := start(t, lsp.Options{}, full)
	for _, test := range []struct{ text, want string }{
		{bad(), "no proxy: https_proxy is not set"},
		{good(), "would use the proxy http://proxy.example.com:3128 with AmqpWs"},
		{strings.Replace(good(), address, `" "`, 1), "no proxy: https_proxy is blank"},
		{strings.Replace(good(), "AmqpWs", "Mqtt", 1), "would not use its proxy: Mqtt does not go through one"},
		{strings.Replace(good(), "AmqpWs", "amqp_ws", 1), `would take UpstreamProtocol "amqp_ws" for not set`},
		{strings.Replace(good(), "AmqpWs", "${PROTOCOL}", 1), "with ${PROTOCOL}"},
		{strings.Replace(good(), "//proxy", "//user:"+password+"@proxy", 1), "the proxy http://***@proxy.example.com:3128"},
		{strings.Replace(good(), "UpstreamProtocol", "Other", 1), "UpstreamProtocol is not set"},
	} {
		s.open(name, test.text)
		lenses := ask[[]struct {
			Range   textRange
			Command struct{ Title, Command string }
		}](s, "textDocument/codeLens", of(name))
		row, _ := find(test.text, `"edgeAgent"`)
		if len(lenses) != 1 || lenses[0].Range.Start.Line != row || !strings.Contains(lenses[0].Command.Title, test.want) {
			t.Errorf("%v, want %s in line %d", lenses, test.want, row)
		}
	}
}

// TestLensStays: while a text is broken in the middle of typing, the lens stays at its line. It goes
// with the line, and with the document.
func TestLensStays(t *testing.T) {
	const name = "file:///x/a.json"
	s := start(t, lsp.Options{}, full)
	row, _ := find(good(), `"edgeAgent"`)
	version := 1
	line := func(text string) int {
		version++
		s.retype(name, version, text)
		lenses := ask[[]struct{ Range textRange }](s, "textDocument/codeLens", of(name))
		if len(lenses) != 1 {
			return -1
		}
		return lenses[0].Range.Start.Line
	}
	s.open(name, good())
	for _, test := range []struct {
		text string
		want int
	}{
		{good(), row}, {good() + "x", row}, {good() + "{", row}, {"{\n\n" + good(), row + 2}, {strings.Replace(good(), `"edgeHub"`, `"edgeHub`, 1), row},
		{strings.Replace(good(), `"edgeAgent"`, `"edgeAge`, 1), -1}, {strings.Replace(good(), `"edgeHub"`, ``, 1), row}, {"{}", -1},
	} {
		if got := line(test.text); got != test.want {
			t.Errorf("the lens stands in line %d, want %d:\n%s", got, test.want, test.text)
		}
	}
	s.notify("textDocument/didClose", of(name))
	s.open(name, good()+"x")
	if got := string(s.result(s.request("textDocument/codeLens", of(name)))); got != "[]" {
		t.Errorf("opened again: %s", got)
	}
}

// TestFixes: the fix of a finding and the fix of all make the manifest good, with the
// proxy of the configuration. Its password is in the chosen edit alone.
func TestFixes(t *testing.T) {
	dir, name := withPassword(t)
	for _, only := range []string{`"quickfix"`, `"source.fixAll"`, `"source.fixAll.edgeproxy"`} {
		s := start(t, lsp.Options{}, inFolder(dir))
		s.open(name, bad())
		s.published(name, 1)
		id := s.request("textDocument/codeAction", everywhere(name, only))
		m := s.answer(id)
		var all []action
		if err := json.Unmarshal(m.Result, &all); err != nil || len(all) == 0 || strings.Contains(m.raw, password) {
			t.Fatalf("%s: %v, %s", only, err, m.raw)
		}
		text := applied(t, bad(), name, s.resolved(all[0]).Edit)
		if !strings.Contains(text, password) {
			t.Errorf("%s: %s", only, text)
		}
		s.retype(name, 2, text)
		for _, d := range s.published(name, 2) {
			if d.Severity == 1 {
				t.Errorf("%s: %v is left in\n%s", only, d, text)
			}
		}
		if m := s.answer(s.request("codeAction/resolve", all[0].chosen())); m.Error == nil || m.Error.Code != -32801 {
			t.Errorf("%s: resolved for an old text: %s", only, m.raw)
		}
	}
}

// TestFixesAtOnce: a client that resolves nothing, or cannot keep what the server needs for that, and
// knows no documentChanges.
func TestFixesAtOnce(t *testing.T) {
	for _, more := range []string{"", `, "resolveSupport": {"properties": ["edit"]}`} {
		testFixesAtOnce(t, `{"textDocument": {"codeAction": {"codeActionLiteralSupport": {}`+more+`}}}`)
	}
}

func testFixesAtOnce(t *testing.T, capabilities string) {
	dir, name := withPassword(t)
	s := start(t, lsp.Options{}, fmt.Sprintf(`{"rootUri": %q, "capabilities": %s}`, uri(dir), capabilities))
	s.open(name, bad())
	all := ask[[]action](s, "textDocument/codeAction", everywhere(name, `"source"`))
	if len(all) != 1 || !strings.Contains(applied(t, bad(), name, all[0].Edit), password) {
		t.Errorf("%v", all)
	}
	all = ask[[]action](s, "textDocument/codeAction", everywhere(name, `"quickfix"`))
	if len(all) != 2 || !strings.Contains(string(all[1].Edit), "rule: EP101") {
		t.Errorf("%v", all)
	}
	s.open(uri(filepath.Join(dir, ".edgeproxy.yaml")), "{ proxy: { url: 'http://proxy.example.com:3128' } }") // no line can be added
	if all = ask[[]action](s, "textDocument/codeAction", everywhere(name, `"quickfix"`)); len(all) != 1 {
		t.Errorf("an entry that cannot be added is offered: %d %s", len(all), all[len(all)-1].Title)
	}
}

// applied makes the edits of a document, as a client does.
func applied(t *testing.T, text, uri string, edit json.RawMessage) string {
	t.Helper()
	type textEdit struct {
		Range   textRange
		NewText string
	}
	var e struct {
		Changes         map[string][]textEdit
		DocumentChanges []struct {
			TextDocument struct{ URI string }
			Edits        []textEdit
		}
	}
	if err := json.Unmarshal(edit, &e); err != nil {
		t.Fatalf("%v: %s", err, edit)
	}
	edits := e.Changes[uri]
	for _, d := range e.DocumentChanges {
		if d.TextDocument.URI == uri {
			edits = append(edits, d.Edits...)
		}
	}
	lines := strings.SplitAfter(text, "\n")
	offset := func(p place) int { return len(strings.Join(lines[:p.Line], "")) + p.Character } // of ASCII
	for i := len(edits) - 1; i >= 0; i-- {                                                     // which the server sends in order
		text = text[:offset(edits[i].Range.Start)] + edits[i].NewText + text[offset(edits[i].Range.End):]
	}
	return text
}

// TestIgnore: the entry that is added covers the finding before and after it is saved.
func TestIgnore(t *testing.T) {
	for _, before := range []string{"", "rules: { EP203: off }\n"} {
		files := map[string]string{".git/HEAD": "", "sites/x": ""}
		if before != "" {
			files[".edgeproxy.yaml"] = before
		}
		dir := folder(t, files)
		name, config := uri(filepath.Join(dir, "sites", "a.json")), uri(filepath.Join(dir, ".edgeproxy.yaml"))
		s := start(t, lsp.Options{}, inFolder(dir))
		s.open(name, bad())
		s.published(name, 1)
		all := ask[[]action](s, "textDocument/codeAction", everywhere(name, `"quickfix"`))
		if len(all) != 1 || !strings.HasPrefix(all[0].Title, "Ignore EP101 here") {
			t.Fatalf("%v", all)
		}
		edit := s.resolved(all[0]).Edit
		if creates := strings.Contains(string(edit), `"kind":"create"`); creates != (before == "") {
			t.Errorf("%s", edit)
		}
		after := applied(t, before, config, edit)
		s.notify("textDocument/didOpen", fmt.Sprintf(`{"textDocument": {"uri": %q, "version": 1, "text": %s}}`, config, quote(after)))
		if got := s.published(config, 1); len(got) != 0 {
			t.Errorf("the configuration: %v\n%s", got, after)
		}
		if got := s.published(name, 1); len(got) != 0 {
			t.Errorf("not saved yet: %v\n%s", got, after)
		}
		s.notify("textDocument/didClose", of(config))
		if got := codes(s.published(name, 1)); got != "EP101" {
			t.Errorf("thrown away: %s", got)
		}
		if err := os.WriteFile(filepath.Join(dir, ".edgeproxy.yaml"), []byte(after), 0o644); err != nil {
			t.Fatal(err)
		}
		s.notify("workspace/didChangeWatchedFiles", `{"changes": []}`)
		if got := s.published(name, 1); len(got) != 0 {
			t.Errorf("saved: %v\n%s", got, after)
		}
	}
}

// TestAskProxy: a client that asks for the proxy gets its command where the proxy alone is
// missing, and above edgeAgent.
func TestAskProxy(t *testing.T) {
	const name = "file:///x/a.json"
	for _, asks := range []bool{true, false} {
		s := start(t, lsp.Options{}, strings.Replace(full, "{", fmt.Sprintf(`{"initializationOptions": {"asksForProxy": %t}, `, asks), 1))
		s.open(name, bad())
		all := ask[[]action](s, "textDocument/codeAction", everywhere(name, `"quickfix"`))
		offered := len(all) > 0 && all[0].Command != nil && all[0].Command.Command == "edgeproxy.setProxy" && strings.Contains(string(all[0].Command.Arguments[0]), name)
		lens := string(s.result(s.request("textDocument/codeLens", of(name))))
		if offered != asks || strings.Contains(lens, `"command":"edgeproxy.setProxy","arguments":[{"uri":"`+name+`"}]`) != asks {
			t.Errorf("%t: %v, %s", asks, all, lens)
		}
	}
}

// TestIgnoreWithReason: a client that asks for the reason gets a command of its own, and
// hands the reason on.
func TestIgnoreWithReason(t *testing.T) {
	dir := folder(t, map[string]string{".git/HEAD": ""})
	name, config := uri(filepath.Join(dir, "a.json")), uri(filepath.Join(dir, ".edgeproxy.yaml"))
	s := start(t, lsp.Options{}, strings.Replace(inFolder(dir), "{", `{"initializationOptions": {"asksForReason": true}, `, 1))
	s.open(name, bad())
	all := ask[[]action](s, "textDocument/codeAction", everywhere(name, `"quickfix"`))
	if len(all) != 1 || all[0].Command == nil || all[0].Command.Command != "edgeproxy.askReason" {
		t.Fatalf("%v", all)
	}
	argument := strings.Replace(string(all[0].Command.Arguments[0]), `"reason":""`, `"reason":"no proxy in the lab"`, 1)
	id := s.request("workspace/executeCommand", `{"command": "edgeproxy.ignore", "arguments": [`+argument+`]}`)
	got := s.acceptEdit(config, "")
	if !strings.Contains(got, `path: "a.json"`) || !strings.Contains(got, `reason: "no proxy in the lab"`) {
		t.Errorf("%s", got)
	}
	s.result(id)
}

// acceptEdit makes the edit that the server asks for.
func (s *session) acceptEdit(uri, text string) string {
	s.t.Helper()
	m := s.wait("workspace/applyEdit", func(m message) bool { return m.Method == "workspace/applyEdit" })
	s.send(fmt.Sprintf(`{"jsonrpc": "2.0", "id": %s, "result": {"applied": true}}`, m.ID))
	var p struct{ Edit json.RawMessage }
	if err := json.Unmarshal(m.Params, &p); err != nil {
		s.t.Fatal(err)
	}
	return applied(s.t.(*testing.T), text, uri, p.Edit)
}

// TestApply: the command sets the proxy that it is given, or that of the configuration.
func TestApply(t *testing.T) {
	dir, name := withPassword(t)
	s := start(t, lsp.Options{}, inFolder(dir))
	s.open(name, bad())
	run := func(argument string) int {
		return s.request("workspace/executeCommand", fmt.Sprintf(`{"command": "edgeproxy.apply", "arguments": [{"uri": %q%s}]}`, name, argument))
	}
	for argument, want := range map[string]string{
		``: password, `, "proxyUrl": "http://10.0.0.8:3128", "upstreamProtocol": "MqttWs"`: `"http://10.0.0.8:3128"`,
	} {
		id := run(argument)
		if got := s.acceptEdit(name, bad()); !strings.Contains(got, want) {
			t.Errorf("%s: %s", argument, got)
		}
		if got := string(s.result(id)); !strings.Contains(got, `"changes":`) {
			t.Errorf("%s: %s", argument, got)
		}
	}
	for argument, want := range map[string]string{
		`, "proxyUrl": "http://user:` + password + `:x@proxy.example.com"`: "cannot be set",
		`, "upstreamProtocol": "Mqtt"`:                                     "Mqtt",
	} {
		if m := s.answer(run(argument)); m.Error == nil || !strings.Contains(m.Error.Message, want) || strings.Contains(m.raw, password) {
			t.Errorf("%s: %s", argument, m.raw)
		}
	}
	s.open("file:///x/b.json", bad())
	if m := s.answer(s.request("workspace/executeCommand", `{"command": "edgeproxy.apply", "arguments": [{"uri": "file:///x/b.json"}]}`)); m.Error == nil || !strings.Contains(m.Error.Message, "no proxy is known") {
		t.Errorf("without a proxy: %s", m.raw)
	}
}

// TestConfiguration: faults of a configuration stand in it, and on manifests that could not
// be checked because of it.
func TestConfiguration(t *testing.T) {
	dir := folder(t, map[string]string{".git/HEAD": "", "a.json": ""})
	config, name := uri(filepath.Join(dir, ".edgeproxy.yaml")), uri(filepath.Join(dir, "a.json"))
	s := start(t, lsp.Options{}, inFolder(dir))
	s.open(config, "rules: { EP10: info }\n")
	found := s.published(config, 1)
	if len(found) != 1 || !strings.Contains(found[0].Message, "EP10") || found[0].Range != (textRange{place{0, 9}, place{0, 13}}) {
		t.Errorf("a fault: %v", found)
	}
	s.open(name, bad())
	if found := s.published(name, 1); len(found) != 1 || !strings.Contains(found[0].Message, "not checked: .edgeproxy.yaml:1:10") {
		t.Errorf("a manifest: %v", found)
	}
	s.retype(config, 2, "rules: { EP101: info }\nignore: [ { rule: EP203, reason: x, until: 2020-01-01 } ]\n")
	if found := s.published(config, 2); codes(found) != "EP901" || !strings.Contains(found[0].Message, "expired") {
		t.Errorf("an expired entry: %v", found)
	}
	if found := s.published(name, 1); codes(found) != "EP101" || found[0].Severity != 3 {
		t.Errorf("a manifest again: %v", found)
	}
	s.retype(config, 3, "proxy: { url: 'http://user:"+password+"' }\n")
	for _, name := range []string{config, name} {
		if found := s.published(name, map[string]int{config: 3}[name]+map[bool]int{true: 1}[name != config]); len(found) != 1 || strings.Contains(found[0].Message, password) {
			t.Errorf("a wrong address: %v", found)
		}
	}
}

// TestNestedConfiguration: what a nested configuration may not say stands there.
func TestNestedConfiguration(t *testing.T) {
	dir := folder(t, map[string]string{".git/HEAD": "", ".edgeproxy.yaml": "rules: { EP203: info }"})
	config := uri(filepath.Join(dir, "lab", ".edgeproxy.yaml"))
	s := start(t, lsp.Options{}, inFolder(dir))
	s.open(config, "rules:\n  EP203: error\n  EP101: off\n")
	found := s.published(config, 1)
	if len(found) != 1 || found[0].Severity != 2 || !strings.Contains(found[0].Message, "EP101: off has no effect\na nested file") || found[0].Range != (textRange{place{2, 2}, place{2, 12}}) {
		t.Errorf("nested: %v", found)
	}
	s.open(uri(filepath.Join(dir, ".edgeproxy.yaml")), "delegate: [lab]")
	if found := s.published(config, 1); len(found) != 0 {
		t.Errorf("delegated: %v", found)
	}
}

// TestCompletion offers variables and their values, also while the text is no JSON.
func TestCompletion(t *testing.T) {
	dir := folder(t, map[string]string{".git/HEAD": "", ".edgeproxy.yaml": "proxy: { url: 'http://proxy.example.com:3128' }"})
	name := uri(filepath.Join(dir, "a.json"))
	s := start(t, lsp.Options{}, inFolder(dir))
	head, _, _ := strings.Cut(bad(), `"env"`)
	for _, test := range []struct{ typed, want string }{
		{`"env": { |`, `"https_proxy": { "value": "${1:http://}" }`},
		{`"env": { "ht|`, `"https_proxy": { "value": "${1:http://}" }`},
		{`"env": { "ht|": { "value": "x" } }`, `"https_proxy"`},
		{`"env": { "https_proxy": { "value": "|" } }`, `"http://proxy.example.com:3128"`},
		{`"env": { "UpstreamProtocol": { "value": "Am|" }, `, `"AmqpWs"`},
		{`"env": { "upstreamprotocol": { "value": |`, `"AmqpWs"`},
		{`"env": { "https_proxy": {}, |`, `"UpstreamProtocol": { "value": "${1:AmqpWs}" }`},
		{`"env": { | "other": { "https_proxy": 1 } /* } */ }, "https_proxy": 1`, `"https_proxy": { "value": "${1:http://}" }`},
		{`"env": { | "HTTPS_PROXY": { "value": "x" } }`, `"UpstreamProtocol": { "value": "${1:AmqpWs}" }`},
		{"\"env\": { \"|\n \"other\": [{}], // }\n \"https_proxy\": {} }", `"UpstreamProtocol": { "value": "${1:AmqpWs}" }`},
		{`"env": { "https|_proxy": { "value": "x" } }`, `"https_proxy"`},
		{`"env": { // "|`, ``},
		{`"settings": { "|`, ``},
		{`"env": { "OTHER": { "value": "|`, ``},
	} {
		typed := strings.Replace(test.typed, "|", "", 1)
		text := head + typed
		s.open(name, text)
		row, column := find(head+test.typed, "|")
		got := ask[[]struct{ TextEdit struct{ NewText string } }](s, "textDocument/completion",
			fmt.Sprintf(`{"textDocument": {"uri": %q}, "position": {"line": %d, "character": %d}}`, name, row, column))
		first := ""
		if len(got) > 0 {
			first = got[0].TextEdit.NewText
		}
		if first != test.want {
			t.Errorf("%s: %q, want %q", test.typed, first, test.want)
		}
	}
}

// TestConfigurationCompletion offers protocols and rules.
func TestConfigurationCompletion(t *testing.T) {
	const name = "file:///x/.edgeproxy.yaml"
	s := start(t, lsp.Options{}, full)
	for _, test := range []struct{ text, want string }{
		{"proxy:\n  upstream-protocol: |", "AmqpWs"}, {"rules: { EP|", "EP001"}, {"ignore:\n  - rule: |", "EP001"}, {"proxy:\n  url: |", ""},
	} {
		s.open(name, strings.Replace(test.text, "|", "", 1))
		row, column := find(test.text, "|")
		got := ask[[]struct{ Label string }](s, "textDocument/completion",
			fmt.Sprintf(`{"textDocument": {"uri": %q}, "position": {"line": %d, "character": %d}}`, name, row, column))
		if test.want == "" && len(got) > 0 || test.want != "" && (len(got) == 0 || got[0].Label != test.want) {
			t.Errorf("%s: %v", test.text, got)
		}
	}
}
