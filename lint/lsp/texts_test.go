package lsp_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/lsp"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

// TestHostileTexts: what an editor shows of a manifest has no character that cannot be seen, such as
// one that turns the direction of the words around it.
func TestHostileTexts(t *testing.T) {
	const name = "file:///x/a.json"
	const evil = `\u202e\u001b[31m\u200b\u009b\n\u0000`
	for _, text := range []string{
		strings.ReplaceAll(good(), "AmqpWs", evil),
		strings.ReplaceAll(good(), "proxy.example.com", evil),
		strings.ReplaceAll(good(), `"type": "docker"`, `"type": "`+evil+`"`),
		strings.ReplaceAll(good(), `"modules": {`, `"modules": {"`+evil+`": {"settings": {"image": "`+evil+`", "createOptions": "{\"`+strings.ReplaceAll(evil, `\`, `\\`)+`\": 1}"}, "env": {"https_proxy": {"value": "`+evil+`"}, "HTTPS_PROXY": {"value": 1}}}, `),
		strings.ReplaceAll(good(), `"schemaVersion": "1`, `"schemaVersion": "`+evil),
		strings.ReplaceAll(good(), `"env"`, `"`+evil+`": 1, "Env`+evil+`"`),
		strings.ReplaceAll(good(), `"edgeHub"`, `"edgeHub": {"`+evil+`": 1}, "edgeHub`+evil+`"`),
	} {
		s := start(t, lsp.Options{}, full)
		s.open(name, text)
		s.published(name, 1)
		s.open(name, text)
		for row, line := range strings.Split(text, "\n") {
			for column := 0; column <= len(line); column += 7 {
				s.request("textDocument/hover", fmt.Sprintf(`{"textDocument": {"uri": %q}, "position": {"line": %d, "character": %d}}`, name, row, column))
			}
		}
		s.request("textDocument/codeLens", of(name))
		s.request("textDocument/codeAction", everywhere(name, ``))
		last := s.lastID
		s.published(name, 1)
		for id := 2; id <= last; id++ {
			s.waiting = append(s.waiting, s.answer(id))
		}
		if len(s.waiting) < 10 {
			t.Fatalf("only %d messages", len(s.waiting))
		}
		for _, m := range s.waiting {
			for _, part := range []json.RawMessage{m.Params, m.Result} {
				var shown any
				_ = json.Unmarshal(part, &shown) // nil if there is none
				for _, words := range texts(shown) {
					if i := strings.IndexFunc(words, func(r rune) bool { return r != '\n' && plain.Hidden(r) }); i >= 0 {
						t.Errorf("%s: %q", m.Method, words)
					}
				}
			}
		}
	}
}

// texts are all texts in a value.
func texts(value any) []string {
	switch value := value.(type) {
	case string:
		return []string{value}
	case []any:
		var all []string
		for _, v := range value {
			all = append(all, texts(v)...)
		}
		return all
	case map[string]any:
		var all []string
		for key, v := range value {
			if key != "data" && key != "arguments" { // the client shows neither
				all = append(all, texts(v)...)
			}
		}
		return all
	}
	return nil
}
