package baseline

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// MaxSize is the size in bytes above which a baseline is refused.
const MaxSize = 16 << 20

// Parse reads a baseline. It is strict: an unknown key, a key or an entry that
// is there twice, or a value of a wrong kind is an error. A byte order mark is
// accepted. The name of the file is used in errors and commands only. The
// error is an *Error.
func Parse(file string, src []byte) (*Baseline, error) {
	if len(src) > MaxSize {
		return nil, &Error{File: file, Message: "larger than 16 MB: expected a baseline, which has one line a finding"}
	}
	body := bytes.TrimPrefix(src, []byte("\ufeff"))
	r := &reader{
		base: New(file), src: src, start: len(src) - len(body),
		dec: jsontext.NewDecoder(bytes.NewReader(body)),
	}
	r.base.source = src
	if err := r.document(); err != nil {
		return nil, err
	}
	return r.base, nil
}

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
	return &Error{File: r.base.file, Line: p.Line, Column: p.Column, Message: fmt.Sprintf(format, args...)}
}

func (r *reader) document() error {
	seen := map[string]bool{}
	err := r.object("the baseline", func(key string, at int) error {
		seen[key] = true
		switch key {
		case "version":
			return r.version()
		case "entries":
			return r.entries()
		}
		return r.fail(at, `unknown key %s in the baseline: expected "version" or "entries"`, quote(key))
	})
	switch {
	case err != nil:
		return err
	case !seen["version"]:
		return r.fail(r.start, `the baseline has no version: expected "version": 1`)
	case !seen["entries"]:
		return r.fail(r.start, `the baseline has no entries: expected "entries": []`)
	}
	at := r.next()
	switch _, err := r.dec.ReadToken(); {
	case err == io.EOF:
		return nil
	case err != nil:
		return r.syntax(err)
	}
	return r.fail(at, "something follows the baseline: expected the end of the file")
}

func (r *reader) version() error {
	at := r.next()
	text, err := r.scalar('0', `"version"`)
	if err != nil {
		return err
	}
	if text != "1" {
		return r.fail(at, "this baseline has version %s, which this edgeproxy does not know: expected 1; update edgeproxy, or "+anew, quote(text))
	}
	return nil
}

func (r *reader) entries() error {
	if err := r.open('[', `"entries"`); err != nil {
		return err
	}
	for r.dec.PeekKind() != ']' {
		if err := r.entry(); err != nil {
			return err
		}
		r.number++
	}
	_, err := r.dec.ReadToken()
	return r.syntax(err)
}

func (r *reader) entry() error {
	e, start := Entry{}, r.next()
	err := r.object("this entry", func(key string, at int) (err error) {
		switch key {
		case "rule":
			e.Rule, err = r.scalar('"', `"rule"`)
		case "path":
			e.Path, err = r.scalar('"', `"path"`)
			e.Path = readPath(e.Path)
		case "pointer":
			e.Pointer, err = r.scalar('"', `"pointer"`)
		case "count":
			e.Count, err = r.count()
		default:
			err = r.fail(at, `unknown key %s in this entry: expected "rule", "path", "pointer" or "count"`, quote(key))
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case e.Rule == "":
		return r.fail(start, `this entry names no rule: expected "rule", such as "EP101"`)
	case e.Path == "":
		return r.fail(start, `this entry names no file: expected "path"`)
	case e.Count == 0:
		return r.fail(start, `this entry has no count: expected "count", 1 or more`)
	}
	k, p := r.base.of(e.Path), place{e.Rule, e.Pointer}
	if before := k.entries[p]; before != nil {
		line := manifest.NewLines(r.src).Position(before.span.Start).Line
		return r.fail(start, "this entry is there twice: first in line %d; keep one", line)
	}
	k.entries[p] = &tally{count: e.Count, number: r.number, span: manifest.Span{Start: start, End: r.end()}}
	return nil
}

func (r *reader) count() (int, error) {
	at := r.next()
	text, err := r.scalar('0', `"count"`)
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, r.fail(at, `"count" is %s: expected a whole number, 1 or more`, quote(text))
	}
	return n, nil
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
		message = "a merge conflict is left over: solve it, or take either side and write the file anew with --write-baseline"
	default:
		message = "not valid JSON: " + message
	}
	fault := r.fail(at, "%s", message).(*Error)
	fault.cause = err
	return fault
}
