package lsp

import (
	"github.com/iotedge-tools/edgeproxy/lint/lsp/internal/buffer"
	"github.com/iotedge-tools/edgeproxy/lint/lsp/internal/protocol"
)

// keptLenses are the lenses of the last text of a document that was JSON. A text is broken at
// nearly every key that is typed: without its lenses the lines below would jump up and down.
type keptLenses struct {
	text   *buffer.Text
	lenses []protocol.CodeLens
}

// keep remembers the lenses of an open document.
func (s *server) keep(snap *snapshot, lenses []protocol.CodeLens) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.open[snap.uri] != nil {
		s.shown[snap.uri] = keptLenses{snap.text, lenses}
	}
}

// kept are the remembered lenses at their places in a text that is broken.
func (s *server) kept(snap *snapshot) []protocol.CodeLens {
	s.mutex.Lock()
	last := s.shown[snap.uri]
	s.mutex.Unlock()
	all := []protocol.CodeLens{}
	if last.text == nil {
		return all
	}
	before, now := last.text.Bytes(), snap.text.Bytes()
	head := commonHead(before, now)
	tail := commonTail(before[head:], now[head:])
	for _, lens := range last.lenses {
		start, end := last.text.Offset(lens.Range.Start), last.text.Offset(lens.Range.End)
		switch grown := len(now) - len(before); {
		case end <= head:
			lens.Range = snap.text.Range(start, end)
		case start >= len(before)-tail:
			lens.Range = snap.text.Range(start+grown, end+grown)
		default:
			continue // somebody is typing over it
		}
		all = append(all, lens)
	}
	return all
}
