package dial

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

// mostHead is how long the head of an answer may be, in bytes, with those of all
// interim answers before it.
const mostHead = 64 << 10

// Why nobody can use an answer. Both texts are of this package.
var (
	errNoHTTP   = errors.New("what it answers is not HTTP/1")
	errLongHead = errors.New("the head of its answer is longer than 64 KB")
)

// ask sends a request without a body, and reads the head of the answer. The client of
// net/http does not tell an answer that is no HTTP from a lost connection, and it uses the
// proxy by rules of its own.
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
	for {
		h, err := readHead(r)
		switch {
		case s.limit.N <= 0:
			return head{}, errLongHead
		case err != nil:
			return head{}, err
		case h.status >= 200 || h.status == 101:
			return h, nil
		} // 100 Continue, 103 Early Hints: the answer follows
	}
}

// readHead reads one head.
func readHead(r *textproto.Reader) (head, error) {
	first, err := r.ReadLine()
	if err != nil {
		return head{}, err
	}
	status, err := statusOf(first)
	if err != nil {
		return head{}, err
	}
	fields, err := r.ReadMIMEHeader()
	var malformed textproto.ProtocolError
	switch {
	case errors.As(err, &malformed) && status < 300:
		return head{}, errNoHTTP
	case errors.As(err, &malformed): // a malformed refusal is a refusal
	case err != nil:
		return head{}, err
	}
	return head{status, fields}, nil
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
