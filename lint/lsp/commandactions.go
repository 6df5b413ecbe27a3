package lsp

import (
	"context"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/iotedge-tools/edgeproxy/lint/lsp/internal/protocol"
	"github.com/iotedge-tools/edgeproxy/lint/project"
)

// asCommands are actions as commands, for a client that knows no code actions: the
// server makes the edit then. There are none for a client that takes no edits from the
// server.
func (s *server) asCommands(actions []protocol.CodeAction) []protocol.Command {
	commands := []protocol.Command{}
	for _, a := range actions {
		switch {
		case a.Command != nil:
			commands = append(commands, *a.Command)
		case s.can().edits:
			commands = append(commands, protocol.Command{Title: a.Title, Command: actCommand, Arguments: []any{*a.Data}})
		}
	}
	return commands
}

// act does the work of an action that was sent as a command.
func (s *server) act(ctx context.Context, conn *jsonrpc2.Conn, snap *snapshot, data protocol.ActionData) (any, error) {
	if snap.version != data.Version {
		return nil, errChanged
	}
	var edit *protocol.WorkspaceEdit
	var failed error
	if err := snap.read(ctx, func(c *project.Checked) { edit, failed = s.editOf(snap, c, data) }); err != nil {
		return nil, err
	}
	if failed != nil {
		return nil, failed
	}
	return nil, s.applyEdit(ctx, conn, snap, "edgeproxy", edit)
}
