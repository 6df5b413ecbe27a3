package lsp_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/lsp"
)

// TestSession: what is allowed when, and how a session ends.
func TestSession(t *testing.T) {
	s := start(t, lsp.Options{Version: "v1.2.3"}, "")
	if m := s.answer(s.request("textDocument/hover", `{}`)); m.Error == nil || m.Error.Code != -32002 {
		t.Errorf("before initialize: %s", m.raw)
	}
	s.notify("textDocument/didOpen", `{}`) // passed over
	if got := string(s.result(s.request("initialize", full))); !strings.Contains(got, `"positionEncoding":"utf-16"`) || !strings.Contains(got, `"version":"v1.2.3"`) {
		t.Errorf("initialize: %s", got)
	}
	for method, code := range map[string]int{"initialize": -32600, "textDocument/rename": -32601, "workspace/executeCommand": -32602} {
		if m := s.answer(s.request(method, `{"arguments": []}`)); m.Error == nil || m.Error.Code != code {
			t.Errorf("%s: %s", method, m.raw)
		}
	}
	s.notify("$/setTrace", `{"value": "off"}`) // passed over
	if m := s.answer(s.request("textDocument/hover", `["no", "object"]`)); m.Error == nil || m.Error.Code != -32602 {
		t.Errorf("wrong parameters: %s", m.raw)
	}
	if m := s.answer(s.request("shutdown", `null`)); string(m.Result) != "null" || !strings.Contains(m.raw, `"result":null`) {
		t.Errorf("shutdown: %s", m.raw)
	}
	if m := s.answer(s.request("textDocument/hover", `{}`)); m.Error == nil || m.Error.Code != -32600 {
		t.Errorf("after shutdown: %s", m.raw)
	}
	s.notify("exit", `null`)
	if err := <-s.ended; err != nil {
		t.Errorf("exit: %v", err)
	}
}

// TestOddClients: what is said in an odd form is passed over, and the rest counts.
func TestOddClients(t *testing.T) {
	for _, initialize := range []string{
		`{}`, `null`, `{"capabilities": []}`, `{"rootUri": null, "workspaceFolders": null, "initializationOptions": null, "capabilities": {"general": null}}`,
		`{"initializationOptions": "none", "capabilities": {"textDocument": {"hover": true, "codeAction": {"resolveSupport": false}}, "workspace": []}}`,
		`{"workspaceFolders": [{"uri": "untitled:x"}, {"uri": "file:///y"}], "initializationOptions": [1], "capabilities": {}}`,
	} {
		s := start(t, lsp.Options{}, initialize)
		s.open("file:///x/a.json", bad())
		if got := codes(s.published("file:///x/a.json", 1)); got != "EP101" {
			t.Errorf("%s: %s", initialize, got)
		}
		s.open("untitled:Untitled-1", bad())
		if got := codes(s.published("untitled:Untitled-1", 1)); got != "EP101" {
			t.Errorf("%s: not saved yet: %s", initialize, got)
		}
	}
}

// TestBadEnds: a client that crashes, and one that does not speak the protocol.
func TestBadEnds(t *testing.T) {
	s := start(t, lsp.Options{}, full)
	s.notify("exit", `null`)
	if err := <-s.ended; !errors.Is(err, lsp.ErrNoShutdown) {
		t.Errorf("exit without shutdown: %v", err)
	}
	s = start(t, lsp.Options{}, full)
	s.in.Close()
	if err := <-s.ended; !errors.Is(err, lsp.ErrNoShutdown) {
		t.Errorf("the stream ends: %v", err)
	}
	s = start(t, lsp.Options{}, full)
	fmt.Fprint(s.in, "http://user:geheim@proxy.example.com\r\n\r\n") // no header
	if err := <-s.ended; err == nil || errors.Is(err, lsp.ErrNoShutdown) || strings.Contains(err.Error(), "geheim") {
		t.Errorf("no header: %v", err)
	}
}

// TestEncodings: with an emoji before the place, the columns count what the client counts.
func TestEncodings(t *testing.T) {
	text := `{"😀é": "x", ` + strings.Join(strings.Fields(strings.TrimPrefix(bad(), "{")), " ")
	before, _, _ := strings.Cut(text, `"env"`)
	for offer, want := range map[string]int{
		``: len([]rune(before)) + 1,
		`"general": {"positionEncodings": ["utf-32", "utf-8"]},`: len(before),
		`"general": {"positionEncodings": ["utf-16"]},`:          len([]rune(before)) + 1,
	} {
		s := start(t, lsp.Options{}, strings.Replace(full, `"capabilities": {`, `"capabilities": {`+offer, 1))
		s.open("file:///x/a.json", text)
		found := s.published("file:///x/a.json", 1)
		if codes(found) != "EP101" || found[0].Range.Start.Character != want || found[0].Range.End.Character != want+len(`"env"`) {
			t.Errorf("%s: %v, want column %d", offer, found, want)
		}
	}
}

// TestChanges: diagnostics follow incremental changes, and a text that is broken in the
// middle of typing has one finding.
func TestChanges(t *testing.T) {
	const name = "file:///x/a.json"
	s := start(t, lsp.Options{}, full)
	s.open(name, bad())
	if got := codes(s.published(name, 1)); got != "EP101" {
		t.Fatalf("opened: %s", got)
	}
	lines := strings.Split(bad(), "\n")
	last := len(lines) - 2 // the last brace
	change := func(version int, from, to place, text string) string {
		s.notify("textDocument/didChange", fmt.Sprintf(`{"textDocument": {"uri": %q, "version": %d}, "contentChanges": [
			{"range": {"start": {"line": %d, "character": %d}, "end": {"line": %d, "character": %d}}, "text": %q}]}`,
			name, version, from.Line, from.Character, to.Line, to.Character, text))
		return codes(s.published(name, version))
	}
	if got := change(2, place{last, 0}, place{last, 1}, ""); got != "EP001" {
		t.Errorf("without the last brace: %s", got)
	}
	if got := change(3, place{last, 0}, place{last, 0}, "}"); got != "EP101" {
		t.Errorf("with it again: %s", got)
	}
	row, column := find(bad(), `"UpstreamProtocol"`)
	if got := change(4, place{row, column}, place{row, column}, `"https_proxy": {"value": "http://proxy.example.com:3128"}, `); got != "" {
		t.Errorf("with a proxy: %s", got)
	}
	s.notify("textDocument/didClose", of(name))
	if got := s.published(name, 0); len(got) != 0 {
		t.Errorf("closed: %v", got)
	}
}

func find(text, where string) (line, column int) {
	before, _, _ := strings.Cut(text, where)
	return strings.Count(before, "\n"), len(before) - strings.LastIndexByte(before, '\n') - 1
}

// TestOthers: files that are no manifests get nothing, until they become one, and
// nothing again after that.
func TestOthers(t *testing.T) {
	s := start(t, lsp.Options{}, full)
	s.open("file:///x/package.json", `{"name": "x", "https_proxy": "}`)
	s.open("file:///x/compose.yaml", "a: "+bad())
	s.open("file:///x/a.json", bad())
	s.published("file:///x/a.json", 1)
	for method, want := range map[string]string{"hover": "null", "completion": "null", "codeLens": "[]"} {
		if got := s.result(s.request("textDocument/"+method, at("file:///x/package.json", " x", "x"))); string(got) != want {
			t.Errorf("%s: %s", method, got)
		}
	}
	if len(s.waiting) > 0 {
		t.Errorf("messages: %v", s.waiting)
	}
	s.retype("file:///x/package.json", 2, bad())
	if got := codes(s.published("file:///x/package.json", 2)); got != "EP101" {
		t.Errorf("now it is one: %s", got)
	}
	s.retype("file:///x/package.json", 3, `{}`)
	if got := s.published("file:///x/package.json", 3); len(got) != 0 {
		t.Errorf("and now it is none: %v", got)
	}
}

// blocking is a catalogue with a rule that waits, and what lets it go on.
func blocking() (rules []lint.Rule, goOn chan struct{}) {
	goOn = make(chan struct{})
	rule := lint.Rule{ID: "ZZ999", Name: "blocking", Severity: check.Info, Check: func(*lint.Pass) { <-goOn }}
	return append(lint.DefaultRules(), rule), goOn
}

// TestCancel: a request that is cancelled is answered at once, and the others later.
func TestCancel(t *testing.T) {
	const name = "file:///x/a.json"
	rules, goOn := blocking()
	s := start(t, lsp.Options{Rules: rules}, full)
	s.open(name, bad())
	first := s.request("textDocument/codeLens", of(name))
	second := s.request("textDocument/codeLens", of(name))
	s.notify("$/cancelRequest", fmt.Sprintf(`{"id": %d}`, first))
	s.notify("$/cancelRequest", `{"id": "another"}`)
	if m := s.answer(first); m.Error == nil || m.Error.Code != -32800 {
		t.Errorf("cancelled: %s", m.raw)
	}
	close(goOn)
	if got := s.result(second); !strings.Contains(string(got), "the device would use no proxy") {
		t.Errorf("the other: %s", got)
	}
	s.notify("$/cancelRequest", fmt.Sprintf(`{"id": %d}`, second)) // it is answered already
	s.result(s.request("shutdown", `null`))
}

// TestOrder: a request is answered from the text at its time, and changes that come
// during a check are checked together.
func TestOrder(t *testing.T) {
	const name = "file:///x/a.json"
	rules, goOn := blocking()
	s := start(t, lsp.Options{Rules: rules}, full)
	s.open(name, bad())
	before := s.request("textDocument/codeLens", of(name))
	goOn <- struct{}{} // the first text is being checked: the others come meanwhile
	s.retype(name, 2, `{`)
	s.retype(name, 3, good())
	after := s.request("textDocument/codeLens", of(name))
	close(goOn)
	if got := string(s.result(before)); !strings.Contains(got, "no proxy") {
		t.Errorf("before the changes: %s", got)
	}
	if got := string(s.result(after)); !strings.Contains(got, "http://proxy.example.com:3128 with AmqpWs") {
		t.Errorf("after them: %s", got)
	}
	if got := s.published(name, 3); len(got) != 0 {
		t.Errorf("version 3: %v", got)
	}
}

// TestCrash: a rule that panics costs one message and one finding, which says that
// nothing was checked, and the server lives on.
func TestCrash(t *testing.T) {
	const name = "file:///x/a.json"
	rule := lint.Rule{ID: "ZZ999", Name: "crashing", Severity: check.Info, Check: func(p *lint.Pass) {
		if p.Doc.Root().Get("crash").Exists() {
			panic("at http://user:geheim@proxy.example.com")
		}
	}}
	s := start(t, lsp.Options{Rules: append(lint.DefaultRules(), rule)}, full)
	crashing := strings.Replace(bad(), "{", `{"crash": 1,`, 1)
	s.open(name, crashing)
	for version := 2; version < 5; version++ {
		s.retype(name, version, crashing+strings.Repeat(" ", version))
	}
	found := s.published(name, 4)
	if len(found) != 1 || found[0].Severity != 1 || !strings.Contains(found[0].Message, "was not checked") {
		t.Errorf("diagnostics: %v", found)
	}
	if got := string(s.result(s.request("textDocument/hover", at(name, crashing, `"edgeAgent"`)))); got != "null" {
		t.Errorf("hover: %s", got)
	}
	s.retype(name, 5, bad())
	if got := codes(s.published(name, 5)); got != "EP101" {
		t.Errorf("mended: %s", got)
	}
	s.result(s.request("shutdown", `null`))
	messages := 0
	for _, m := range s.waiting {
		if strings.Contains(m.raw, "geheim") {
			t.Errorf("a password: %s", m.raw)
		}
		if m.Method == "window/showMessage" {
			messages++
		}
	}
	if messages != 1 {
		t.Errorf("%d messages about one fault", messages)
	}
}
