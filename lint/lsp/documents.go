package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/iotedge-tools/edgeproxy/lint/config"
	"github.com/iotedge-tools/edgeproxy/lint/lsp/internal/buffer"
	"github.com/iotedge-tools/edgeproxy/lint/lsp/internal/protocol"
	"github.com/iotedge-tools/edgeproxy/lint/project"
)

func (s *server) opened(p protocol.Opened) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	d := p.TextDocument
	s.put(d.URI, d.Version, buffer.New(d.Text, s.client.encoding))
}

func (s *server) changed(p protocol.Changed) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	d := p.TextDocument
	if before := s.open[d.URI]; before != nil {
		s.put(d.URI, d.Version, before.text.Change(p.Changes))
	}
}

func (s *server) closed(p protocol.OnDocument) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	uri := p.DocumentURI()
	before := s.open[uri]
	s.forget(uri)
	if before != nil && before.configuration {
		s.refreshOpen("") // that on the disk holds again
	}
}

// forget takes away a document and what the client knows of it. With the mutex held.
func (s *server) forget(uri string) {
	delete(s.open, uri)
	delete(s.shown, uri)
	s.mark(uri)
}

// lose forgets the document of a message that cannot be read, or all documents if it names none:
// their texts are not known any more, and an edit could destroy what the editor has.
func (s *server) lose(ctx context.Context, conn *jsonrpc2.Conn, params json.RawMessage) {
	var p protocol.OnDocument
	_ = json.Unmarshal(params, &p) // what can be read of them
	s.forgetNamed(p.DocumentURI())
	s.tell(ctx, conn, errors.New("a message of the editor cannot be read, so that the text is not known any more: close and open the file"))
}

// forgetNamed forgets the document of a name, or all of them for "".
func (s *server) forgetNamed(name string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, uri := range slices.Sorted(maps.Keys(s.open)) {
		if name == "" || name == uri {
			s.forget(uri)
		}
	}
	s.refreshOpen("") // one may have been a configuration
}

func (s *server) foldersChanged(p protocol.FoldersChanged) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, f := range p.Event.Removed {
		s.folders = slices.DeleteFunc(s.folders, func(folder string) bool { return folder == pathOf(f.URI) })
	}
	s.addFolders(p.Event.Added)
	s.refreshOpen("")
}

func (s *server) addFolders(folders []protocol.Folder) {
	for _, f := range folders {
		if path := pathOf(f.URI); path != "" {
			s.folders = append(s.folders, path)
		}
	}
}

// put takes over a version of a document. With the mutex held.
func (s *server) put(uri string, version int32, text *buffer.Text) {
	snap := s.newSnapshot(uri, version, text)
	s.open[uri] = snap
	s.mark(uri)
	if snap.configuration {
		s.refreshOpen(uri) // what it says holds before it is saved, also for configurations below
	}
}

// refresh checks all open documents anew.
func (s *server) refresh() {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.refreshOpen("")
}

// refreshOpen is refresh, but for one document, with the mutex held.
func (s *server) refreshOpen(but string) {
	for _, uri := range slices.Sorted(maps.Keys(s.open)) {
		if snap := s.open[uri]; uri != but {
			s.open[uri] = s.newSnapshot(uri, snap.version, snap.text)
			s.mark(uri)
		}
	}
}

// mark makes the publisher publish a document. With the mutex held.
func (s *server) mark(uri string) {
	if !slices.Contains(s.dirty, uri) {
		s.dirty = append(s.dirty, uri)
	}
	select {
	case s.wake <- struct{}{}:
	default: // it is awake already
	}
}

// snapshot is an open document as it is now; nil if it is not open.
func (s *server) snapshot(uri string) *snapshot {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.open[uri]
}

// newSnapshot is a version of a document. With the mutex held.
func (s *server) newSnapshot(uri string, version int32, text *buffer.Text) *snapshot {
	path := pathOf(uri)
	snap := &snapshot{uri: uri, version: version, text: text, path: path, turns: s.turns, done: make(chan struct{})}
	folder := s.folderOf(path)
	if path == "" {
		snap.path = filepath.Join(folder, nameOf(uri))
	}
	snap.configuration = filepath.Base(snap.path) == config.FileName
	snap.workspace = project.Workspace{Dir: folder, Rules: s.rules, Today: s.opts.Today, Unsaved: s.unsaved}
	return snap
}

// folderOf is the innermost open folder that holds a path; for a document without a path the first
// one. Where there is none, it is the folder of the file.
func (s *server) folderOf(path string) string {
	best := ""
	for _, folder := range s.folders {
		rel, err := filepath.Rel(folder, path)
		inside := path == "" && best == "" || err == nil && filepath.IsLocal(rel)
		if inside && len(folder) > len(best) {
			best = folder
		}
	}
	switch {
	case best != "":
		return best
	case path != "":
		return filepath.Dir(path)
	}
	return string(filepath.Separator)
}

// unsaved is the text of a configuration that is open.
func (s *server) unsaved(path string) ([]byte, bool) {
	if !strings.HasSuffix(path, config.FileName) {
		return nil, false
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, snap := range s.open {
		if snap.isConfiguration(path) {
			return snap.text.Bytes(), true
		}
	}
	return nil, false
}
