package jsontree

import (
	"bytes"
	"errors"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

// isJSONLines reports whether each of the first two lines that are not blank holds a
// whole document. The first line of a manifest of many lines does not, even if
// somebody has pasted a second manifest below it.
func isJSONLines(text []byte) bool {
	const enough = 2
	found := 0
	for line := range bytes.Lines(text) {
		line = bytes.Trim(line, " \t\r\n")
		if len(line) == 0 {
			continue
		}
		if line[0] != '{' && line[0] != '[' || !jsontext.Value(line).IsValid(readerOptions) {
			return false
		}
		if found++; found == enough {
			return true
		}
	}
	return false
}

// scanJSONLines is scan for JSON lines. Each document has the whole depth.
func (t *Tree) scanJSONLines(src source, base int, limits Limits) error {
	dec := decoders.Get().(*jsontext.Decoder)
	defer decoders.Put(dec)
	dec.Reset(bytes.NewBuffer(t.text[base:]), readerOptions)
	t.nodes = append(t.nodes[:0], node{start: int32(base), end: int32(len(t.text)), parent: -1, kind: Array})
	s := scanner{tree: t, base: base}
	first, last := 0, -1 // the number of the node of the document that is read, and the offset where the one before it ends
	for {
		if s.open == 0 {
			first = len(t.nodes)
		}
		_, err := s.step(dec)
		switch {
		case s.open == 0 && errors.Is(err, io.EOF):
			t.nodes[0].next, t.jsonLines = int32(len(t.nodes)), true
			return nil
		case err != nil && s.open == 0:
			return src.explain(base, err, -1, false)
		case err != nil:
			return src.explain(base, err, s.openBracket(), s.wantKey)
		case s.depth > limits.Depth:
			return src.errorAt(s.openBracket(), nil, "nested deeper than %d levels: no deployment manifest is", limits.Depth)
		case s.open > 0:
			continue
		}
		doc := t.nodes[first]
		if !isLine(t.text, doc, last) {
			return src.errorAt(int(doc.start), nil, "expected one object or array a line, as in the lines before it")
		}
		last = int(doc.end)
	}
}

// isLine reports whether a document is an object or array on a line of its own.
// last is where the one before it ends, or negative.
func isLine(text []byte, doc node, last int) bool {
	holdsEnd := func(from, to int) bool { return bytes.IndexByte(text[from:to], '\n') >= 0 }
	start, end := int(doc.start), int(doc.end)
	return (doc.kind == Object || doc.kind == Array) && !holdsEnd(start, end) && (last < 0 || holdsEnd(last, start))
}
