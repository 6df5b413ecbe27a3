package manifest

import (
	"bytes"
	"errors"
	"io"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
)

// tree is the offset index of one JSON text: a flat list of its values in
// document order. It holds no copies of the text.
type tree struct {
	text  []byte // the JSON that was read; same length as src, comments and the like masked
	src   []byte // the text as it was given, for positions and layout
	nodes []node // nodes[0] is the root
	// origin maps an offset in text to one in the file, for JSON that stands
	// in a string of the file. Nil means that text is the file.
	origin func(offset int, end bool) int
	host   Node // for JSON in a string: the string that holds it
}

// node is one value. The children of nodes[i] follow it: the first is i+1, and
// each child's next leads to the following one, up to nodes[i].next.
type node struct {
	keyStart, keyEnd int32 // the quoted key, or zero for elements and the root
	start, end       int32
	parent           int32
	next             int32 // index of the first node after this value's subtree
	kind             Kind
}

// decoders holds JSON readers between uses: one costs more than a small file.
var decoders = sync.Pool{New: func() any { return new(jsontext.Decoder) }}

// readerOptions: duplicate names are a finding rather than a syntax error, so
// the reader lets them pass.
var readerOptions = jsontext.AllowDuplicateNames(true)

// scan reads text from offset base on, strictly, and indexes it into t.
func (t *tree) scan(base int, limits Limits) error {
	dec := decoders.Get().(*jsontext.Decoder)
	defer decoders.Put(dec)
	dec.Reset(bytes.NewBuffer(t.text[base:]), readerOptions)
	s := scanner{tree: t, base: base, open: -1, limits: limits, wantKey: false}
	for {
		done, err := s.step(dec)
		if err != nil {
			return explain(t.src, base, err, s.openBracket())
		}
		if done {
			break
		}
	}
	if _, err := dec.ReadToken(); !errors.Is(err, io.EOF) {
		end := skipBlanks(t.text, int(t.nodes[0].end))
		return syntaxErrorAt(t.src, end, err, "there is text after the end of the document (the first value ends at %s): remove it, or close the brackets later",
			NewLines(t.src).Position(int(t.nodes[0].end)))
	}
	return nil
}

// scanner is the state of one scan.
type scanner struct {
	tree             *tree
	base             int
	limits           Limits
	pos              int   // offset in text after the last token
	open             int32 // innermost open object or array, -1 for none
	depth            int
	wantKey          bool // the next string is a key
	keyStart, keyEnd int32
}

// step reads one token. It reports true after the end of the root value.
func (s *scanner) step(dec *jsontext.Decoder) (done bool, err error) {
	token, err := dec.ReadToken()
	if err != nil {
		return false, err
	}
	t := s.tree
	start := int32(skipSeparators(t.text, s.base+s.pos))
	s.pos = int(dec.InputOffset())
	end := int32(s.base + s.pos)
	kind := kindOf(token.Kind())
	switch c := token.Kind(); {
	case c == '}' || c == ']':
		n := &t.nodes[s.open]
		n.end, n.next = end, int32(len(t.nodes))
		s.open = n.parent
		s.depth--
		s.wantKey = s.inObject()
		return s.open < 0, nil
	case s.wantKey:
		s.keyStart, s.keyEnd, s.wantKey = start, end, false
		return false, nil
	}
	i := int32(len(t.nodes))
	t.nodes = append(t.nodes, node{s.keyStart, s.keyEnd, start, end, s.open, i + 1, kind})
	s.keyStart, s.keyEnd = 0, 0
	if kind == Object || kind == Array {
		s.open = i
		if s.depth++; s.depth > s.limits.Depth {
			return false, syntaxErrorAt(t.src, int(start), nil, "nested deeper than %d levels: no deployment manifest is", s.limits.Depth)
		}
	}
	s.wantKey = s.inObject()
	return s.open < 0, nil
}

func (s *scanner) inObject() bool { return s.open >= 0 && s.tree.nodes[s.open].kind == Object }

// openBracket is the place of the innermost bracket that is still open.
func (s *scanner) openBracket() Span {
	if s.open < 0 {
		return Span{}
	}
	at := int(s.tree.nodes[s.open].start)
	return Span{at, at + 1}
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

// skipSeparators is skipBlanks that passes over commas and colons, too.
func skipSeparators(b []byte, i int) int {
	for i < len(b) && (isBlank(b[i]) || b[i] == ',' || b[i] == ':') {
		i++
	}
	return i
}
