package config

import (
	"bytes"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// node is one value of the file: what is left of YAML once anchors, tags and
// the like are refused.
type node struct {
	kind   kind
	span   manifest.Span
	text   string // of a scalar
	items  []*node
	fields []field
}

// field is one key of a mapping with its value.
type field struct{ key, value *node }

type kind uint8

const (
	kindNull kind = iota
	kindText
	kindNumber
	kindBoolean
	kindList
	kindMapping
	kindOther
)

// String names the kind as it reads after "is".
func (k kind) String() string {
	return [...]string{"empty", "a text", "a number", "true or false", "a list", "a mapping", "not supported"}[k]
}

// layout leads from the parser's positions back to bytes of the file. The
// parser's own offsets cannot be used: it loses count at comments.
type layout struct {
	size  int
	runes []int // offset of each rune after the byte order mark
	lines []int // number of the first rune of each line
}

// newLayout returns, beside the layout, the text for the parser: it counts
// lines wrong where a carriage return follows a comment.
func newLayout(src []byte) (*layout, string) {
	body := string(bytes.TrimPrefix(src, []byte("\ufeff")))
	l := &layout{size: len(src), lines: []int{0}}
	before := 'x'
	for i, r := range body {
		if before == '\n' || before == '\r' && r != '\n' {
			l.lines = append(l.lines, len(l.runes))
		}
		l.runes = append(l.runes, len(src)-len(body)+i)
		before = r
	}
	if before == '\n' || before == '\r' {
		l.lines = append(l.lines, len(l.runes))
	}
	return l, strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(body)
}

// start is where a line starts, which is where the one before it ends.
func (l *layout) start(line int) int {
	if line < 1 || line > len(l.lines) || l.lines[line-1] == len(l.runes) {
		return l.size
	}
	return l.runes[l.lines[line-1]]
}

// offset is the place of a token in the file. A value that is not there has a
// place after its line: it is moved to the end of the line.
func (l *layout) offset(t *token.Token) int {
	if t == nil || t.Position.Line < 1 || t.Position.Line > len(l.lines) {
		return l.size
	}
	end := l.start(t.Position.Line + 1)
	if t.Position.Line < len(l.lines) {
		end-- // before the line feed
	}
	at := l.lines[t.Position.Line-1] + t.Position.Column - 1
	if at < 0 || at >= len(l.runes) {
		return end
	}
	return min(l.runes[at], end)
}

// span is where a token stands, without the blanks around it. The text that
// follows the header of a block scalar does not belong to it.
func (l *layout) span(t *token.Token) manifest.Span {
	s := manifest.Span{Start: l.offset(t)}
	text := strings.TrimSpace(t.Origin)
	if breaks := strings.Count(text, "\n"); breaks > 0 {
		s.End = l.start(t.Position.Line+breaks) + len(text) - strings.LastIndex(text, "\n") - 1
	} else {
		s.End = s.Start + len(text)
	}
	s.End = max(s.Start, min(s.End, l.size))
	return s
}

// node converts a value of the parser.
func (l *layout) node(n ast.Node) *node {
	switch n := n.(type) {
	case *ast.NullNode:
		return &node{kind: kindNull, span: l.span(n.Token)}
	case *ast.StringNode:
		return &node{kind: kindText, span: l.span(n.Token), text: n.Value}
	case *ast.LiteralNode:
		return &node{kind: kindText, span: l.span(n.Start), text: n.Value.Value}
	case *ast.BoolNode:
		return &node{kind: kindBoolean, span: l.span(n.Token), text: n.Token.Value}
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return &node{kind: kindNumber, span: l.span(n.GetToken())}
	case *ast.SequenceNode:
		return l.list(n)
	case *ast.MappingNode:
		return l.mapping(n)
	}
	return &node{kind: kindOther, span: l.span(n.GetToken())}
}

func (l *layout) list(n *ast.SequenceNode) *node {
	out := &node{kind: kindList, span: l.span(n.Start)}
	for _, value := range n.Values {
		item := l.node(value)
		out.items = append(out.items, item)
		out.span.End = max(out.span.End, item.span.End)
	}
	if n.IsFlowStyle {
		out.span.End = l.span(n.End).End
	}
	return out
}

func (l *layout) mapping(n *ast.MappingNode) *node {
	out := &node{kind: kindMapping, span: l.span(n.Start)}
	for i, pair := range n.Values {
		key := &node{kind: kindText, span: l.span(pair.Key.GetToken()), text: pair.Key.GetToken().Value}
		value := l.node(pair.Value)
		if pair.Value.GetToken().Type == token.ImplicitNullType {
			value.span = key.span // there is nothing else to point at
		}
		out.fields = append(out.fields, field{key, value})
		if i == 0 && !n.IsFlowStyle {
			out.span.Start = key.span.Start // and not the colon after it
		}
		out.span.End = max(out.span.End, value.span.End)
	}
	if n.IsFlowStyle {
		out.span.End = l.span(n.End).End
	}
	return out
}
