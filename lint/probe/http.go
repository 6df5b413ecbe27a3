package probe

import (
	"errors"
	"math"
	"net/textproto"
	"strconv"
	"strings"
)

// head is the head of an answer by HTTP.
type head struct {
	status int
	fields textproto.MIMEHeader
}

// mostHead is how long the head of an answer may be, in bytes.
const mostHead = 64 << 10

// errNoHTTP says that an answer is none of HTTP/1.
var errNoHTTP = errors.New("what it answers is not HTTP/1")

// ask sends a request without a body, and reads the head of the answer. net/http would
// do so, too, but every start of a program that links it takes longer.
func (s *stream) ask(line, host string, fields ...string) (head, error) {
	request := line + "\r\nHost: " + host + "\r\nUser-Agent: edgeproxy\r\n"
	for _, f := range fields {
		request += f + "\r\n"
	}
	if _, err := s.Write([]byte(request + "\r\n")); err != nil {
		return head{}, err
	}
	s.limit.N = mostHead
	defer func() { s.limit.N = math.MaxInt64 }()
	r := textproto.NewReader(s.ahead)
	first, err := r.ReadLine()
	if err != nil {
		return head{}, s.orTooLong(err)
	}
	status, err := statusOf(first)
	if err != nil {
		return head{}, err
	}
	read, err := r.ReadMIMEHeader()
	var malformed textproto.ProtocolError
	switch {
	case errors.As(err, &malformed) && status/100 == 2:
		return head{}, errNoHTTP
	case errors.As(err, &malformed): // it refuses all the same
	case err != nil:
		return head{}, s.orTooLong(err)
	}
	return head{status, read}, nil
}

// orTooLong is an error of reading, or that the head does not end.
func (s *stream) orTooLong(err error) error {
	if s.limit.N <= 0 {
		return errNoHTTP
	}
	return err
}

// statusOf reads the first line of an answer.
func statusOf(line string) (int, error) {
	version, rest, _ := strings.Cut(line, " ")
	digits, _, _ := strings.Cut(rest, " ")
	status, err := strconv.Atoi(digits)
	if err != nil || !strings.HasPrefix(version, "HTTP/1.") || len(digits) != 3 || status < 100 {
		return 0, errNoHTTP
	}
	return status, nil
}
