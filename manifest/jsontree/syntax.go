package jsontree

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strings"
	"sync"

	"github.com/go-json-experiment/json/jsontext"
)

// The limits that Parse applies. Deployment manifests are bounded by IoT Hub
// to 32 KB of desired properties a module, ten levels deep; anything near these
// limits is an attack or a mistake.
const (
	MaxSize  = 16 << 20 // bytes
	MaxDepth = 1000     // nested objects and arrays
)

// Limits bounds what Parse accepts. A zero field means the default.
type Limits struct {
	Size  int // bytes; 0 means MaxSize, and no more than 2 GB are read
	Depth int // nested objects and arrays; 0 means MaxDepth
}

func (l Limits) withDefaults() Limits {
	if l.Size <= 0 {
		l.Size = MaxSize
	}
	l.Size = min(l.Size, math.MaxInt32) // offsets are kept in 32 bits
	if l.Depth <= 0 {
		l.Depth = MaxDepth
	}
	return l
}

// SyntaxError says where and why a text is not a JSON document that Parse
// accepts. Its message quotes at most one character of the text.
type SyntaxError struct {
	Offset int    // bytes from the start of the text, 0-based
	Line   int    // 1-based
	Column int    // 1-based, in code points
	Msg    string // what is wrong and what was expected
	Err    error  // the cause, if another package found the error

	// Language names the template language of which a block stands at the
	// place, such as "Jinja"; "" if none does.
	Language string
}

// Error formats the error as "line:column: message".
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Msg)
}

// Unwrap is the error of the JSON reader, if there is one.
func (e *SyntaxError) Unwrap() error { return e.Err }

// errorAt makes a SyntaxError for a byte offset of the text.
func (s source) errorAt(offset int, err error, format string, args ...any) *SyntaxError {
	p := s.place(offset)
	return &SyntaxError{Offset: p.Offset, Line: p.Line, Column: p.Column, Msg: fmt.Sprintf(format, args...), Err: err}
}

// explain turns an error of the JSON reader into a SyntaxError. base is what
// has to be added to the reader's offsets; open is the offset of the innermost
// bracket that was open, or negative; wantKey says that a key was expected.
func (s source) explain(base int, err error, open int, wantKey bool) *SyntaxError {
	var syntax *jsontext.SyntacticError
	end := len(s.text)
	isSyntax := errors.As(err, &syntax)
	switch early := errors.Is(err, io.ErrUnexpectedEOF); {
	case early && open >= 0:
		return s.errorAt(end, err, "%s ends too early: the %q opened at %s is never closed", s.name, s.text[open], s.place(open))
	case errors.Is(err, io.EOF):
		return s.errorAt(end, err, "%s is empty: expected a JSON object", s.name)
	case early:
		return s.errorAt(end, err, "%s ends too early", s.name)
	case !isSyntax:
		return s.errorAt(base, err, "cannot read JSON: %v", err)
	}
	at := base + int(syntax.ByteOffset)
	rest := s.text[min(at, end):]
	switch {
	case bytes.HasPrefix(rest, []byte("<<<<<<<")):
		return s.errorAt(at, err, "a merge conflict was left in %s: resolve it", s.name)
	case bytes.HasPrefix(rest, []byte("/*")) && !bytes.Contains(rest, []byte("*/")):
		return s.errorAt(at, err, "the comment is never closed: expected */")
	}
	msg := reword(syntax.Err.Error())
	if wantKey {
		msg = strings.Replace(msg, "where a value was expected", "where a key in double quotes was expected", 1)
	}
	return s.errorAt(at, err, "%s", msg)
}

// rewordings make the reader's messages say what people call things. An escape
// sequence is not quoted: what follows it may be a part of a password.
var rewordings = [...]rewording{
	rewordingOf(`^jsontext: `, ""),
	rewordingOf(`^invalid character '\\[nr]' in string .*`, "the string does not end on its line: expected '\"'"),
	rewordingOf(`^invalid character ('.*') in string .*`, "invalid character $1 in a string: expected an escape sequence for it"),
	rewordingOf("^invalid escape sequence `\\\\u.*", `invalid escape sequence in a string: expected \u and four hexadecimal digits`),
	rewordingOf("^invalid escape sequence .*", `invalid escape sequence in a string: expected \\ for a backslash`),
	rewordingOf("^invalid surrogate pair .*", `half of a surrogate pair in a string: expected the escape sequences of both`),
	rewordingOf("^invalid UTF-8", "invalid UTF-8: expected a file saved as UTF-8"),
	rewordingOf("^object member name must be a string", "a key in double quotes was expected"),
	rewordingOf("^missing value after object name", "missing value after a key"),
	rewordingOf("after object name", "after a key"),
	rewordingOf("after object value", "after the value of a member"),
	rewordingOf("after array element", "after an element of an array"),
	rewordingOf("at start of (?:value|string).*", "where a value was expected"),
	rewordingOf("expecting", "expected"),
}

// rewording replaces what matches a pattern.
type rewording struct {
	pattern func() *regexp.Regexp // compiled at the first call: most documents have no error
	text    string
}

func rewordingOf(pattern, text string) rewording {
	return rewording{sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) }), text}
}

func reword(msg string) string {
	for _, r := range rewordings {
		msg = r.pattern().ReplaceAllString(msg, r.text)
	}
	return msg
}
