package lsp

import (
	"context"
	"errors"
	"testing"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/iotedge-tools/edgeproxy/lint/lsp/internal/buffer"
	"github.com/iotedge-tools/edgeproxy/lint/lsp/internal/protocol"
	"github.com/iotedge-tools/edgeproxy/lint/rules"
)

// TestChangedMeanwhile: a client without versions in edits would put the edit of an old text into
// the new one, so that none is sent.
func TestChangedMeanwhile(t *testing.T) {
	const name = "file:///x/a.json"
	s := newServer(Options{})
	s.client.edits = true
	text := buffer.New(rules.AgentProxyMissing.Doc.Bad(), buffer.UTF16)
	for what, change := range map[string]func(){
		"changed": func() { s.put(name, 2, text.Change([]protocol.Change{{Range: &protocol.Range{}, Text: " "}})) },
		"closed":  func() { s.closed(protocol.OnDocument{TextDocument: protocol.Document{URI: name}}) },
	} {
		s.put(name, 1, text)
		asked := s.snapshot(name)
		change()
		_, err := s.apply(context.Background(), nil, asked, applied{ProxyURL: "http://proxy.example.com:3128"})
		var coded *jsonrpc2.Error
		if !errors.As(err, &coded) || coded.Code != protocol.ContentModified {
			t.Errorf("%s: %v", what, err)
		}
	}
}
