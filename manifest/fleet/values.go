package fleet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// values reads the records of an array, of a state, or of a sequence of objects.
func (s *Source) values(out *Records) error {
	if !s.opened {
		s.opened = true
		if err := s.open(); err != nil {
			return err
		}
	}
	size := 0
	for size < chunkSize {
		rec, err := s.element()
		if err != nil {
			return err
		}
		out.List = append(out.List, rec)
		size += len(rec.Text)
	}
	return nil
}

// open goes to the first record.
func (s *Source) open() error {
	switch s.form {
	case sequenceForm:
		return nil
	case arrayForm:
		_, err := s.skip("[")
		return err
	}
	s.skip("{")
	for {
		key, err := s.key()
		if err != nil {
			if errors.Is(err, io.EOF) {
				return &InputError{0, "the export holds no \"devices\": expected one that was made with \"az iot hub state export --aspects devices\"", nil}
			}
			return err
		}
		if key == `"devices"` {
			_, err := s.skip("{")
			return err
		}
		if err := s.text(nil); err != nil {
			return err
		}
	}
}

// key reads the key of a member with its colon; io.EOF after the last member.
func (s *Source) key() (string, error) {
	c, err := s.skip(`"}`)
	if err != nil {
		return "", err
	}
	if c == '}' {
		return "", io.EOF
	}
	s.r.UnreadByte()
	var key bytes.Buffer
	if err := s.text(&key); err != nil {
		return "", err
	}
	_, err = s.skip(":")
	return key.String(), err
}

// skip goes over white space and commas to one of some bytes, and reads it.
func (s *Source) skip(expected string) (byte, error) {
	for {
		c, err := s.r.ReadByte()
		switch {
		case err == io.EOF:
			return 0, &InputError{s.line, fmt.Sprintf("the input ends here: expected %q", expected[0]), io.ErrUnexpectedEOF}
		case err != nil:
			return 0, err
		case c == '\n':
			s.line++
		case isBlank(c) || c == ',':
		case bytes.IndexByte([]byte(expected), c) >= 0:
			return c, nil
		default:
			return 0, &InputError{s.line, fmt.Sprintf("%q stands here: expected %q", rune(c), expected[0]), nil}
		}
	}
}

// element reads the next record.
func (s *Source) element() (Record, error) {
	var b bytes.Buffer
	switch s.form {
	case sequenceForm:
		c, err := s.next()
		if err != nil {
			return Record{}, err
		}
		if c != '{' {
			return Record{}, &InputError{s.line, fmt.Sprintf("%q stands here: expected the start of a record, '{'", rune(c)), nil}
		}
		s.r.UnreadByte()
	case arrayForm:
		if err := s.inArray(); err != nil {
			return Record{}, err
		}
	case stateForm:
		key, err := s.key()
		if err != nil {
			return Record{}, err
		}
		b.WriteString("{" + key + ":")
	}
	line := s.line
	if err := s.text(&b); err != nil {
		return Record{}, err
	}
	if s.form == stateForm {
		b.WriteByte('}')
	}
	return Record{Line: line, Text: b.Bytes()}, nil
}

// next reads the next byte that is not blank.
func (s *Source) next() (byte, error) {
	c, err := s.r.ReadByte()
	for ; err == nil && isBlank(c); c, err = s.r.ReadByte() {
		if c == '\n' {
			s.line++
		}
	}
	return c, err
}

// inArray goes to the next record of an array, or of the array behind it: somebody may
// have written the pages of a query one after the other.
func (s *Source) inArray() error {
	for {
		c, err := s.skip("{]")
		if err != nil {
			return err
		}
		if c == '{' {
			s.r.UnreadByte()
			return nil
		}
		if c, err = s.next(); err != nil {
			return err
		}
		if c != '[' {
			return &InputError{s.line, fmt.Sprintf("%q stands behind the list of devices: expected the end of the input, or another list", rune(c)), nil}
		}
	}
}

// text reads one JSON value into b; nil passes over it.
func (s *Source) text(b *bytes.Buffer) error {
	var scan scanner
	start := s.line
	for {
		piece, err := s.r.Peek(1)
		if err == nil {
			piece, _ = s.r.Peek(s.r.Buffered())
		}
		n, done := scan.value(piece)
		s.line += bytes.Count(piece[:n], []byte("\n"))
		if b != nil {
			b.Write(piece[:n])
			if b.Len() > MaxRecord {
				return &InputError{start, tooLarge, nil}
			}
		}
		s.r.Discard(n)
		switch {
		case done:
			return nil
		case err == io.EOF:
			return &InputError{start, "the record is not complete: the input ends in the middle of it", io.ErrUnexpectedEOF}
		case err != nil:
			return err
		}
	}
}
