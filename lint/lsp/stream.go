package lsp

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/sourcegraph/jsonrpc2"
)

// stream is the messages from and to a client. It accepts more than the stream of the
// library: headers in any case. It answers a message that cannot be handled with an
// error, as JSON-RPC demands, where the library would end the session. It does not
// close the two streams below it, which are the caller's.
type stream struct {
	in     *bufio.Reader
	out    io.Writer
	closed atomic.Bool

	writing sync.Mutex // of one message

	mutex sync.Mutex
	err   error // see fault
}

func newStream(in io.Reader, out io.Writer) *stream {
	return &stream{in: bufio.NewReader(in), out: out}
}

// fault is why no message could be read any more, nil if the stream has ended. It is there
// before the connection ends.
func (s *stream) fault() error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.err
}

// unreadable is a notification that no client sends: it stands in the place of a message without an
// ID that cannot be read. The message may have been a change of a document.
const unreadable = "$/edgeproxy/unreadable"

// ReadObject reads the next message that can be handled. The end of the stream between two
// messages is io.EOF.
func (s *stream) ReadObject(message any) error {
	for {
		body, err := readBody(s.in)
		if err != nil {
			s.keep(err)
			return err
		}
		refused, ok := decodeMessage(body, message)
		if ok {
			return nil
		}
		if refused == nil {
			continue // an answer without a request
		}
		if err := s.WriteObject(refused); err != nil {
			return err
		}
		if isNull(refused.ID) {
			return json.Unmarshal([]byte(`{"jsonrpc": "2.0", "method": "`+unreadable+`"}`), message)
		}
	}
}

// keep keeps what was wrong with a message. The end of the stream is no fault.
func (s *stream) keep(err error) {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.err = err
}

// WriteObject writes a message. After Close it writes nothing.
func (s *stream) WriteObject(message any) error {
	body, err := json.Marshal(message)
	if err != nil {
		return err
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	if s.closed.Load() {
		return jsonrpc2.ErrClosed
	}
	_, err = s.out.Write(fmt.Appendf(nil, "Content-Length: %d\r\n\r\n%s", len(body), body))
	return err
}

// Close makes all that is written later an error. It does not wait for a message that is being
// written to a client which does not read.
func (s *stream) Close() error {
	s.closed.Store(true)
	return nil
}

// refusal is the answer to a message that cannot be handled.
type refusal struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id"`
	Error   jsonrpc2.Error  `json:"error"`
}

func refuse(id json.RawMessage, code int64, why string) *refusal {
	if !isID(id) && !isInteger(id) {
		id = json.RawMessage("null")
	}
	return &refusal{"2.0", id, jsonrpc2.Error{Code: code, Message: why}}
}

// decodeMessage reads a request, a notification or an answer. If ok is false, the
// message cannot be handled, and refused is the answer to send; nil for none. No error
// quotes the message.
func decodeMessage(body []byte, message any) (refused *refusal, ok bool) {
	var head struct{ ID, Method, Result, Error json.RawMessage }
	var syntax *json.SyntaxError
	err := json.Unmarshal(body, &head)
	isAnswer := head.Method == nil && (head.Result != nil || head.Error != nil)
	switch {
	case errors.As(err, &syntax):
		return refuse(nil, jsonrpc2.CodeParseError, "a message is no JSON"), false
	case err != nil:
		return refuse(nil, jsonrpc2.CodeInvalidRequest, "a message must be one object"), false
	case isAnswer && !isID(head.ID):
		return nil, false
	case !isAnswer && head.ID != nil && !isNull(head.ID) && !isID(head.ID):
		return refuse(head.ID, jsonrpc2.CodeInvalidRequest, "the id of a request must be a string, or a whole number from 0"), false
	}
	if err := json.Unmarshal(body, message); err == nil {
		return nil, true
	}
	reflect.ValueOf(message).Elem().SetZero() // half of the message may be in it
	if isAnswer {
		return nil, false
	}
	return refuse(head.ID, jsonrpc2.CodeInvalidRequest, "a message is no request, no notification and no answer"), false
}

func isNull(id json.RawMessage) bool { return string(id) == "null" }

// isID reports whether the library can hand an id back as it came.
func isID(id json.RawMessage) bool {
	if bytes.HasPrefix(id, []byte(`"`)) {
		return true
	}
	n, err := strconv.ParseInt(string(id), 10, 64)
	return err == nil && n >= 0
}

func isInteger(id json.RawMessage) bool {
	_, err := strconv.ParseInt(string(id), 10, 64)
	return err == nil
}
