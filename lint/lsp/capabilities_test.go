package lsp_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/lsp"
)

// TestCapabilities: what the server announces it does, and nothing else.
func TestCapabilities(t *testing.T) {
	const name = "file:///x/a.json"
	s := start(t, lsp.Options{}, "")
	var answer struct{ Capabilities map[string]json.RawMessage }
	if err := json.Unmarshal(s.result(s.request("initialize", full)), &answer); err != nil {
		t.Fatal(err)
	}
	s.open(name, bad())
	here := at(name, bad(), `"UpstreamProtocol"`)
	methods := map[string]struct{ method, params string }{
		"hoverProvider":      {"textDocument/hover", here},
		"completionProvider": {"textDocument/completion", here},
		"codeLensProvider":   {"textDocument/codeLens", here},
		"codeActionProvider": {"textDocument/codeAction", everywhere(name, "")},
		"positionEncoding":   {}, "textDocumentSync": {}, "workspace": {}, // see TestEncodings, TestChanges, TestFolders
	}
	for announced, value := range answer.Capabilities {
		switch does, ok := methods[announced]; {
		case announced == "executeCommandProvider":
			var p struct{ Commands []string }
			if err := json.Unmarshal(value, &p); err != nil || len(p.Commands) == 0 {
				t.Errorf("%s: %s", announced, value)
			}
			for _, command := range p.Commands {
				m := s.answer(s.request("workspace/executeCommand", `{"command": "`+command+`", "arguments": [{}]}`))
				if m.Error == nil || m.Error.Message != "the document is not open" {
					t.Errorf("%s: %s", command, m.raw)
				}
			}
		case !ok:
			t.Errorf("%s is announced: which method is it?", announced)
		case does.method != "":
			if m := s.answer(s.request(does.method, does.params)); m.Error != nil || string(m.Result) == "null" || string(m.Result) == "[]" {
				t.Errorf("%s: %s", does.method, m.raw)
			}
		}
		delete(methods, announced)
	}
	if len(methods) > 0 {
		t.Errorf("not announced: %v", methods)
	}
	for _, method := range []string{"textDocument/definition", "textDocument/formatting", "textDocument/diagnostic", "codeLens/resolve", "completionItem/resolve", "workspace/symbol"} {
		if m := s.answer(s.request(method, here)); m.Error == nil || m.Error.Code != -32601 {
			t.Errorf("%s is not announced: %s", method, m.raw)
		}
	}
}

// TestFolders: without a repository a new configuration is for the innermost open folder, whichever
// is open by then; for a file in none it stands beside the file.
func TestFolders(t *testing.T) {
	dir := folder(t, map[string]string{"sites/north/x": ""})
	name := uri(filepath.Join(dir, "sites", "north", "a.json"))
	s := start(t, lsp.Options{}, full)
	s.open(name, bad())
	for _, step := range []struct{ added, removed, want string }{
		{"", "", "sites/north"}, {".", "", "."}, {"sites", "", "sites"}, {"sites", "", "sites"}, {"", "sites", "."}, {"", ".", "sites/north"}, {"", ".", "sites/north"},
	} {
		list := func(folder string) string {
			if folder == "" {
				return "[]"
			}
			return fmt.Sprintf(`[{"uri": %q, "name": "x"}, {"uri": "untitled:x"}]`, uri(filepath.Join(dir, folder)))
		}
		s.notify("workspace/didChangeWorkspaceFolders", fmt.Sprintf(`{"event": {"added": %s, "removed": %s}}`, list(step.added), list(step.removed)))
		edit := s.resolved(ask[[]action](s, "textDocument/codeAction", everywhere(name, `"quickfix"`))[0]).Edit
		if want := quote(uri(filepath.Join(dir, step.want, ".edgeproxy.yaml"))); !strings.Contains(string(edit), want) {
			t.Errorf("added %q, removed %q: %s, want %s", step.added, step.removed, edit, want)
		}
	}
}
