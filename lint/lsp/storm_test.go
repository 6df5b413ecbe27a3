package lsp_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/lsp"
)

// FuzzStorm: whatever a client sends, in whatever order, the server lives, answers the shutdown, and
// tells no password.
func FuzzStorm(f *testing.F) {
	f.Add([]byte{0, 4, 1, 5, 2, 6, 3, 7, 8, 9, 10, 11, 12, 13, 14, 15})
	f.Add([]byte{3, 0, 13, 1, 14, 2, 16, 17, 6, 6, 18, 5, 19, 20, 4, 21, 22, 23, 24, 10})
	f.Add([]byte{0, 3, 23, 10, 11, 24, 3, 4, 20, 21, 22, 0, 18, 12})
	dir, name := withPassword(f)
	config := uri(filepath.Join(dir, ".edgeproxy.yaml"))
	manifest := strings.ReplaceAll(bad(), `"AmqpWs"`, `"http://user:`+password+`@x"`)
	document := func(uri, rest string) string { return fmt.Sprintf(`{"textDocument": {"uri": %q%s}`, uri, rest) }
	opened := func(uri, text string) string {
		return `"method": "textDocument/didOpen", "params": ` + document(uri, `, "version": 1, "text": `+quote(text)+`}`)
	}
	change := func(uri, from, to, text string) string {
		return `"method": "textDocument/didChange", "params": ` + document(uri, `, "version": 2}, "contentChanges": [{"range": {"start": {"line": `+from+`, "character": 3}, "end": {"line": `+to+`, "character": 7}}, "text": `+quote(text)+`}]`)
	}
	place := `}, "position": {"line": 16, "character": 14}`
	messages := []string{
		opened(name, manifest), opened(name, "{\r\ufeff\x00"), opened(config, "rules: { EP101: off }"), opened(config, "proxy:\n  url: http://user:"+password+"@[\n"),
		change(name, "3", "9", ""), change(name, "20", "2", "😀\r"), change(name, "1e300", "0", `"env": {`), change(config, "0", "0", "\n- "),
		`"id": 1, "method": "textDocument/hover", "params": ` + document(name, place), `"id": 2, "method": "textDocument/completion", "params": ` + document(name, place),
		`"id": 3, "method": "textDocument/codeLens", "params": ` + of(name), `"id": 4, "method": "textDocument/codeAction", "params": ` + everywhere(name, ""),
		`"method": "textDocument/didClose", "params": ` + of(name), `"method": "textDocument/didClose", "params": ` + of(config), `"method": "textDocument/didSave", "params": ` + of(name),
		`"method": "$/cancelRequest", "params": {"id": 4}`, `"method": "$/cancelRequest", "params": {"id": -1.5}`, `"method": "textDocument/didChange", "params": 7`,
		`"method": "workspace/didChangeWorkspaceFolders", "params": {"event": {"removed": [{"uri": "` + uri(dir) + `"}], "added": [{"uri": "file://%"}]}}`,
		`"method": "workspace/didChangeWorkspaceFolders", "params": {"event": {"added": [{"uri": "` + uri(dir) + `"}]}}`,
		`"id": 5, "method": "workspace/executeCommand", "params": {"command": "edgeproxy.apply", "arguments": [{"uri": "` + name + `", "proxyUrl": "http://user:` + password + `@[x"}]}`,
		`"id": 6, "method": "codeAction/resolve", "params": {"title": "", "data": {"uri": "` + name + `", "version": 2, "finding": -1, "fix": 99}}`,
		`"id": 7, "method": "codeAction/resolve", "params": {"title": "", "data": {"uri": "` + name + `", "version": 1, "ignore": true}}`,
		`"id": 0, "result": {"applied": true}`, `"id": 8, "method": "initialize", "params": {}`,
	}
	f.Fuzz(func(t *testing.T, script []byte) {
		s := start(t, lsp.Options{}, inFolder(dir))
		for _, number := range script[:min(len(script), 100)] {
			s.send(`{"jsonrpc": "2.0", ` + messages[int(number)%len(messages)] + `}`)
		}
		s.send(`{"jsonrpc": "2.0", "id": "last", "method": "shutdown"}`)
		last := s.wait("the answer to shutdown", func(m message) bool { return string(m.ID) == `"last"` })
		for _, m := range append(s.waiting, last) {
			if strings.Contains(m.raw, password) {
				t.Errorf("a password in %s", strings.ReplaceAll(m.raw, password, "PASSWORD"))
			}
		}
		s.notify("exit", "null")
		if err := <-s.ended; err != nil {
			t.Error(err)
		}
	})
}
