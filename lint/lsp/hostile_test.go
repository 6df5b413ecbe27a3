package lsp_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/lsp"
)

// TestUnreadable: a message that cannot be handled is answered with an error, or with nothing if it
// is an answer, and the session goes on.
func TestUnreadable(t *testing.T) {
	deep := strings.Repeat("[", 20_000)
	for _, test := range []struct {
		body string
		code int    // 0 for no answer
		id   string // of the answer
	}{
		{`{`, -32700, `null`}, {``, -32700, `null`}, {"\x00", -32700, `null`}, {"\ufeff{}", -32700, `null`}, {deep, -32700, `null`},
		{`{"jsonrpc": "2.0", "method": "x", "params": ` + deep + strings.ReplaceAll(deep, "[", "]") + `}`, -32700, `null`},
		{`[]`, -32600, `null`}, {`[{"jsonrpc": "2.0", "id": 1, "method": "shutdown"}]`, -32600, `null`}, {`null`, -32600, `null`}, {`7`, -32600, `null`},
		{`{}`, -32600, `null`}, {`{"id": 7}`, -32600, `7`}, {`{"id": "a", "method": 5}`, -32600, `"a"`}, {`{"id": 7, "Method": "x"}`, -32600, `7`},
		{`{"id": 7, "method": "x", "result": 1}`, -32600, `7`}, {`{"id": -7, "method": "x"}`, -32600, `-7`}, {`{"id": 1.5, "method": "x"}`, -32600, `null`},
		{`{"id": {}, "method": "x"}`, -32600, `null`}, {`{"id": 99999999999999999999, "method": "x"}`, -32600, `null`},
		{`{"id": "", "method": "x"}`, -32601, `""`}, {`{"id": 0, "method": "x"}`, -32601, `0`}, {`{"id": 9223372036854775807, "method": "x"}`, -32601, `9223372036854775807`},
		{`{"id": null, "method": "x"}`, 0, ``}, {`{"id": null, "error": {"code": 1, "message": "x"}}`, 0, ``}, {`{"id": 0, "error": "x"}`, 0, ``},
		{`{"id": 77, "result": 1}`, 0, ``}, {`{"id": [], "result": 1}`, 0, ``}, {`{"result": null}`, 0, ``},
	} {
		s := start(t, lsp.Options{}, full)
		s.send(test.body)
		last := s.request("shutdown", `null`)
		m := s.wait("any answer", func(m message) bool { return m.Method == "" })
		if test.code == 0 {
			if string(m.ID) != fmt.Sprint(last) {
				t.Errorf("%.60q: %s", test.body, m.raw)
			}
			continue
		}
		if m.Error == nil || m.Error.Code != test.code || string(m.ID) != test.id {
			t.Errorf("%.60q: %s, want %d for %s", test.body, m.raw, test.code, test.id)
		}
		s.result(last)
	}
}

// TestSameID: an ID that is in use is refused; once it is answered it may be used again.
func TestSameID(t *testing.T) {
	const name = "file:///x/a.json"
	rules, goOn := blocking()
	s := start(t, lsp.Options{Rules: rules}, full)
	s.open(name, bad())
	lens := fmt.Sprintf(`{"jsonrpc": "2.0", "id": "same", "method": "textDocument/codeLens", "params": %s}`, of(name))
	same := func(m message) bool { return string(m.ID) == `"same"` }
	s.send(lens)
	s.send(lens)
	if m := s.wait("refusal", same); m.Error == nil || m.Error.Code != -32600 {
		t.Errorf("the second: %s", m.raw)
	}
	close(goOn)
	for range 50 {
		if m := s.wait("lens", same); m.Error != nil {
			t.Fatalf("%s", m.raw)
		}
		s.send(lens)
	}
}

// TestLost: a change that cannot be read makes the server forget the document, because an edit of the
// old text could destroy the new one. The person is told once.
func TestLost(t *testing.T) {
	const name, other = "file:///x/a.json", "file:///x/b.json"
	change := func(changes string) string {
		return `{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": {"uri": "` + name + `", "version": 2}, "contentChanges": ` + changes + `}}`
	}
	for _, body := range []string{
		change(`"x"`), change(`[{}]`), change(`[{"text": null}]`), change(`[{"text": 1}]`), change(`[{"text": "", "range": {}}]`),
		change(`[{"text": "", "range": {"start": {"line": 0, "character": -1}, "end": {"line": 0, "character": 0}}}]`),
		`{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": {"uri": "` + name + `", "text": 1}}}`,
		`{"jsonrpc": "2.0", "method": "textDocument/didChange", "params": [`, "[" + change(`[]`) + "]",
	} {
		s := start(t, lsp.Options{}, full)
		s.open(name, bad())
		s.open(other, bad())
		s.published(name, 1)
		s.published(other, 1)
		s.send(body)
		s.send(body)
		if got := s.published(name, 0); len(got) != 0 {
			t.Errorf("%s: %v", body, got)
		}
		apply := fmt.Sprintf(`{"command": "edgeproxy.apply", "arguments": [{"uri": %q, "proxyUrl": "http://proxy.example.com:3128"}]}`, name)
		if m := s.answer(s.request("workspace/executeCommand", apply)); m.Error == nil || !strings.Contains(m.Error.Message, "not open") {
			t.Errorf("%s: %s", body, m.raw)
		}
		s.open(name, bad())
		if got := codes(s.published(name, 1)); got != "EP101" {
			t.Errorf("%s: opened again: %s", body, got)
		}
		told := 0
		for _, m := range s.waiting {
			if m.Method == "window/showMessage" {
				told++
			}
		}
		if told != 1 {
			t.Errorf("%s: told %d times", body, told)
		}
	}
}

// TestOddPlaces: what editors send as the end of a line, and ranges that go backwards.
func TestOddPlaces(t *testing.T) {
	const name = "file:///x/a.json"
	for _, place := range []string{
		`{"line": 1e308, "character": 0}`, `{"line": 9007199254740991, "character": 1.7976931348623157e308}`, `{"line": 4294967295, "character": 4294967295}`,
	} {
		s := start(t, lsp.Options{}, full)
		s.open(name, "x")
		s.notify("textDocument/didChange", fmt.Sprintf(`{"textDocument": {"uri": %q, "version": -3}, "contentChanges": [
			{"range": {"start": %s, "end": {"line": 0, "character": 0}}, "text": %s}]}`, name, place, quote(bad())))
		if got := codes(s.published(name, -3)); got != "EP101" {
			t.Errorf("%s: %s", place, got)
		}
		s.result(s.request("textDocument/hover", fmt.Sprintf(`{"textDocument": {"uri": %q}, "position": %s}`, name, place)))
	}
}

// TestLong: what would take hours if a request read the text anew for each of its signs.
func TestLong(t *testing.T) {
	const name = "file:///x/a.json"
	s := start(t, lsp.Options{}, full)
	text := strings.Replace(bad(), "{", "{"+strings.Repeat("/ ", 1<<20)+"\n", 1)
	s.open(name, text)
	s.result(s.request("textDocument/completion", at(name, text, `"UpstreamProtocol"`)))
}

// TestOldConfiguration: the text of a configuration in some commit, as tools for git show it beside
// that of today, is not in force.
func TestOldConfiguration(t *testing.T) {
	dir := folder(t, map[string]string{".git/HEAD": ""})
	name := uri(filepath.Join(dir, "a.json"))
	s := start(t, lsp.Options{}, inFolder(dir))
	s.open(name, bad())
	s.published(name, 1)
	old := "git:" + filepath.ToSlash(dir) + "/.edgeproxy.yaml?HEAD"
	s.open(old, "rules: { EP101: off }\n")
	s.published(old, 1)
	if got := codes(s.published(name, 1)); got != "EP101" {
		t.Errorf("%q", got)
	}
}

// TestRefusedEdit: what the editor says is handed on, but no password.
func TestRefusedEdit(t *testing.T) {
	dir, name := withPassword(t)
	for answer, want := range map[string]string{
		`"result": {"applied": false}`: "did not make the edit",
		`"result": {"applied": false, "failureReason": "http://user:` + password + `@x is no text"}`: "no text",
		`"error": {"code": 1, "message": "no"}`:                                                      "no", `"result": null`: "did not make the edit", `"result": "yes"`: "",
	} {
		s := start(t, lsp.Options{}, inFolder(dir))
		s.open(name, bad())
		id := s.request("workspace/executeCommand", fmt.Sprintf(`{"command": "edgeproxy.apply", "arguments": [{"uri": %q}]}`, name))
		m := s.wait("workspace/applyEdit", func(m message) bool { return m.Method == "workspace/applyEdit" })
		s.send(fmt.Sprintf(`{"jsonrpc": "2.0", "id": %s, %s}`, m.ID, answer))
		if m := s.answer(id); m.Error == nil || !strings.Contains(m.Error.Message, want) || strings.Contains(m.raw, password) {
			t.Errorf("%s: %s", answer, m.raw)
		}
	}
}

// TestOtherFinding: an action does not do what its title does not say, although its finding has got
// another number since.
func TestOtherFinding(t *testing.T) {
	dir := folder(t, map[string]string{".git/HEAD": ""})
	name, config := uri(filepath.Join(dir, "a.json")), filepath.Join(dir, ".edgeproxy.yaml")
	s := start(t, lsp.Options{}, inFolder(dir))
	s.open(name, strings.Replace(bad(), `"AmqpWs"`, `"Mqtt"`, 1))
	s.published(name, 1)
	chosen := map[string]action{}
	for _, a := range ask[[]action](s, "textDocument/codeAction", everywhere(name, `"quickfix"`)) {
		chosen[strings.Fields(a.Title)[1]] = a
	}
	if len(chosen) < 2 {
		t.Fatalf("too few findings: %v", chosen)
	}
	for rule, a := range chosen {
		if err := os.WriteFile(config, []byte("rules: { "+rule+": off }\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		s.notify("workspace/didChangeWatchedFiles", `{"changes": []}`)
		if m := s.answer(s.request("codeAction/resolve", a.chosen())); m.Error == nil || m.Error.Code != -32801 {
			t.Errorf("ignore %s, which is off: %s", rule, m.raw)
		}
	}
}

// TestSmallFix: a fix of a manifest in one line leaves the rest of the line alone.
func TestSmallFix(t *testing.T) {
	dir := folder(t, map[string]string{".git/HEAD": "", ".edgeproxy.yaml": "proxy: { url: 'http://proxy.example.com:3128' }\n"})
	name := uri(filepath.Join(dir, "a.json"))
	text := strings.Join(strings.Fields(bad()), " ")
	s := start(t, lsp.Options{}, inFolder(dir))
	s.open(name, text)
	edit := s.resolved(ask[[]action](s, "textDocument/codeAction", everywhere(name, `"source.fixAll"`))[0]).Edit
	if strings.Contains(string(edit), "schemaVersion") || strings.Contains(string(edit), "systemModules") {
		t.Errorf("more is edited than what is mended: %s", edit)
	}
	s.retype(name, 2, applied(t, text, name, edit))
	for _, d := range s.published(name, 2) {
		if d.Severity == 1 {
			t.Errorf("is left: %v", d)
		}
	}
}

// TestDeaf: a client that does not read any more keeps nobody from ending the server.
func TestDeaf(t *testing.T) {
	for _, exits := range []bool{true, false} {
		toServer, in := io.Pipe()
		out, fromServer := io.Pipe()
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		ended := make(chan error, 1)
		go func() { ended <- lsp.Serve(ctx, toServer, fromServer, lsp.Options{}) }()
		send := func(body string) { fmt.Fprintf(in, "Content-Length: %d\r\n\r\n%s", len(body), body) }
		send(`{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {}}`)
		if _, err := out.Read(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(bad())
		if err != nil {
			t.Fatal(err)
		}
		send(`{"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": {"uri": "file:///x/a.json", "version": 1, "text": ` + string(text) + `}}}`)
		if _, err := out.Read(make([]byte, 1)); err != nil { // the diagnostics are being written
			t.Fatal(err)
		}
		if exits {
			send(`{"jsonrpc": "2.0", "method": "exit"}`)
		} else {
			cancel()
		}
		if err := <-ended; !errors.Is(err, lsp.ErrNoShutdown) {
			t.Errorf("exit %t: %v", exits, err)
		}
		out.Close()
	}
}
