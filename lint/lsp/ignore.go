package lsp

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/lsp/internal/buffer"
	"github.com/iotedge-tools/edgeproxy/lint/lsp/internal/protocol"
)

// ignoreAction is the action that accepts a finding: it adds an entry to the configuration.
// A client of ours asks the person for the reason first.
func (s *server) ignoreAction(snap *snapshot, number int, f lint.Finding) protocol.CodeAction {
	action := protocol.CodeAction{Title: "Ignore " + f.Rule + " here, with a reason in " + config.FileName, Kind: protocol.QuickFix}
	if s.can().asksReason {
		entry := ignored{URI: snap.uri, Rule: f.Rule, Pointer: f.Pointer}
		action.Command = &protocol.Command{Title: action.Title, Command: askReasonCommand, Arguments: []any{entry}}
	} else {
		action.Data = &protocol.ActionData{URI: snap.uri, Version: snap.version, Finding: number, Rule: f.Rule, Ignore: true}
	}
	return action
}

// reason is what an entry says until the person says more: an entry without a reason is
// an error.
func (s *server) reason() string {
	today := s.opts.Today
	if today.IsZero() {
		today = time.Now()
	}
	return "accepted in the editor on " + today.Format(time.DateOnly) + ": say here why"
}

// ignored is what an entry is made of.
type ignored struct {
	URI     string `json:"uri"`
	Rule    string `json:"rule"`
	Pointer string `json:"pointer"`
	Reason  string `json:"reason"`
}

// ignoreEdit adds an entry to the nearest configuration that may have one for the
// document, or to a new one at the root of the repository or of the workspace.
func (s *server) ignoreEdit(snap *snapshot, entry ignored) (*protocol.WorkspaceEdit, error) {
	name, path, err := ignoringConfig(snap)
	if err != nil {
		return nil, err
	}
	uri, version, text, err := s.configurationText(name)
	if err != nil {
		return nil, err
	}
	edit, err := config.AddIgnore(text.Bytes(), config.Ignore{
		Rule: entry.Rule, Path: config.PathGlob(path), Pointer: entry.Pointer, Reason: entry.Reason,
	}, s.rules)
	if err != nil {
		return nil, err
	}
	texts := []protocol.TextEdit{{Range: text.Range(edit.Start, edit.End), NewText: edit.Text}}
	if !s.can().documents {
		return &protocol.WorkspaceEdit{Changes: map[string][]protocol.TextEdit{uri: texts}}, nil
	}
	out := &protocol.WorkspaceEdit{}
	if len(text.Bytes()) == 0 && s.can().creates {
		out.DocumentChanges = append(out.DocumentChanges, protocol.DocumentChange{Kind: "create", URI: uri, Options: &protocol.Creation{IgnoreIfExists: true}})
	}
	out.DocumentChanges = append(out.DocumentChanges, protocol.DocumentChange{Target: &protocol.Versioned{URI: uri, Version: version}, Edits: texts})
	return out, nil
}

// ignoringConfig is the absolute path of the configuration for an entry, and the path
// of the document relative to its folder.
func ignoringConfig(snap *snapshot) (name, path string, err error) {
	set, err := snap.workspace.Configuration(snap.path)
	if err != nil {
		return "", "", err
	}
	dir := snap.workspace.Dir
	if file, path, ok := set.Ignoring(); ok {
		if name = filepath.FromSlash(file); !filepath.IsAbs(name) {
			name = filepath.Join(dir, name)
		}
		return name, path, nil
	}
	folder := config.Repository(filepath.Dir(snap.path))
	if folder == "" {
		folder = dir
	}
	rel, err := filepath.Rel(folder, snap.path)
	if err != nil || !filepath.IsLocal(rel) {
		return "", "", config.ErrNoRoom
	}
	return filepath.Join(folder, config.FileName), filepath.ToSlash(rel), nil
}

// configurationText is the text of a configuration: as it is in the editor, or on the disk, or empty
// if it is to be made.
func (s *server) configurationText(name string) (uri string, version *int32, text *buffer.Text, err error) {
	s.mutex.Lock()
	encoding := s.client.encoding
	for _, snap := range s.open {
		if snap.isConfiguration(name) {
			s.mutex.Unlock()
			return snap.uri, &snap.version, snap.text, nil
		}
	}
	s.mutex.Unlock()
	src, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", nil, nil, errors.New(config.FileName + " cannot be read")
	}
	return uriOf(name), nil, buffer.New(string(src), encoding), nil
}
