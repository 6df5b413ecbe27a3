package lsp_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/iotedge-tools/edgeproxy/lint/lsp"
)

// TestNoPassword asks everything at each place of a manifest and of a configuration that
// hold passwords. Only an edit that somebody has chosen may have one.
func TestNoPassword(t *testing.T) {
	dir, name := withPassword(t)
	s := start(t, lsp.Options{}, inFolder(dir))
	manifest := strings.NewReplacer(
		`"AmqpWs"`, `"http://u:`+password+`@host"`,
		`http://proxy`, `http://user:`+password+`@proxy`,
		`"modules": {`, `"modules": { "http://user:`+password+`@evil": { "env": { "no_proxy": { "value": "http://user:`+password+`@x" }, "https_proxy": "http://a:`+password+`@b:c" } }`,
	).Replace(good())
	configuration := "proxy:\n  url: http://user:" + password + "@proxy.example.com:3128\nignore:\n  - { rule: EP101, reason: 'http://user:" + password + "@x', until: 2020-01-01 }\n"
	texts := map[string]string{name: manifest, uri(dir + "/.edgeproxy.yaml"): configuration, uri(dir + "/b.json"): manifest + "{"}
	for name, text := range texts {
		s.open(name, text)
		if got := s.published(name, 1); strings.Contains(fmt.Sprint(got), password) {
			t.Error("a password in the diagnostics")
		}
		for row, line := range strings.Split(text, "\n") {
			for column := 0; column <= len(line); column += 5 {
				at := fmt.Sprintf(`{"textDocument": {"uri": %q}, "position": {"line": %d, "character": %d}}`, name, row, column)
				s.request("textDocument/hover", at)
				s.request("textDocument/completion", at)
			}
		}
		s.request("textDocument/codeLens", of(name))
		s.request("textDocument/codeAction", everywhere(name, ``))
		s.request("textDocument/"+password, `{"`+password+`": "http://user:`+password+`@x"}`)
	}
	shutdown := s.request("shutdown", `null`)
	s.wait("the last answers", func(m message) bool { return m.Method == "" && string(m.ID) == fmt.Sprint(shutdown) })
	for id := 2; id < shutdown; id++ {
		s.waiting = append(s.waiting, s.answer(id))
	}
	if len(s.waiting) < 100 {
		t.Fatalf("only %d messages", len(s.waiting))
	}
	for _, m := range s.waiting {
		if strings.Contains(strings.ReplaceAll(m.raw, "textDocument/"+password, ""), password) {
			t.Errorf("a password in %s", strings.ReplaceAll(m.raw, password, "PASSWORD"))
		}
	}
}
