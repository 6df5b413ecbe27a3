package baseline

import (
	"bytes"
	"io"
	"path"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/iotedge-tools/edgeproxy/lint/check"
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
		return nil, &Error{File: file, Message: "larger than 16 MB: expected a baseline, which has one line for each finding"}
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
		return r.fail(r.start, `the baseline has no version: expected "version": 2`)
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
	if text != "1" && text != "2" { // in 1 no entry has a severity
		return r.fail(at, "this baseline has version %s, which this edgeproxy does not know: expected 2; update edgeproxy, or "+anew, quote(text))
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
			if e.Path != "" {
				e.Path = path.Clean(readPath(e.Path)) // somebody may have typed "./a.json"
			}
		case "pointer":
			e.Pointer, err = r.scalar('"', `"pointer"`)
		case "severity":
			e.Severity, err = r.severity()
		case "cause":
			e.Cause, err = r.scalar('"', `"cause"`)
		case "count":
			e.Count, err = r.count()
		default:
			err = r.fail(at, `unknown key %s in this entry: expected "rule", "path", "pointer", "severity", "cause" or "count"`, quote(key))
		}
		return err
	})
	if err != nil {
		return err
	}
	if problem := e.problem(); problem != "" {
		return r.fail(start, "this entry %s", problem)
	}
	k, p := r.base.of(e.Path), place{e.Rule, e.Pointer, e.Severity, e.Cause}
	if before := k.entries[p]; before != nil {
		line := manifest.NewLines(r.src).Position(before.span.Start).Line
		return r.fail(start, "this entry is there twice: first in line %d; keep one", line)
	}
	k.entries[p] = &tally{count: e.Count, number: r.number, span: manifest.Span{Start: start, End: r.end()}}
	return nil
}

// problem is what an entry lacks; "" if it is whole.
func (e Entry) problem() string {
	switch {
	case e.Rule == "":
		return `names no rule: expected "rule", such as "EP101"`
	case e.Path == "":
		return `names no file: expected "path"`
	case e.Count == 0:
		return `has no count: expected "count", 1 or more`
	case e.Cause != "" && e.Severity == check.Off:
		return `has a cause and no severity: expected "severity", such as "error"`
	}
	return ""
}

func (r *reader) severity() (check.Severity, error) {
	at := r.next()
	text, err := r.scalar('"', `"severity"`)
	if err != nil {
		return check.Off, err
	}
	s, err := check.ParseSeverity(text)
	if err != nil || s == check.Off {
		return check.Off, r.fail(at, `"severity" is %s: expected "error", "warning" or "info"`, quote(text))
	}
	return s, nil
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
