package yamlfile

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// maxDepth is how deep collections may be nested. The parser recurses without
// a limit; a configuration has five levels.
const maxDepth = 32

// maxEmpty is how many empty lines may follow each other. The lexer removes
// those at the end of a text of "|" or ">" one by one, and copies the whole text
// for each: a file of 120 KB would take minutes.
const maxEmpty = 100

// maxMerge is how many "<" a file may hold: at each of them the lexer looks
// through all that it has read since the last token. maxBare is how many keys
// may have no value: at each the parser copies all that follow.
const (
	maxMerge = 1000
	maxBare  = 100
)

// Tree reads the text of the file. It is nil after a fault, and for a file that
// holds nothing.
func (d *Decoder) Tree() *Node {
	src := d.src
	if len(src) > d.MaxSize {
		d.Err = &Error{File: d.File, Message: fmt.Sprintf("larger than %d KB; %s", d.MaxSize>>10, d.Large)}
		return nil
	}
	if n := validUTF8(src); n < len(src) {
		d.Fail(n, "not UTF-8: save the file as UTF-8")
		return nil
	}
	l, text := newLayout(src)
	if line := emptyLines(text); line > 0 {
		d.Fail(l.start(line), "more than %d empty lines follow each other: remove them", maxEmpty)
		return nil
	}
	if strings.Count(text, "<") > maxMerge {
		d.Fail(strings.IndexByte(string(src), '<'), "more than %d \"<\" in this file: expected %s, which has few", maxMerge, d.Name)
		return nil
	}
	tokens := lexer.Tokenize(text)
	if d.refuse(l, tokens); d.Err != nil {
		return nil
	}
	// Duplicate keys are reported later: the parser's message quotes them.
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		var syntax *yaml.SyntaxError
		if errors.As(err, &syntax) {
			d.notYAML(l.offset(syntax.Token), syntax.Message)
		} else {
			d.notYAML(0, "")
		}
		return nil
	}
	for _, doc := range file.Docs {
		if doc.Body != nil {
			return l.node(doc.Body)
		}
	}
	return nil
}

// validUTF8 is the number of bytes before the first that is not UTF-8.
func validUTF8(src []byte) int {
	for i := 0; i < len(src); {
		r, size := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(src)
}

// emptyLines is the number of the first line of too many empty ones, or 0.
func emptyLines(text string) int {
	number, empty := 0, 0
	for line := range strings.Lines(text) {
		number++
		if strings.TrimSpace(line) != "" {
			empty = 0
		} else if empty++; empty > maxEmpty {
			return number - maxEmpty
		}
	}
	return 0
}

// special names the features of YAML that a file may not use.
var special = map[token.Type]string{
	token.AnchorType:      "&",
	token.AliasType:       "*",
	token.TagType:         "!",
	token.DirectiveType:   "%",
	token.MappingKeyType:  "?",
	token.MergeKeyType:    "<<",
	token.DocumentEndType: "...",
}

// refuse finds what must not reach the parser.
func (d *Decoder) refuse(l *layout, tokens token.Tokens) {
	nest := nesting{file: d.Name}
	var before *token.Token // the one before, comments left out
	for _, t := range tokens {
		problem := nest.enter(t, before)
		switch sign, isSpecial := special[t.Type]; {
		case t.Type == token.InvalidType:
			d.notYAML(l.offset(t), t.Error)
		case isSpecial:
			d.Fail(l.offset(t), "%q has a meaning in YAML that is not supported here: put a text that starts with it in quotes", sign)
		case t.Type == token.DocumentHeaderType && before != nil:
			d.Fail(l.offset(t), "a second document starts here: expected one document")
		case problem != "":
			d.Fail(l.offset(t), "%s", problem)
		}
		if d.Err != nil {
			return
		}
		if t.Type != token.CommentType {
			before = t
		}
	}
}

// nesting follows the collections that are open.
type nesting struct {
	file    string // what the file is
	flow    int    // brackets and braces
	columns []int  // of the others, which indentation opens and closes
	bare    int    // keys without a value
}

// enter takes the next token and the one before it. It says what is wrong
// with the token, or nothing.
func (n *nesting) enter(t, before *token.Token) string {
	if n.endsBare(t, before) {
		if n.bare++; n.bare > maxBare {
			return fmt.Sprintf("more than %d keys have no value: give each a value, or remove the keys", maxBare)
		}
	}
	switch t.Type {
	case token.MappingStartType, token.SequenceStartType:
		n.flow++
	case token.MappingEndType, token.SequenceEndType:
		n.flow = max(0, n.flow-1)
	case token.SequenceEntryType:
		if n.flow > 0 {
			return `"-" does not belong between brackets or braces: separate the entries of this list by ","`
		}
		n.indent(t.Position.Column)
	case token.MappingValueType:
		if n.flow > 0 {
			break
		}
		if before != nil && before.Position.Line == t.Position.Line {
			t = before // the key
		}
		n.indent(t.Position.Column)
	}
	if n.flow+len(n.columns) > maxDepth {
		return "nested too deeply: expected " + n.file + ", which has a few levels"
	}
	return ""
}

// endsBare reports whether the token before is that of a key without a value.
func (n *nesting) endsBare(t, before *token.Token) bool {
	return before != nil && before.Type == token.MappingValueType && n.flow == 0 && len(n.columns) > 0 &&
		t.Type != token.CommentType && t.Type != token.SequenceEntryType &&
		t.Position.Line > before.Position.Line && t.Position.Column <= n.columns[len(n.columns)-1]
}

// indent closes the collections that are indented further, and opens one if
// there is none at this column.
func (n *nesting) indent(column int) {
	for len(n.columns) > 0 && n.columns[len(n.columns)-1] >= column {
		n.columns = n.columns[:len(n.columns)-1]
	}
	n.columns = append(n.columns, column)
}

// notYAML reports a syntax error in words of ours: the parser's messages quote
// the text around the place, which may be a proxy address.
func (d *Decoder) notYAML(offset int, message string) {
	help := "check the indentation, and put a text with special characters in quotes"
	for _, known := range syntaxHelp {
		if strings.Contains(message, known.in) {
			help = known.help
			break
		}
	}
	d.Fail(offset, "not valid YAML: %s", cmp.Or(d.otherSyntax(offset), help))
}

// otherSyntax says what to write on a line that has the syntax of another file format;
// "" for any other line. It quotes nothing of the line.
func (d *Decoder) otherSyntax(offset int) string {
	line, _ := d.Lines.Line(d.Lines.Position(offset).Line)
	text := strings.TrimSpace(string(line))
	before, _, assigned := strings.Cut(text, "=")
	switch {
	case strings.HasPrefix(text, "//"), strings.HasPrefix(text, "/*"), strings.HasPrefix(text, ";"):
		return `a comment starts with "#"`
	case assigned && !strings.ContainsAny(before, `:#"'`):
		return "a key has a colon and a blank after it, and no equals sign: KEY: VALUE"
	}
	return ""
}

// syntaxHelp says what to do, by a part of the parser's message.
var syntaxHelp = [...]struct{ in, help string }{
	{"double-quoted", `a closing " is missing`},
	{"single-quoted", "a closing ' is missing"},
	{"escape character", `write \\ for a backslash between double quotes, or use single quotes`},
	{"tab character", "indent with blanks, not with tabs"},
	{"character '\t'", "indent with blanks, not with tabs"},
	{"mapping value is not allowed", `put a text that holds ": " in quotes, and check the indentation`},
	{"',' or '}'", `a "," or "}" is missing; put a text with braces, brackets or commas in quotes`},
	{"',' or ']'", `a "," or "]" is missing; put a text with braces, brackets or commas in quotes`},
	{"end token '}'", `a closing "}" is missing`},
	{"end token ']'", `a closing "]" is missing`},
	{"block sequence entries", "start a list on a line of its own"},
	{"reserved character", "put a text that starts with a special character in quotes"},
	{"non-map value", "expected a key with a value, such as KEY: VALUE"},
}
