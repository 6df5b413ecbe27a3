package yamlfile

import (
	"bytes"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// Node is one value of the file: what is left of YAML once anchors, tags and
// the like are refused.
type Node struct {
	Kind   Kind
	Span   manifest.Span
	Text   string // of a scalar
	Items  []*Node
	Fields []Field
}

// Field is one key of a mapping with its value.
type Field struct{ Key, Value *Node }

// Kind is the kind of a value.
type Kind uint8

// The kinds of values.
const (
	IsNull Kind = iota
	IsText
	IsNumber
	IsBoolean
	IsList
	IsMapping
	IsOther
)

// String names the kind as it reads after "is".
func (k Kind) String() string {
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
func (l *layout) node(n ast.Node) *Node {
	switch n := n.(type) {
	case *ast.NullNode:
		return &Node{Kind: IsNull, Span: l.span(n.Token)}
	case *ast.StringNode:
		return &Node{Kind: IsText, Span: l.span(n.Token), Text: n.Value}
	case *ast.LiteralNode:
		return &Node{Kind: IsText, Span: l.span(n.Start), Text: n.Value.Value}
	case *ast.BoolNode:
		return &Node{Kind: IsBoolean, Span: l.span(n.Token), Text: n.Token.Value}
	case *ast.IntegerNode, *ast.FloatNode, *ast.InfinityNode, *ast.NanNode:
		return &Node{Kind: IsNumber, Span: l.span(n.GetToken()), Text: n.GetToken().Value}
	case *ast.SequenceNode:
		return l.list(n)
	case *ast.MappingNode:
		return l.mapping(n)
	}
	return &Node{Kind: IsOther, Span: l.span(n.GetToken())}
}

func (l *layout) list(n *ast.SequenceNode) *Node {
	out := &Node{Kind: IsList, Span: l.span(n.Start)}
	for _, value := range n.Values {
		item := l.node(value)
		out.Items = append(out.Items, item)
		out.Span.End = max(out.Span.End, item.Span.End)
	}
	if n.IsFlowStyle {
		out.Span.End = l.span(n.End).End
	}
	return out
}

func (l *layout) mapping(n *ast.MappingNode) *Node {
	out := &Node{Kind: IsMapping, Span: l.span(n.Start)}
	for i, pair := range n.Values {
		key := &Node{Kind: IsText, Span: l.span(pair.Key.GetToken()), Text: pair.Key.GetToken().Value}
		value := l.node(pair.Value)
		if pair.Value.GetToken().Type == token.ImplicitNullType {
			value.Span = key.Span // there is nothing else to point at
		}
		out.Fields = append(out.Fields, Field{key, value})
		if i == 0 && !n.IsFlowStyle {
			out.Span.Start = key.Span.Start // and not the colon after it
		}
		out.Span.End = max(out.Span.End, value.Span.End)
	}
	if n.IsFlowStyle {
		out.Span.End = l.span(n.End).End
	}
	return out
}
