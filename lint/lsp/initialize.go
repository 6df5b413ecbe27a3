package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/lsp/internal/buffer"
	"github.com/iotedge-tools/edgeproxy/lint/lsp/internal/protocol"
)

// client is what the client can do.
type client struct {
	encoding   buffer.Encoding
	literals   bool // it takes code actions, and not commands alone
	resolves   bool // it asks for the edit of an action once somebody has chosen it
	related    bool // it shows related places
	markdown   bool // it shows Markdown
	snippets   bool // it takes snippets as completions
	documents  bool // it takes documentChanges
	creates    bool // it creates files
	edits      bool // it takes edits from the server
	watches    bool // it watches files when it is asked to
	asksReason bool // it asks the person for the reason of an ignore entry
	asksProxy  bool // it asks the person for the proxy
}

func clientOf(p protocol.Initialize) client {
	c := p.Capabilities
	out := client{
		encoding:   buffer.UTF16,
		literals:   c.TextDocument.CodeAction.Literals != nil,
		resolves:   c.TextDocument.CodeAction.DataSupport && slices.Contains(c.TextDocument.CodeAction.ResolveSupport.Properties, "edit"),
		related:    c.TextDocument.PublishDiagnostics.RelatedInformation,
		markdown:   prefersMarkdown(c.TextDocument.Hover.ContentFormat),
		snippets:   c.TextDocument.Completion.CompletionItem.SnippetSupport,
		documents:  c.Workspace.WorkspaceEdit.DocumentChanges,
		creates:    slices.Contains(c.Workspace.WorkspaceEdit.ResourceOperations, "create"),
		edits:      c.Workspace.ApplyEdit,
		watches:    c.Workspace.DidChangeWatchedFiles.DynamicRegistration,
		asksReason: p.Options.AsksForReason,
		asksProxy:  p.Options.AsksForProxy,
	}
	if slices.Contains(c.General.PositionEncodings, string(buffer.UTF8)) {
		out.encoding = buffer.UTF8 // no counting
	}
	return out
}

// prefersMarkdown reports whether Markdown is the first format of a list that the server knows: the
// list has the order in which the client would like them.
func prefersMarkdown(formats []string) bool {
	first := slices.IndexFunc(formats, func(f string) bool { return f == protocol.Markdown || f == protocol.PlainText })
	return first >= 0 && formats[first] == protocol.Markdown
}

// initialize starts the session.
func (s *server) initialize(params json.RawMessage) (work, error) {
	var p protocol.Initialize
	var odd *json.UnmarshalTypeError
	if err := json.Unmarshal(params, &p); err != nil && !errors.As(err, &odd) {
		return nil, failure(jsonrpc2.CodeInvalidParams, "the parameters are not those of the method")
	} // what an editor says of itself in an odd form is passed over, and the rest counts
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.now, s.client = running, clientOf(p)
	if len(p.WorkspaceFolders) == 0 && p.RootURI != "" {
		p.WorkspaceFolders = []protocol.Folder{{URI: p.RootURI}}
	}
	s.addFolders(p.WorkspaceFolders)
	answer := protocol.Initialized{
		Capabilities: capabilities(s.client),
		ServerInfo:   protocol.ServerInfo{Name: "edgeproxy", Version: s.opts.Version},
	}
	return func(context.Context, *jsonrpc2.Conn) (any, error) { return answer, nil }, nil
}

// capabilities are what the server can do for a client.
func capabilities(c client) protocol.ServerCapabilities {
	out := protocol.ServerCapabilities{
		PositionEncoding:   string(c.encoding),
		TextDocumentSync:   protocol.SyncOptions{OpenClose: true, Change: protocol.Incremental, Save: true},
		HoverProvider:      true,
		CompletionProvider: protocol.CompletionOptions{TriggerCharacters: []string{`"`, ":"}},
		CodeActionProvider: true,
		ExecuteCommand:     protocol.CommandOptions{Commands: []string{applyCommand, ignoreCommand, actCommand}},
	}
	if c.literals {
		out.CodeActionProvider = protocol.CodeActionOptions{Kinds: []string{protocol.QuickFix, protocol.FixAll}, ResolveProvider: c.resolves}
	}
	out.Workspace.WorkspaceFolders.Supported = true
	out.Workspace.WorkspaceFolders.ChangeNotifications = true
	return out
}

// watch asks the client to tell of configurations that change on the disk.
func (s *server) watch(ctx context.Context, conn *jsonrpc2.Conn) {
	if !s.can().watches {
		return
	}
	go func() { // the answer comes after this notification
		_ = conn.Call(ctx, "client/registerCapability", protocol.Registrations{Registrations: []protocol.Registration{{
			ID: "configurations", Method: "workspace/didChangeWatchedFiles",
			Options: protocol.WatchersOptions{Watchers: []protocol.Watcher{{GlobPattern: "**/" + config.FileName}}},
		}}}, nil)
	}()
}

// can is what the client can do.
func (s *server) can() client {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.client
}
