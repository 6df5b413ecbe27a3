package condition

import (
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// maxDepth is how deep parentheses, NOT and signs may be nested.
const maxDepth = 200

// Condition is a parsed target condition. The zero value is the empty condition, which
// targets no device. A Condition does not change and may be used by many goroutines.
type Condition struct {
	all      bool
	root     expr // nil for "*" and for the empty condition
	paths    []Path
	warnings []Warning
}

// Parse reads a target condition. "" targets no device and is no error. The error is an
// *Error for what IoT Hub refuses: it has the place, and what to write instead.
func Parse(src string) (*Condition, error) {
	switch trimmed := strings.Trim(src, " \t\r\n"); {
	case src == "":
		return &Condition{}, nil
	case trimmed == "*":
		return &Condition{all: true}, nil
	}
	p := &parser{src: src, c: &Condition{}, indexes: map[string]int{}}
	p.advance()
	if p.tok.kind == endToken && p.err == nil {
		p.fail(p.tok.span, "the condition holds nothing but blanks: expected * or a comparison such as tags.site='plant-a'", "")
	}
	root := p.chain()
	if p.err == nil && p.tok.kind != endToken {
		p.unexpected("AND, OR or the end of the condition")
	}
	if p.err != nil {
		return nil, p.err.at(src)
	}
	p.c.root = root
	return p.c, nil
}

// Paths lists the properties that the condition reads, each once. The list must not be
// changed.
func (c *Condition) Paths() []Path { return c.paths }

// Warnings lists what IoT Hub may refuse, or may read in another way: the first twenty.
// The list must not be changed.
func (c *Condition) Warnings() []Warning { return c.warnings }

// parser reads one condition. After the first error it reads nothing more.
type parser struct {
	src   string
	tok   token // the token to be read
	end   int   // where the token before it ends
	depth int
	c     *Condition
	err   *Error

	indexes map[string]int // in c.paths, by the path as it is written
}

// advance goes on to the next token.
func (p *parser) advance() {
	p.end = p.tok.span.End
	if p.err == nil {
		p.tok, p.err = next(p.src, p.end)
	}
	if p.err != nil {
		p.tok = token{kind: endToken, span: text.Span{Start: len(p.src), End: len(p.src)}}
	}
}

// fail keeps the first error.
func (p *parser) fail(span text.Span, msg, help string) {
	if p.err == nil {
		p.err = &Error{Span: span, Msg: msg, Help: help}
	}
	p.tok = token{kind: endToken, span: text.Span{Start: len(p.src), End: len(p.src)}}
}

// maxWarnings bounds the warnings about one condition.
const maxWarnings = 20

// mayWarn reports whether one more warning would be kept.
func (p *parser) mayWarn() bool { return len(p.c.warnings) < maxWarnings }

func (p *parser) warn(span text.Span, msg, help string) {
	if p.mayWarn() {
		p.c.warnings = append(p.c.warnings, Warning{span, msg, help})
	}
}

// enter counts a level of nesting, and fails if there are too many.
func (p *parser) enter() bool {
	if p.depth++; p.depth > maxDepth {
		p.fail(p.tok.span, "the condition is nested too deep: expected at most 200 levels", "")
	}
	return p.err == nil
}

// chain reads operands with AND and OR between them.
func (p *parser) chain() expr {
	c := &chain{operands: []expr{p.operand()}}
	for p.err == nil {
		w := missing
		switch {
		case p.tok.isWord("AND"):
			w = and
		case p.tok.isWord("OR"):
			w = or
		case p.tok.isWord("NOT"):
			p.warn(p.tok.span, "NOT follows without AND before it: IoT Hub may refuse this", "write AND NOT")
		default:
			return c.simplified()
		}
		if len(c.words) > 0 && !c.mixed && (w == or) != (c.words[0] == or) {
			c.mixed = true
			p.warn(p.tok.span, "AND and OR stand beside each other: which of them binds closer is not documented", "write parentheses around the part that belongs together")
		}
		if w != missing {
			p.advance()
		}
		c.words = append(c.words, w)
		c.operands = append(c.operands, p.operand())
	}
	return c.simplified()
}

// simplified is the only operand of a chain that has one.
func (c *chain) simplified() expr {
	if len(c.operands) == 1 {
		return c.operands[0]
	}
	return c
}

// operand reads what AND and OR join: NOT and a comparison.
func (p *parser) operand() expr {
	if !p.tok.isWord("NOT") {
		return p.comparison()
	}
	defer func() { p.depth-- }()
	if !p.enter() {
		return nil
	}
	p.advance()
	return &not{p.operand()}
}

// comparisons lists the operators that compare.
var comparisons = []string{"=", "!=", "<>", "<", "<=", ">", ">="}

// comparison reads a sum, or two of them with an operator between.
func (p *parser) comparison() expr {
	left := p.sum()
	switch {
	case p.tok.is("=="):
		p.fail(p.tok.span, "== is no operator: expected =", "write = to compare two values")
	case p.tok.isWord("IN"), p.tok.isWord("NIN"):
		p.fail(p.tok.span, strings.ToUpper(p.tok.text)+" is refused when a deployment is created (InvalidConfigurationTargetCondition): expected comparisons with OR between them",
			"write (tags.site='a' OR tags.site='b'); queries and the portal's preview do take "+strings.ToUpper(p.tok.text))
	}
	if p.tok.kind != symbolToken || !slices.Contains(comparisons, p.tok.text) {
		return left
	}
	operator := p.tok.text
	if operator == "<>" {
		operator = "!="
	}
	p.advance()
	right := p.sum()
	if p.tok.kind == symbolToken && slices.Contains(comparisons, p.tok.text) {
		p.fail(p.tok.span, "a second operator follows: expected a comparison of two values", "write AND between two comparisons")
	}
	return &comparison{operator, left, right}
}

// sum reads products with + and - between them.
func (p *parser) sum() expr { return p.leftToRight(p.product, "+", "-") }

// product reads values with *, / and % between them.
func (p *parser) product() expr { return p.leftToRight(p.signed, "*", "/", "%") }

// maxTerms bounds how many values + and * may join: each of them is a level of the tree.
const maxTerms = 1000

func (p *parser) leftToRight(part func() expr, operators ...string) expr {
	left := part()
	for n := 0; p.tok.kind == symbolToken && slices.Contains(operators, p.tok.text); n++ {
		if n == maxTerms {
			p.fail(p.tok.span, "too many values are joined by + - * / %: expected at most 1000", "")
			break
		}
		operator := p.tok.text
		p.advance()
		left = &arithmetic{operator, left, part()}
	}
	return left
}

// signed reads a value with or without a sign.
func (p *parser) signed() expr {
	if !p.tok.is("-") && !p.tok.is("+") {
		return p.value()
	}
	defer func() { p.depth-- }()
	if !p.enter() {
		return nil
	}
	negative := p.tok.is("-")
	p.advance()
	operand := p.signed()
	if !negative {
		return operand
	}
	return &minus{operand}
}
