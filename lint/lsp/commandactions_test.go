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

// plainCommand is what a client without code actions takes.
type plainCommand struct {
	Title, Command string
	Arguments      []json.RawMessage
}

// commands asks for the actions of a document, which must all be commands.
func (s *session) commands(name string) []plainCommand {
	s.t.Helper()
	result := s.result(s.request("textDocument/codeAction", everywhere(name, "")))
	var all []plainCommand
	var raw []map[string]json.RawMessage
	if json.Unmarshal(result, &all) != nil || json.Unmarshal(result, &raw) != nil || strings.Contains(string(result), password) {
		s.t.Fatalf("no commands, or the password: %s", result)
	}
	for _, c := range raw {
		delete(c, "title")
		delete(c, "command")
		delete(c, "arguments")
		if len(c) > 0 {
			s.t.Errorf("no command: %s", result)
		}
	}
	return all
}

// TestCommandsForActions: a client that does not announce code actions gets commands, and the server
// makes the edit: without documentChanges, if the client does not announce those either.
func TestCommandsForActions(t *testing.T) {
	dir, name := withPassword(t)
	initialize := fmt.Sprintf(`{"rootUri": %q, "capabilities": {"workspace": {"applyEdit": true}}}`, uri(dir))
	s := start(t, lsp.Options{}, "")
	var answer struct{ Capabilities map[string]json.RawMessage }
	if err := json.Unmarshal(s.result(s.request("initialize", initialize)), &answer); err != nil {
		t.Fatal(err)
	}
	if got := string(answer.Capabilities["codeActionProvider"]); got != "true" {
		t.Errorf("codeActionProvider is %s: options are for clients with codeActionLiteralSupport", got)
	}
	s.open(name, bad())
	all := s.commands(name)
	if len(all) != 3 {
		t.Fatalf("%v", all)
	}
	for _, c := range all {
		execute := fmt.Sprintf(`{"command": %q, "arguments": [%s]}`, c.Command, c.Arguments[0])
		id := s.request("workspace/executeCommand", execute)
		target, before := name, bad()
		if strings.HasPrefix(c.Title, "Ignore") {
			config := filepath.Join(dir, ".edgeproxy.yaml")
			text, err := os.ReadFile(config)
			if err != nil {
				t.Fatal(err)
			}
			target, before = uri(config), string(text)
		}
		if after := s.acceptEdit(target, before); after == before {
			t.Errorf("%s changes nothing", c.Title)
		}
		s.result(id)
	}
	s.retype(name, 2, bad()+" ")
	for _, c := range all {
		m := s.answer(s.request("workspace/executeCommand", fmt.Sprintf(`{"command": %q, "arguments": [%s]}`, c.Command, c.Arguments[0])))
		if m.Error == nil || m.Error.Code != -32801 {
			t.Errorf("%s of an old text: %s", c.Title, m.raw)
		}
	}
}

// TestCommandsOfTheClient: a client that takes neither code actions nor edits is offered what it does
// by itself.
func TestCommandsOfTheClient(t *testing.T) {
	const name = "file:///x/a.json"
	for options, want := range map[string]int{`{}`: 0, `{"asksForProxy": true}`: 1} {
		s := start(t, lsp.Options{}, fmt.Sprintf(`{"capabilities": {}, "initializationOptions": %s}`, options))
		s.open(name, bad())
		if all := s.commands(name); len(all) != want || want > 0 && all[0].Command != "edgeproxy.setProxy" {
			t.Errorf("%s: %v", options, all)
		}
	}
}
