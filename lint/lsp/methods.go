package lsp

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/iotedge-tools/edgeproxy/lint/lsp/internal/protocol"
)

// prepare takes what a request needs out of the server, and returns the work that
// answers it.
func (s *server) prepare(method string, params json.RawMessage) (work, error) {
	switch now := s.stage(); {
	case method == "initialize" && now == starting:
		return s.initialize(params)
	case now == starting:
		return nil, failure(protocol.ServerNotInitialized, "the first request must be initialize")
	case now != running || method == "initialize":
		return nil, failure(jsonrpc2.CodeInvalidRequest, "the session does not allow this request now")
	}
	switch method {
	case "shutdown":
		s.enter(shutDown)
		return func(context.Context, *jsonrpc2.Conn) (any, error) { return nil, nil }, nil
	case "textDocument/hover":
		return about(s, params, s.hover)
	case "textDocument/completion":
		return about(s, params, s.complete)
	case "textDocument/codeLens":
		return about(s, params, s.lenses)
	case "textDocument/codeAction":
		return about(s, params, s.actions)
	case "codeAction/resolve":
		return s.resolve(params)
	case "workspace/executeCommand":
		return s.execute(params)
	}
	return nil, failure(jsonrpc2.CodeMethodNotFound, fmt.Sprintf("the server does not know the method %q", method))
}

// about is the work of a request about an open document, as it is now. A document that is
// not open has no answer.
func about[P interface{ DocumentURI() string }](s *server, params json.RawMessage, do func(context.Context, *snapshot, P) (any, error)) (work, error) {
	p, err := decode[P](params)
	if err != nil {
		return nil, err
	}
	snap := s.snapshot(p.DocumentURI())
	return func(ctx context.Context, _ *jsonrpc2.Conn) (any, error) {
		if snap == nil {
			return nil, nil
		}
		return do(ctx, snap, p)
	}, nil
}

// decode reads parameters. The error quotes none of them.
func decode[P any](params json.RawMessage) (p P, err error) {
	if err := json.Unmarshal(params, &p); err != nil {
		return p, failure(jsonrpc2.CodeInvalidParams, "the parameters are not those of the method")
	}
	return p, nil
}

// notified takes a notification. One that is not known, or not allowed now, is passed
// over, as the protocol demands.
func (s *server) notified(ctx context.Context, conn *jsonrpc2.Conn, method string, params json.RawMessage) {
	if method == "exit" {
		if s.stage() != shutDown {
			s.enter(ended)
		}
		close(s.exited)
		<-ctx.Done() // nothing may follow
		return
	}
	if s.stage() != running {
		return
	}
	switch method {
	case "initialized":
		s.watch(ctx, conn)
	case "$/cancelRequest":
		take(params, func(p protocol.Cancelled) { s.cancel(p.ID) })
	case "textDocument/didOpen":
		if !take(params, s.opened) {
			s.lose(ctx, conn, params)
		}
	case "textDocument/didChange":
		if !take(params, s.changed) {
			s.lose(ctx, conn, params)
		}
	case unreadable:
		s.lose(ctx, conn, params)
	case "textDocument/didClose":
		take(params, s.closed)
	case "textDocument/didSave", "workspace/didChangeWatchedFiles":
		s.refresh() // not every editor watches configurations, and every person saves files
	case "workspace/didChangeWorkspaceFolders":
		take(params, s.foldersChanged)
	}
}

// take calls do with the parameters of a notification, if they can be read. A
// notification has no answer that could report a fault.
func take[P any](params json.RawMessage, do func(P)) (ok bool) {
	p, err := decode[P](params)
	if err == nil {
		do(p)
	}
	return err == nil
}

func (s *server) enter(next stage) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.now = next
}
