package baseline

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// reader fills a Baseline from JSON tokens.
type reader struct {
	base   *Baseline
	src    []byte
	start  int // of the JSON text, after a byte order mark
	dec    *jsontext.Decoder
	number int // of the entry
}

// next is where the next token starts.
func (r *reader) next() int {
	at := r.end()
	for at < len(r.src) && strings.IndexByte(" \t\r\n,:", r.src[at]) >= 0 {
		at++
	}
	return at
}

// end is where the last token ends.
func (r *reader) end() int { return r.start + int(r.dec.InputOffset()) }

func (r *reader) fail(offset int, format string, args ...any) error {
	p := manifest.NewLines(r.src).Position(offset)
	message := fmt.Sprintf(format, args...)
	return &Error{File: r.base.file, Line: p.Line, Column: p.Column, Message: message, Anew: strings.HasSuffix(message, anew)}
}

// object reads an object. It calls member with each key and its place, to read
// the value.
func (r *reader) object(what string, member func(key string, at int) error) error {
	if err := r.open('{', what); err != nil {
		return err
	}
	for r.dec.PeekKind() != '}' {
		at := r.next()
		key, err := r.dec.ReadToken()
		if err != nil {
			return r.syntax(err)
		}
		if err := member(key.String(), at); err != nil {
			return err
		}
	}
	_, err := r.dec.ReadToken()
	return r.syntax(err)
}

// open reads the start of an object or array.
func (r *reader) open(kind jsontext.Kind, what string) error {
	_, err := r.scalar(kind, what)
	return err
}

// scalar reads a token of a kind and returns its text.
func (r *reader) scalar(kind jsontext.Kind, what string) (string, error) {
	at := r.next()
	token, err := r.dec.ReadToken()
	if err != nil {
		return "", r.syntax(err)
	}
	if token.Kind() != kind {
		return "", r.fail(at, "%s is %s: expected %s", what, kindNames[token.Kind()], kindNames[kind])
	}
	return token.String(), nil
}

var kindNames = map[jsontext.Kind]string{
	'n': "null", 't': "true", 'f': "false", '"': "a text", '0': "a number", '{': "an object", '[': "a list",
}

// syntax is the *Error for an error of the decoder, nil for nil.
func (r *reader) syntax(err error) error {
	if err == nil {
		return nil
	}
	at, message := len(r.src), "the file ends too early; "+anew
	var s *jsontext.SyntacticError
	if errors.As(err, &s) && !errors.Is(err, io.ErrUnexpectedEOF) {
		at = r.start + int(s.ByteOffset)
		message = printable(s.Err.Error())
	}
	lines := manifest.NewLines(r.src)
	text, _ := lines.Line(lines.Position(at).Line)
	switch {
	case errors.Is(err, jsontext.ErrDuplicateName):
		message = "key " + quote(s.JSONPointer.LastToken()) + " is there twice: remove one of them"
	case len(bytes.TrimSpace(r.src[r.start:])) == 0:
		message = "the file is empty: " + anew
	case bytes.HasPrefix(r.src, []byte("\xff\xfe")), bytes.HasPrefix(r.src, []byte("\xfe\xff")):
		message = "the file is UTF-16: save it as UTF-8"
	case isConflict(text):
		message = "a merge conflict is left over: solve it, or " + anew
	default:
		message = "not valid JSON: " + message
	}
	fault := r.fail(at, "%s", message).(*Error)
	fault.cause = err
	return fault
}
