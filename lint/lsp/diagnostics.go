package lsp

import (
	"context"

	"github.com/sourcegraph/jsonrpc2"

	"github.com/iotedge-tools/edgeproxy/lint"
	"github.com/iotedge-tools/edgeproxy/lint/lsp/internal/protocol"
	"github.com/iotedge-tools/edgeproxy/lint/project"
	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
	"github.com/iotedge-tools/edgeproxy/manifest/secret"
)

// source is who says it, in every diagnostic.
const source = "edgeproxy"

// publishAll publishes the diagnostics of documents that have changed, until ctx ends. It
// alone publishes, one document after the other, so that nothing old follows something
// new. Documents that change in the meantime wait, and are then checked as they are by then.
func (s *server) publishAll(ctx context.Context, conn *jsonrpc2.Conn) {
	published := map[string]bool{} // the documents that the client knows diagnostics of
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.wake:
		}
		for uri, snap, ok := s.takeDirty(); ok && ctx.Err() == nil; uri, snap, ok = s.takeDirty() {
			_, _ = s.safely(ctx, conn, func(ctx context.Context, conn *jsonrpc2.Conn) (any, error) {
				published[uri] = s.publish(ctx, conn, uri, snap, published[uri])
				return nil, nil
			}) // a fault is told
		}
	}
}

// publish publishes the diagnostics of a document, none if it was closed. It returns
// whether the client has some to show, or an empty list of a file that the server speaks of.
// Other files get nothing, unless they had something before.
func (s *server) publish(ctx context.Context, conn *jsonrpc2.Conn, uri string, snap *snapshot, before bool) (ours bool) {
	p := protocol.Published{URI: uri, Diagnostics: []protocol.Diagnostic{}}
	if snap != nil {
		p.Version = &snap.version
		p.Diagnostics, ours = s.diagnostics(ctx, conn, snap)
	}
	if (ours || before) && ctx.Err() == nil {
		_ = conn.Notify(ctx, "textDocument/publishDiagnostics", p)
	}
	return ours
}

// takeDirty is the next document to publish. Its snapshot is nil if it was closed.
func (s *server) takeDirty() (uri string, snap *snapshot, ok bool) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if len(s.dirty) == 0 {
		return "", nil, false
	}
	uri, s.dirty = s.dirty[0], s.dirty[1:]
	return uri, s.open[uri], true
}

// diagnostics are the diagnostics of a version; ours reports whether the server speaks
// of such a file at all.
func (s *server) diagnostics(ctx context.Context, conn *jsonrpc2.Conn, snap *snapshot) (all []protocol.Diagnostic, ours bool) {
	all = []protocol.Diagnostic{}
	err := snap.read(ctx, func(c *project.Checked) {
		if c.PassedOver != "" {
			return
		}
		ours = true
		for _, f := range c.Findings {
			if f.Suppressed == nil && f.Severity != lint.Off {
				all = append(all, s.diagnostic(snap, f))
			}
		}
		if c.Err != nil {
			all = append(all, notChecked(snap, c.Err))
		}
	})
	if err != nil || snap.fault == nil {
		return all, ours
	}
	s.tell(ctx, conn, snap.fault)
	return []protocol.Diagnostic{notChecked(snap, snap.fault)}, true
}

// notChecked is the diagnostic of a document that could not be checked.
func notChecked(snap *snapshot, why error) protocol.Diagnostic {
	return protocol.Diagnostic{
		Range: snap.text.Range(0, snap.text.LineEnd(0)), Severity: protocol.SeverityError, Source: source,
		Message: plain.Line("this file was not checked: " + secret.Message(why.Error())),
	}
}

// diagnostic is a finding as an editor shows it.
func (s *server) diagnostic(snap *snapshot, f lint.Finding) protocol.Diagnostic {
	d := protocol.Diagnostic{
		Range: s.place(snap, f), Severity: severities[f.Severity], Code: f.Rule, Source: source, Message: f.Message,
	}
	if f.Help != "" {
		d.Message += "\n" + f.Help
	}
	if s.can().related {
		for _, r := range f.Related {
			if r.File != nil {
				continue // of a device, which no editor compares with
			}
			at := protocol.Location{URI: snap.uri, Range: snap.text.Range(r.Span.Start, r.Span.End)}
			d.Related = append(d.Related, protocol.Related{Location: at, Message: r.Message})
		}
	}
	return d
}

var severities = [...]int{lint.Off: 0, lint.Info: protocol.SeverityInformation, lint.Warning: protocol.SeverityWarning, lint.Error: protocol.SeverityError}

// place is where an editor underlines a finding: its first line, because a whole
// object that is underlined hides everything else.
func (s *server) place(snap *snapshot, f lint.Finding) protocol.Range {
	end := min(f.Span.End, snap.text.LineEnd(f.Span.Start))
	return snap.text.Range(f.Span.Start, end)
}
