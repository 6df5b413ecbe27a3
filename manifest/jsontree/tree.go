package jsontree

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"slices"
	"sync"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// Tree is the offset index of one JSON text: a flat list of its values in
// document order. It holds no copies of the text.
type Tree struct {
	text  []byte // the JSON that was read; same length as src, comments and the like masked
	src   []byte // the text as it was given, for positions and layout
	nodes []node // nodes[0] is the root
	odd   []Oddity
	// origin maps an offset in text to one in the file, for JSON that stands
	// in a string of the file. Nil means that text is the file.
	origin func(offset int, end bool) int
	host   Node // for JSON in a string: the string that holds it

	jsonLines bool // see Document.JSONLines

	// What has been looked up, to be found again without a search.
	lines   *text.Lines          // of src
	units   map[int32]unitFound  // see unitAmong
	indents map[level]lineIndent // see indentBelow
	counted struct {             // see Node.index
		child, index int32
	}
}

// node is one value. The children of nodes[i] follow it: the first is i+1, and
// each child's next leads to the following one, up to nodes[i].next.
type node struct {
	keyStart, keyEnd int32 // the quoted key, or zero for elements and the root
	start, end       int32
	parent           int32
	next             int32 // index of the first node after this value's subtree
	kind             Kind
	escaped          bool // the key has escape sequences
}

// All yields every value in document order. t may be nil.
func (t *Tree) All() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		if t == nil {
			return
		}
		for i := range t.nodes {
			if !yield(Node{t, int32(i)}) {
				return
			}
		}
	}
}

// Bytes is the text as it was given. t may be nil.
func (t *Tree) Bytes() []byte {
	if t == nil {
		return nil
	}
	return t.src
}

// Oddities lists what strict JSON would not allow, in document order. t may be nil.
func (t *Tree) Oddities() []Oddity {
	if t == nil {
		return nil
	}
	return t.odd
}

// JSONLines reports whether the text is JSON lines, of which the root is the array.
// t may be nil.
func (t *Tree) JSONLines() bool { return t != nil && t.jsonLines }

// decoders holds JSON readers between uses: one costs more than a small file.
var decoders = sync.Pool{New: func() any { return new(jsontext.Decoder) }}

// readerOptions: duplicate names are a finding rather than a syntax error, so
// the reader lets them pass.
var readerOptions = jsontext.AllowDuplicateNames(true)

// scan reads text from offset base on, strictly, and indexes it into t.
func (t *Tree) scan(src source, base int, limits Limits) error {
	if t.scanQuickly(base, limits.Depth) {
		return nil
	}
	return t.scanStrictly(src, base, limits)
}

// scanStrictly is scan by the strict reader.
func (t *Tree) scanStrictly(src source, base int, limits Limits) error {
	dec := decoders.Get().(*jsontext.Decoder)
	defer decoders.Put(dec)
	dec.Reset(bytes.NewBuffer(t.text[base:]), readerOptions)
	s := scanner{tree: t, base: base, open: -1}
	for done := false; !done; {
		var err error
		if done, err = s.step(dec); err != nil {
			return src.explain(base, err, s.openBracket(), s.wantKey)
		}
		if s.depth > limits.Depth {
			return src.errorAt(s.openBracket(), nil, "nested deeper than %d levels: no deployment manifest is", limits.Depth)
		}
	}
	if _, err := dec.ReadToken(); !errors.Is(err, io.EOF) {
		end := int(t.nodes[0].end)
		return src.errorAt(skipBlanks(t.text, end), err, "there is text after the end of the document (the first value ends at %s): remove it, or close the brackets later", src.place(end))
	}
	return nil
}

// moreNodes is nodes with room for all that a text may hold: each value but the first
// follows a comma or an opening bracket. To grow to that at once takes a quarter of the
// memory that growing step by step takes, for a large text of many small values. Where
// several texts are read into one tree, it grows by steps.
func moreNodes(nodes []node, text []byte) []node {
	count := func(c byte) int { return bytes.Count(text, []byte{c}) }
	most := 1 + count(',') + count('[') + count('{')
	return slices.Grow(nodes, max(1, most-len(nodes)))
}

// scanner is the state of one scan.
type scanner struct {
	tree             *Tree
	base             int
	open             int32 // innermost open object or array, -1 for none
	depth            int
	wantKey          bool // the next string is a key
	keyStart, keyEnd int32
	keyEscaped       bool
}

// step reads one token. It reports true after the end of the root value.
func (s *scanner) step(dec *jsontext.Decoder) (done bool, err error) {
	c := dec.PeekKind()
	size := 1
	switch c {
	case '{', '[', '}', ']':
		_, err = dec.ReadToken()
	default:
		var value jsontext.Value
		value, err = dec.ReadValue()
		size = len(value)
	}
	if err != nil {
		return false, err
	}
	end := int32(s.base) + int32(dec.InputOffset())
	start := end - int32(size)
	switch {
	case c == '}' || c == ']':
		s.close(end)
		return s.open < 0, nil
	case s.wantKey:
		s.keyStart, s.keyEnd, s.wantKey = start, end, false
		s.keyEscaped = hasEscape(s.tree.text[start:end])
		return false, nil
	}
	s.add(start, end, kindOf(c))
	return s.open < 0, nil
}

// add appends a value to the index. An object or array is open from then on.
func (s *scanner) add(start, end int32, kind Kind) {
	t := s.tree
	if len(t.nodes) == cap(t.nodes) {
		t.nodes = moreNodes(t.nodes, t.text)
	}
	i := int32(len(t.nodes))
	t.nodes = append(t.nodes, node{s.keyStart, s.keyEnd, start, end, s.open, i + 1, kind, s.keyEscaped})
	s.keyStart, s.keyEnd, s.keyEscaped = 0, 0, false
	if kind == Object || kind == Array {
		s.open = i
		s.depth++
	}
	s.wantKey = s.inObject()
}

// close ends the innermost open object or array.
func (s *scanner) close(end int32) {
	n := &s.tree.nodes[s.open]
	n.end, n.next = end, int32(len(s.tree.nodes))
	s.open = n.parent
	s.depth--
	s.wantKey = s.inObject()
}

func (s *scanner) inObject() bool { return s.open >= 0 && s.tree.nodes[s.open].kind == Object }

// openBracket is the offset of the innermost bracket that is open, or -1.
func (s *scanner) openBracket() int {
	if s.open < 0 {
		return -1
	}
	return int(s.tree.nodes[s.open].start)
}

func kindOf(c jsontext.Kind) Kind {
	switch c {
	case '{':
		return Object
	case '[':
		return Array
	case '"':
		return String
	case '0':
		return Number
	case 't', 'f':
		return Bool
	default:
		return Null
	}
}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// skipBlanks is the offset of the first byte from i on that is no JSON white space.
func skipBlanks(b []byte, i int) int {
	for i < len(b) && isBlank(b[i]) {
		i++
	}
	return i
}
