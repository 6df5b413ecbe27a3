package condition

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// value reads a constant, a property, a function or an expression in parentheses.
func (p *parser) value() expr {
	tok := p.tok
	switch {
	case tok.is("("):
		return p.parenthesized()
	case tok.is("["):
		return p.list()
	case tok.kind == textToken:
		p.advance()
		p.checkText(tok)
		return &constant{val: TextValue(tok.text)}
	case tok.kind == numberToken:
		p.advance()
		return p.number(tok)
	case tok.kind == wordToken:
		return p.word()
	}
	p.unexpected("a property, a text in single quotes, a number, NOT or (")
	return nil
}

// parenthesized reads an expression in parentheses.
func (p *parser) parenthesized() expr {
	open := p.tok
	defer func() { p.depth-- }()
	if !p.enter() {
		return nil
	}
	p.advance()
	inner := p.chain()
	if p.err == nil && !p.tok.is(")") {
		if p.tok.kind == endToken {
			p.fail(open.span, "this parenthesis is not closed: expected ) for it", "")
		} else {
			p.unexpected("AND, OR or )")
		}
	}
	p.advance()
	return inner
}

// list reads an array of constants. Only IN could use it, and IN is refused.
func (p *parser) list() expr {
	start := p.tok.span.Start
	for p.advance(); p.err == nil && !p.tok.is("]"); p.advance() {
		if p.tok.kind == endToken || p.tok.is("[") {
			p.fail(text.Span{Start: start, End: start + 1}, "this list is not closed: expected ] after its constants", "")
		}
	}
	end := p.tok.span.End
	p.advance()
	return &constant{val: Value{Kind: Compound}, plain: p.src[start:end]}
}

// number reads a decimal or hexadecimal number.
func (p *parser) number(tok token) expr {
	c := &constant{val: NumberValue(tok.text), plain: tok.text}
	if digits, ok := strings.CutPrefix(strings.ToLower(tok.text), "0x"); ok {
		n, err := strconv.ParseUint(digits, 16, 64)
		if err != nil {
			c.val.Kind = Unknown
		} else {
			c.val = Value{Kind: Number, Number: float64(n)}
		}
	}
	if c.val.Kind != Number || strings.Contains(tok.text, "_") {
		p.fail(tok.span, p.quoted(tok.text)+" is no number: expected digits such as 12, 1.5 or 0x1F", "texts stand in single quotes, odd names in [[ ]]")
	}
	return c
}

// constants are the words that stand for a value.
var constants = map[string]Value{"true": BoolValue(true), "false": BoolValue(false), "null": {Kind: Null}, "undefined": {}}

// word reads what starts with a word: a constant, a function or a property.
func (p *parser) word() expr {
	first := p.tok
	p.advance()
	lower := strings.ToLower(first.text)
	if val, ok := constants[lower]; ok && !p.tok.is(".") && !p.tok.is("(") {
		return &constant{val: val, plain: lower}
	}
	if p.tok.is("(") {
		return p.function(first)
	}
	switch lower {
	case "select", "where", "from":
		p.fail(first.span, strings.ToUpper(lower)+" belongs to a query: expected the condition alone, such as tags.site='plant-a'", "write what stands after WHERE")
		return nil
	case "and", "or":
		p.fail(first.span, strings.ToUpper(lower)+" has nothing before it: expected a comparison", "")
		return nil
	}
	path, span := Path{first.text}, first.span
	for p.tok.is(".") {
		p.advance()
		if p.tok.kind != wordToken && p.tok.kind != oddToken {
			p.unexpected("a name after the dot")
			return nil
		}
		path, span.End = append(path, p.tok.text), p.tok.span.End
		p.advance()
	}
	return p.property(path, span)
}

// property checks that a condition may read a path.
func (p *parser) property(path Path, span text.Span) *property {
	known, otherCase, ok := rooted(path)
	if !ok {
		help := "texts stand in single quotes; a name with other characters than letters, digits and _ stands in [[ ]], as in tags.[[my-tag]]"
		if len(path) > 1 || slices.ContainsFunc([]string{"moduleId", "status", "connectionState", "etag"}, func(s string) bool { return strings.EqualFold(s, path[0]) }) {
			help = "queries can read more, but a deployment is chosen by deviceId, tags and reported properties alone"
		}
		p.fail(span, fmt.Sprintf("%s is no property that a target condition can read: expected deviceId, tags.NAME or properties.reported.NAME", p.quoted(path.String())), help)
		return &property{}
	}
	if otherCase && p.mayWarn() {
		p.warn(span, fmt.Sprintf("%s is spelt in another case than %s: IoT Hub may not know it", p.quoted(path.String()), known), "write "+known.String())
	}
	key := known.String()
	index, found := p.indexes[key]
	if !found {
		index = len(p.c.paths)
		p.indexes[key] = index
		p.c.paths = append(p.c.paths, known)
	}
	return &property{span, path, index, otherCase}
}

// function reads is_defined(property), the only function that twins have.
func (p *parser) function(name token) expr {
	if !name.isWord("is_defined") {
		p.fail(name.span, fmt.Sprintf("%s is no function of target conditions: expected is_defined", p.quoted(name.text)), "the other functions of the query language are for message routes only")
		return nil
	}
	p.advance()
	if p.tok.kind != wordToken {
		p.unexpected("a property such as tags.site")
		return nil
	}
	argument, ok := p.word().(*property)
	switch {
	case p.err != nil:
		return nil
	case !ok:
		p.fail(name.span, "is_defined takes a property: expected one such as tags.site", "")
		return nil
	case !p.tok.is(")"):
		p.unexpected(") after the property")
		return nil
	}
	p.advance()
	return &defined{argument}
}

// documented lists the characters beside ASCII letters and digits that the
// documentation allows in texts.
const documented = "-:.+%_#*?!(),=@;$'"

// checkText warns of a character that the documentation does not allow in texts.
func (p *parser) checkText(tok token) {
	for _, r := range tok.text {
		if r < 0x80 && (isNameRune(r) || strings.ContainsRune(documented, r)) {
			continue
		}
		p.warn(tok.span, fmt.Sprintf("the text holds %q: the documentation allows letters, digits and - : . + %% _ # * ? ! ( ) , = @ ; $ only", r), "IoT Hub may refuse it; use other values for the tag if it does")
		return
	}
}

// unexpected fails at the token to be read.
func (p *parser) unexpected(expected string) {
	found, help := p.quoted(p.tok.text), ""
	switch first := p.tok.text; {
	case p.tok.kind == endToken:
		found = "the condition ends here"
	case strings.HasPrefix(first, `"`):
		found, help = `"`, "double quotes are not allowed anywhere in a target condition: write 'plant-a'"
	case first == "*":
		help = "* stands alone: it targets every device"
	case strings.ContainsAny(first, "‘’‚“”„`´"):
		help = "texts stand in single quotes as the keyboard has them: 'plant-a'"
	case first == "!" || first == "&" || first == "|":
		help = "write NOT, AND and OR"
	case p.tok.kind == textToken:
		found = "a text"
	}
	span := p.tok.span
	if p.tok.kind != endToken {
		found += " stands here"
	}
	p.fail(span, found+": expected "+expected, help)
}
