package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/lsp/internal/protocol"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest"
	"github.com/iotedge-tools/edgeproxy/manifest/proxy"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// The commands of the server.
const (
	applyCommand  = "edgeproxy.apply"  // sets the proxy in an open manifest; takes one applied
	ignoreCommand = "edgeproxy.ignore" // accepts a finding; takes one ignored
	actCommand    = "edgeproxy.act"    // does what an action does, see asCommands; takes one protocol.ActionData
)

// The commands of clients of ours, which ask the person and then have the server run one of
// its own.
const (
	askProxyCommand  = "edgeproxy.setProxy"  // takes one protocol.Document
	askReasonCommand = "edgeproxy.askReason" // takes one ignored
)

// applied are the arguments of applyCommand. Without a proxy that of the configuration is
// set.
type applied struct {
	URI      string `json:"uri"`
	ProxyURL string `json:"proxyUrl"`
	Protocol string `json:"upstreamProtocol"`
}

// applyOutcome is the answer to applyCommand.
type applyOutcome struct {
	Changes int      `json:"changes"` // variables that differ
	Notes   []string `json:"notes"`   // what was left alone, and why
}

// execute runs a command.
func (s *server) execute(params json.RawMessage) (work, error) {
	p, err := decode[protocol.Execute](params)
	if err != nil {
		return nil, err
	}
	if len(p.Arguments) != 1 {
		return nil, failure(jsonrpc2.CodeInvalidParams, "expected one argument, an object")
	}
	switch p.Command {
	case applyCommand:
		return command(s, p.Arguments[0], func(a applied) string { return a.URI }, s.apply)
	case ignoreCommand:
		return command(s, p.Arguments[0], func(e ignored) string { return e.URI }, s.ignore)
	case actCommand:
		return command(s, p.Arguments[0], func(d protocol.ActionData) string { return d.URI }, s.act)
	}
	return nil, failure(jsonrpc2.CodeInvalidParams, fmt.Sprintf("the server does not know the command %q", p.Command))
}

// command is the work of a command on an open document, as it is now.
func command[A any](s *server, argument json.RawMessage, uri func(A) string, do func(context.Context, *jsonrpc2.Conn, *snapshot, A) (any, error)) (work, error) {
	a, err := decode[A](argument)
	if err != nil {
		return nil, err
	}
	snap := s.snapshot(uri(a))
	if snap == nil {
		return nil, failure(protocol.RequestFailed, "the document is not open")
	}
	return func(ctx context.Context, conn *jsonrpc2.Conn) (any, error) { return do(ctx, conn, snap, a) }, nil
}

// apply sets the proxy in a document, as edgeproxy apply does in a file.
func (s *server) apply(ctx context.Context, conn *jsonrpc2.Conn, snap *snapshot, a applied) (any, error) {
	opts := project.ApplyOptions{}
	var err error
	if a.ProxyURL != "" {
		if opts.Proxy.URL, err = manifest.ParseProxyURL(a.ProxyURL); err != nil {
			return nil, fmt.Errorf("the proxy cannot be set: %w", err)
		}
	}
	if a.Protocol != "" {
		if opts.Proxy.UpstreamProtocol, err = proxy.ParseProtocol(a.Protocol); err != nil {
			return nil, err
		}
		opts.KeepProtocol = true
	}
	edit, err := snap.workspace.Apply(snap.path, snap.text.Bytes(), opts)
	switch {
	case errors.Is(err, project.ErrNoProxy):
		return nil, failure(protocol.RequestFailed, "no proxy is known: expected one, or proxy.url in "+config.FileName)
	case err != nil:
		return nil, err
	case edit.NotRequired != "":
		return nil, failure(protocol.RequestFailed, "nothing was set: "+edit.NotRequired+" says that no proxy is required")
	}
	outcome := applyOutcome{Changes: len(edit.Variables), Notes: append([]string{}, edit.Notes...)}
	if !edit.Differs() {
		return outcome, nil
	}
	return outcome, s.applyEdit(ctx, conn, snap, "edgeproxy: set the proxy", s.workspaceEdit(snap, smallEdits(edit.Old, edit.New)))
}

// ignore adds an ignore entry with the reason that a person has given.
func (s *server) ignore(ctx context.Context, conn *jsonrpc2.Conn, snap *snapshot, entry ignored) (any, error) {
	edit, err := s.ignoreEdit(snap, entry)
	if err != nil {
		return nil, err
	}
	return nil, s.applyEdit(ctx, conn, snap, "edgeproxy: ignore "+entry.Rule, edit)
}

// applyEdit has the client make an edit that was made for a version of a document.
func (s *server) applyEdit(ctx context.Context, conn *jsonrpc2.Conn, snap *snapshot, label string, edit *protocol.WorkspaceEdit) error {
	if !s.can().edits {
		return failure(protocol.RequestFailed, "the editor takes no edits from the server")
	}
	if now := s.snapshot(snap.uri); now == nil || now.text != snap.text {
		return failure(protocol.ContentModified, "the document has changed in the meantime, and nothing was changed: try again")
	}
	var answer protocol.AppliedEdit
	if err := conn.Call(ctx, "workspace/applyEdit", protocol.ApplyEdit{Label: label, Edit: *edit}, &answer); err != nil {
		return err
	}
	if !answer.Applied {
		why := ""
		if answer.FailureReason != "" {
			why = ": " + plain.Line(secret.Message(answer.FailureReason))
		}
		return failure(protocol.RequestFailed, "the editor did not make the edit"+why)
	}
	return nil
}
