package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/check"
	"github.com/iotedge-tools/edgeproxy/lint/lsp/internal/protocol"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/manifest"
)

// actions offers what can be done about the findings of a range: to mend one, to mend
// all, to ignore one.
func (s *server) actions(ctx context.Context, snap *snapshot, p protocol.ForActions) (any, error) {
	all := []protocol.CodeAction{}
	if snap.configuration {
		return all, nil
	}
	var failed error
	can := s.can()
	err := snap.read(ctx, func(c *project.Checked) {
		start, end := snap.text.Offset(p.Range.Start), snap.text.Offset(p.Range.End)
		if wanted(p.Context.Only, protocol.QuickFix) {
			for i, f := range c.Findings {
				if f.Suppressed == nil && f.Span.Start <= end && start <= min(f.Span.End, snap.text.LineEnd(f.Span.Start)) {
					all = append(all, s.actionsFor(snap, i, f)...)
				}
			}
		}
		if wanted(p.Context.Only, protocol.FixAll) && c.Document != nil && slices.ContainsFunc(c.Findings, fixable) {
			all = append(all, protocol.CodeAction{
				Title: "Fix all that edgeproxy can fix", Kind: protocol.FixAll,
				Data: &protocol.ActionData{URI: snap.uri, Version: snap.version, All: true},
			})
		}
		if can.literals && !can.resolves {
			all, failed = s.resolveNow(snap, c, all)
		}
	})
	switch {
	case err != nil:
		return nil, err
	case failed != nil:
		return nil, failed
	case !can.literals:
		return s.asCommands(all), nil
	}
	return all, nil
}

// resolveNow adds the edits to actions. An entry for which a configuration has no room is
// not offered.
func (s *server) resolveNow(snap *snapshot, c *project.Checked, actions []protocol.CodeAction) ([]protocol.CodeAction, error) {
	all := []protocol.CodeAction{}
	for _, a := range actions {
		if a.Data != nil {
			edit, err := s.editOf(snap, c, *a.Data)
			switch {
			case err != nil && a.Data.Ignore:
				continue
			case err != nil:
				return nil, err
			}
			a.Edit, a.Data = edit, nil
		}
		all = append(all, a)
	}
	return all, nil
}

// wanted reports whether the client asks for actions of a kind. A kind holds those whose
// names go on after a full stop.
func wanted(only []string, kind string) bool {
	return len(only) == 0 || slices.ContainsFunc(only, func(asked string) bool {
		rest, ok := strings.CutPrefix(kind, asked)
		return ok && (rest == "" || rest[0] == '.' || asked == "")
	})
}

func fixable(f lint.Finding) bool { return f.Suppressed == nil && len(f.Fixes) > 0 }

// actionsFor are the actions about one finding, which has a number.
func (s *server) actionsFor(snap *snapshot, number int, f lint.Finding) []protocol.CodeAction {
	var all []protocol.CodeAction
	told := []protocol.Diagnostic{s.diagnostic(snap, f)}
	for i, fix := range f.Fixes {
		all = append(all, protocol.CodeAction{
			Title: fmt.Sprintf("%s (%s)", fix.Message, f.Rule), Kind: protocol.QuickFix, Diagnostics: told, IsPreferred: i == 0,
			Data: &protocol.ActionData{URI: snap.uri, Version: snap.version, Finding: number, Rule: f.Rule, Fix: i},
		})
	}
	if len(f.Fixes) == 0 && s.can().asksProxy && s.needsProxy(f.Rule) {
		const title = "Set the proxy…"
		all = append(all, protocol.CodeAction{
			Title: title, Kind: protocol.QuickFix, Diagnostics: told, IsPreferred: true, Command: &protocol.Command{Title: title, Command: askProxyCommand, Arguments: []any{protocol.Document{URI: snap.uri}}},
		})
	}
	if pathOf(snap.uri) == "" {
		return all // an entry of a configuration names a file
	}
	ignore := s.ignoreAction(snap, number, f)
	ignore.Diagnostics = told
	return append(all, ignore)
}

// needsProxy reports whether findings of a rule are mended with the proxy that is expected.
func (s *server) needsProxy(id string) bool {
	return slices.ContainsFunc(s.rules, func(r lint.Rule) bool { return r.ID == id && r.Fix == check.FixWithProxy })
}

// errChanged is the error of an action that was offered for another version of its document.
var errChanged = failure(protocol.ContentModified, "the document has changed since: ask for the actions again")

// resolve adds the edit to an action that somebody has chosen.
func (s *server) resolve(params json.RawMessage) (work, error) {
	action, err := decode[protocol.CodeAction](params)
	if err != nil {
		return nil, err
	}
	if action.Data == nil {
		return func(context.Context, *jsonrpc2.Conn) (any, error) { return action, nil }, nil
	}
	snap := s.snapshot(action.Data.URI)
	if snap == nil || snap.version != action.Data.Version {
		return nil, errChanged
	}
	return func(ctx context.Context, _ *jsonrpc2.Conn) (any, error) {
		var failed error
		err := snap.read(ctx, func(c *project.Checked) { action.Edit, failed = s.editOf(snap, c, *action.Data) })
		if action.Data = nil; err == nil {
			err = failed
		}
		return action, err
	}, nil
}

// editOf is what an action changes.
func (s *server) editOf(snap *snapshot, c *project.Checked, data protocol.ActionData) (*protocol.WorkspaceEdit, error) {
	if data.All {
		return s.fixAll(snap, c)
	}
	changed := failure(protocol.ContentModified, "the findings have changed since: ask for the actions again")
	if data.Finding < 0 || data.Finding >= len(c.Findings) || c.Findings[data.Finding].Rule != data.Rule {
		return nil, changed // by a configuration: the text is the same
	}
	f := c.Findings[data.Finding]
	if data.Ignore {
		return s.ignoreEdit(snap, ignored{Rule: f.Rule, Pointer: f.Pointer, Reason: s.reason()})
	}
	if data.Fix < 0 || data.Fix >= len(f.Fixes) {
		return nil, changed
	}
	return s.workspaceEdit(snap, f.Fixes[data.Fix].Edits), nil
}

// fixAll mends what can be mended, as edgeproxy lint --fix does.
func (s *server) fixAll(snap *snapshot, c *project.Checked) (*protocol.WorkspaceEdit, error) {
	if c.Document == nil {
		return nil, failure(protocol.RequestFailed, "a text that is no JSON cannot be mended")
	}
	fixed, err := c.Options.Fix(c.Document, c.Findings)
	if err != nil {
		return nil, err
	}
	return s.workspaceEdit(snap, smallEdits(snap.text.Bytes(), fixed.Bytes)), nil
}

// workspaceEdit is edits of a version of a document.
func (s *server) workspaceEdit(snap *snapshot, edits []manifest.Edit) *protocol.WorkspaceEdit {
	texts := []protocol.TextEdit{}
	for _, e := range edits {
		texts = append(texts, protocol.TextEdit{Range: snap.text.Range(e.Start, e.End), NewText: e.Text})
	}
	if !s.can().documents {
		return &protocol.WorkspaceEdit{Changes: map[string][]protocol.TextEdit{snap.uri: texts}}
	}
	return &protocol.WorkspaceEdit{DocumentChanges: []protocol.DocumentChange{{
		Target: &protocol.Versioned{URI: snap.uri, Version: &snap.version}, Edits: texts,
	}}}
}
