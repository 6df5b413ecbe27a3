package manifest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

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
	Size  int // bytes; 0 means MaxSize
	Depth int // nested objects and arrays; 0 means MaxDepth
}

func (l Limits) withDefaults() Limits {
	if l.Size <= 0 {
		l.Size = MaxSize
	}
	if l.Depth <= 0 {
		l.Depth = MaxDepth
	}
	return l
}

// SyntaxError says where and why a text is not a JSON document that Parse
// accepts. It quotes at most one character of the text.
type SyntaxError struct {
	Offset int    // bytes from the start of the text, 0-based
	Line   int    // 1-based
	Column int    // 1-based, in code points
	Msg    string // what is wrong and what was expected
	Err    error  // the cause, if another package found the error
}

// Error formats the error as "line:column: message".
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Msg)
}

// Unwrap is the error of the JSON reader, if there is one.
func (e *SyntaxError) Unwrap() error { return e.Err }

// syntaxErrorAt makes a SyntaxError for a byte offset of src.
func syntaxErrorAt(src []byte, offset int, err error, format string, args ...any) *SyntaxError {
	p := NewLines(src).Position(offset)
	return &SyntaxError{Offset: p.Offset, Line: p.Line, Column: p.Column, Msg: fmt.Sprintf(format, args...), Err: err}
}

// explain turns an error of the JSON reader into a SyntaxError. base is what
// has to be added to the reader's offsets; open is the innermost object or
// array that was being read, if any.
func explain(src []byte, base int, err error, open Span) *SyntaxError {
	var syntax *jsontext.SyntacticError
	if !errors.As(err, &syntax) {
		if errors.Is(err, io.EOF) {
			return syntaxErrorAt(src, len(src), err, "the file is empty: expected a JSON object")
		}
		return syntaxErrorAt(src, base, err, "cannot read JSON: %v", err)
	}
	at := base + int(syntax.ByteOffset)
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF) && len(bytes.TrimSpace(src[base:])) == 0:
		return syntaxErrorAt(src, len(src), err, "the file is empty: expected a JSON object")
	case errors.Is(err, io.ErrUnexpectedEOF):
		msg := "the file ends too early"
		if open.Len() > 0 {
			msg += fmt.Sprintf(": the %q opened at %s is never closed", src[open.Start], NewLines(src).Position(open.Start))
		}
		return syntaxErrorAt(src, len(src), err, "%s", msg)
	case at < len(src) && strings.HasPrefix(string(src[at:min(at+7, len(src))]), "<<<<<<<"):
		return syntaxErrorAt(src, at, err, "a merge conflict was left in the file: resolve it")
	}
	return syntaxErrorAt(src, at, err, "%s", reword(syntax.Err.Error()))
}

// reword makes the reader's messages say what people call things.
func reword(msg string) string {
	msg = strings.TrimPrefix(msg, "jsontext: ")
	for _, r := range [...][2]string{
		{"(expecting ',' or '}')", "(expected ',' or '}')"},
		{"(expecting ',' or ']')", "(expected ',' or ']')"},
		{"at start of value", "where a value was expected"},
		{"at start of string (expecting '\"')", "where a key in double quotes was expected"},
		{"after top-level value", "after the end of the document (expected nothing more)"},
		{"expecting", "expected"},
	} {
		msg = strings.Replace(msg, r[0], r[1], 1)
	}
	return msg
}
