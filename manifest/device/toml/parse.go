package toml

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/iotedge-tools/edgeproxy/manifest/secret"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// Error says why a text is no TOML document.
type Error struct {
	Offset  int    // in bytes from the start of the text
	Message string // in lower case, without passwords
	TooMany bool   // the text has more than is read here; other readers may take it
}

// Error is the message alone: who knows the file's name puts the place before it.
func (e *Error) Error() string { return e.Message }

// A document may have so many keys and headers, and so many parts in the paths of all of
// them: the template of the packages has some hundred. The ordinary decoder takes time
// that grows with the square of the keys, and deep tables repeat their paths.
const (
	maxKeys  = 10000
	maxParts = 10 * maxKeys
)

// Parse reads a document. The error is an *Error. The document keeps spans of src,
// which must not change afterwards.
func Parse(src []byte) (*Document, error) {
	bom := text.BOMLen(src)
	r := &reader{src: src, bom: bom}
	r.parser.Reset(src[bom:])
	doc := &Document{Tables: []Table{{}}, Tree: map[string]any{}}
	for r.parser.NextExpression() {
		if r.expression(doc, r.parser.Expression()); r.tooMany() {
			return nil, &Error{len(src), fmt.Sprintf("the text has more than %d keys and headers, or very long ones: expected some hundred", maxKeys), true}
		}
	}
	if err := r.parser.Error(); err != nil {
		return nil, r.grammarError(err)
	}
	doc.Tables[len(doc.Tables)-1].Span.End = len(src)
	if err := toml.Unmarshal(src[bom:], &doc.Tree); err != nil {
		return nil, r.decodeError(err)
	}
	return doc, nil
}

// reader makes tables of what the parser finds.
type reader struct {
	src    []byte
	bom    int // bytes of src that the parser does not see
	parser unstable.Parser
	count  int // keys and headers so far
	parts  int // of their paths
}

func (r *reader) tooMany() bool { return r.count > maxKeys || r.parts > maxParts }

// expression adds a header or a pair to the document.
func (r *reader) expression(doc *Document, n *unstable.Node) {
	last := &doc.Tables[len(doc.Tables)-1]
	switch n.Kind {
	case unstable.Table, unstable.ArrayTable:
		path, key := r.key(n.Key())
		header := r.header(key, n.Kind == unstable.ArrayTable)
		last.Span.End = header.Start
		doc.Tables = append(doc.Tables, Table{
			Path: path, Array: n.Kind == unstable.ArrayTable, Header: header, Span: text.Span{Start: header.Start},
		})
	case unstable.KeyValue:
		last.Pairs = append(last.Pairs, r.pair(n, last.Path, inArray(doc, last)))
	}
}

// inArray reports whether a table is one of an array, or lies below one.
func inArray(doc *Document, t *Table) bool {
	return slices.ContainsFunc(doc.Tables, func(other Table) bool {
		return other.Array && len(other.Path) <= len(t.Path) && slices.Equal(other.Path, t.Path[:len(other.Path)])
	})
}

// header is the span of a header with its brackets. key is the span of the name.
func (r *reader) header(key text.Span, double bool) text.Span {
	s := text.Span{
		Start: key.Start - len(trailingBlanks(r.src[:key.Start])) - 1,
		End:   key.End + len(leadingBlanks(r.src[key.End:])) + 1,
	}
	if double {
		s.Start--
		s.End++
	}
	return s
}

// pair makes a pair of a node. Its path begins with that of the table around it.
func (r *reader) pair(n *unstable.Node, table []string, inArray bool) Pair {
	own, key := r.key(n.Key())
	r.parts += len(table)
	if r.tooMany() {
		return Pair{}
	}
	p := Pair{Path: append(slices.Clone(table), own...), Span: r.span(n.Raw), Key: key, InArray: inArray}
	between := r.src[key.End:p.Span.End] // blanks, '=', blanks, the value
	afterSign := key.End + len(leadingBlanks(between)) + 1
	p.Value = text.Span{Start: afterSign + len(leadingBlanks(r.src[afterSign:p.Span.End])), End: p.Span.End}
	value := n.Value()
	switch value.Kind {
	case unstable.String:
		p.Text = string(value.Data)
	case unstable.InlineTable:
		p.Kind = InlineTable
		for it := value.Children(); it.Next() && !r.tooMany(); {
			if it.Node().Kind == unstable.KeyValue {
				p.Inline = append(p.Inline, r.pair(it.Node(), p.Path, inArray))
			}
		}
	case unstable.Array:
		p.Kind = Array
	default:
		p.Kind, p.Text = Other, string(r.src[p.Value.Start:p.Value.End])
	}
	return p
}

// key is a key's parts, decoded, and its span.
func (r *reader) key(it unstable.Iterator) (path []string, span text.Span) {
	r.count++
	for it.Next() && !r.tooMany() {
		r.parts++
		part := r.span(it.Node().Raw)
		if path == nil {
			span.Start = part.Start
		}
		span.End = part.End
		path = append(path, string(it.Node().Data))
	}
	return path, span
}

func (r *reader) span(raw unstable.Range) text.Span {
	start := r.bom + int(raw.Offset)
	return text.Span{Start: start, End: start + int(raw.Length)}
}

// grammarError is an error of the parser, with its place.
func (r *reader) grammarError(err error) *Error {
	var fault *unstable.ParserError
	if !errors.As(err, &fault) {
		return &Error{Message: secret.Message(err.Error())}
	}
	at := len(r.src)
	if len(fault.Highlight) > 0 {
		at = r.bom + int(r.parser.Range(fault.Highlight).Offset)
	}
	return &Error{Offset: at, Message: secret.Message(fault.Message)}
}

// decodeError is an error of the ordinary decoder, with its place. The decoder
// counts columns in bytes.
func (r *reader) decodeError(err error) *Error {
	var fault *toml.DecodeError
	if !errors.As(err, &fault) {
		return &Error{Message: secret.Message(strings.TrimPrefix(err.Error(), "toml: "))}
	}
	line, column := fault.Position()
	at := r.bom
	for ; line > 1; line-- {
		at += strings.IndexByte(string(r.src[at:]), '\n') + 1
	}
	message := secret.Message(strings.TrimPrefix(fault.Error(), "toml: "))
	return &Error{Offset: min(at+max(column, 1)-1, len(r.src)), Message: message}
}

// leadingBlanks are the blanks and tabs that b begins with.
func leadingBlanks(b []byte) []byte {
	n := 0
	for n < len(b) && (b[n] == ' ' || b[n] == '\t') {
		n++
	}
	return b[:n]
}

// trailingBlanks are the blanks and tabs that b ends with.
func trailingBlanks(b []byte) []byte {
	n := len(b)
	for n > 0 && (b[n-1] == ' ' || b[n-1] == '\t') {
		n--
	}
	return b[n:]
}
