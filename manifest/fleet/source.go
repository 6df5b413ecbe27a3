package fleet

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// MaxRecord is the largest record that a Source reads, in bytes. The twins of a device with
// fifty modules stay below it by far.
const MaxRecord = 16 << 20

// chunkSize is about how many bytes of records Next returns at a time.
const chunkSize = 256 << 10

// Record is the text of one device in a form of its own: JSON, or a row of CSV.
type Record struct {
	Line int    // where it begins, from 1
	Text []byte // JSON; {"ID": {…}} in an export of a hub's state
	Row  []string
}

// Records are some records in the order of the input.
type Records struct {
	List []Record
	form form
	head *header // of CSV
}

// form is how an input holds its devices.
type form uint8

const (
	unknownForm  form = iota
	lineForm          // one JSON object a line
	sequenceForm      // JSON objects with any white space between
	arrayForm         // a JSON array of objects
	stateForm         // "az iot hub state export": {"devices": {"ID": {…}}}
	csvForm
)

// InputError says what is wrong with a record, or with an input as a whole, and where.
type InputError struct {
	Line int // from 1; 0 for the input as a whole
	Msg  string
	Err  error // the cause, if there is one
}

// Error is like "line 7: message".
func (e *InputError) Error() string {
	if e.Line == 0 {
		return e.Msg
	}
	return fmt.Sprintf("line %d: %s", e.Line, e.Msg)
}

// Unwrap is the cause.
func (e *InputError) Unwrap() error { return e.Err }

// Source reads devices from a stream: the twins as an array or one a line, as "az iot hub
// query" and "jq -c" write them, an export of the hub's state, the lines of a bulk export, or
// CSV with the columns deviceId, tags.NAME, properties.reported.NAME.
type Source struct {
	r      *bufio.Reader
	form   form
	line   int  // of the next byte
	opened bool // the first record of an array or a state was reached
	csv    *table
	ended  bool
}

// NewSource reads devices from r.
func NewSource(r io.Reader) *Source {
	return &Source{r: bufio.NewReaderSize(r, 64<<10), line: 1}
}

// Next reads the next records: some hundreds of them, or fewer if they are large. The error
// is io.EOF after the last ones; else it may be an *InputError. The records are the
// caller's.
func (s *Source) Next() (Records, error) {
	if s.form == unknownForm {
		if err := s.detect(); err != nil {
			return Records{}, err
		}
	}
	if s.ended {
		return Records{}, io.EOF
	}
	out := Records{form: s.form}
	var err error
	switch s.form {
	case csvForm:
		err = s.csv.read(&out)
	case lineForm:
		err = s.lines(&out)
	default:
		err = s.values(&out)
	}
	if errors.Is(err, io.EOF) {
		s.ended = true
		if err = nil; len(out.List) == 0 {
			err = io.EOF
		}
	}
	return out, err
}

// detect finds the form of the input by its beginning.
func (s *Source) detect() error {
	begin, err := s.r.Peek(s.r.Size())
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if bytes.HasPrefix(begin, []byte{0xFE, 0xFF}) || bytes.HasPrefix(begin, []byte{0xFF, 0xFE}) {
		return &InputError{1, "the input is UTF-16: expected UTF-8; in PowerShell write it with \"Out-File -Encoding utf8\"", nil}
	}
	if bom := []byte("\xEF\xBB\xBF"); bytes.HasPrefix(begin, bom) {
		begin = begin[len(bom):]
		s.r.Discard(len(bom))
	}
	text := bytes.TrimLeft(begin, " \t\r\n")
	switch {
	case len(text) == 0 && err != nil:
		s.form = lineForm
		return io.EOF
	case text[0] == '[':
		s.form = arrayForm
	case text[0] != '{' && !bytes.HasPrefix(text, []byte("deviceId")) && startsObject(text):
		s.form = lineForm // a bulk export without keys begins with a warning
		_, err := s.readLine(nil)
		return err
	case text[0] != '{':
		s.form = csvForm
		s.csv, err = newTable(s.r)
		return err
	case isState(text):
		s.form = stateForm
	case completeLine(text):
		s.form = lineForm
	default:
		s.form = sequenceForm
	}
	return nil
}

// startsObject reports whether the second line of a text starts with a brace.
func startsObject(text []byte) bool {
	_, rest, _ := bytes.Cut(text, []byte("\n"))
	return bytes.HasPrefix(rest, []byte("{"))
}

// isState reports whether an object is an export of a hub's state by its first key.
func isState(text []byte) bool {
	text = bytes.TrimLeft(text[1:], " \t\r\n")
	for _, key := range []string{`"arm"`, `"configurations"`, `"devices"`} {
		if bytes.HasPrefix(text, []byte(key)) {
			return true
		}
	}
	return false
}

// completeLine reports whether the first line holds all of the object that it starts. A line that
// is longer than the text counts as complete: nobody indents such an object.
func completeLine(text []byte) bool {
	line, _, found := bytes.Cut(text, []byte("\n"))
	if !found {
		return len(text) > 1 // a line with only "{" starts an indented object
	}
	var s scanner
	n, done := s.value(line)
	return done && len(bytes.TrimSpace(line[n:])) == 0
}

// lines reads records that have a line each.
func (s *Source) lines(out *Records) error {
	buffer := make([]byte, 0, chunkSize+chunkSize/4)
	for len(buffer) < chunkSize {
		line, start := s.line, len(buffer)
		var err error
		if buffer, err = s.readLine(buffer); err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if text := bytes.TrimSpace(buffer[start:]); len(text) > 0 {
			out.List = append(out.List, Record{Line: line, Text: text})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// readLine appends the next line to a buffer. The records before it keep the old buffer if
// there is no room.
func (s *Source) readLine(buffer []byte) ([]byte, error) {
	start := len(buffer)
	for {
		piece, err := s.r.ReadSlice('\n')
		buffer = append(buffer, piece...)
		if len(buffer)-start > MaxRecord {
			return nil, &InputError{s.line, tooLarge, nil}
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		s.line++
		return buffer, err
	}
}

const tooLarge = "the record is larger than 16 MB: expected the twin of one device"
