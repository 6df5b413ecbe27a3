package lsp

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"

	"github.com/sourcegraph/jsonrpc2"
)

// maxMessage is how many bytes a message may have: more than any text that is checked.
const maxMessage = 256 << 20

// framing is how messages follow each other: headers with the length, and JSON. It writes
// as the library does, and reads more than that: a header may be written in any case, and
// blanks may stand after the JSON.
type framing struct {
	jsonrpc2.VSCodeObjectCodec

	mutex sync.Mutex
	err   error // see fault
}

// fault is why no message could be read any more, nil if the stream has ended. It is there
// before the connection ends.
func (f *framing) fault() error {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	return f.err
}

// ReadObject reads the next message. The end of the stream between two messages is io.EOF.
func (f *framing) ReadObject(stream *bufio.Reader, v any) error {
	err := readMessage(stream, v)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		f.mutex.Lock()
		defer f.mutex.Unlock()
		f.err = err
	}
	return err
}

func readMessage(stream *bufio.Reader, v any) error {
	size, err := messageSize(stream)
	if err != nil {
		return err
	}
	body := make([]byte, size)
	if _, err := io.ReadFull(stream, body); err != nil {
		return io.ErrUnexpectedEOF
	}
	if err := json.Unmarshal(body, v); err != nil {
		return errors.New("a message is no JSON, or no message")
	}
	return nil
}

// messageSize reads the headers of a message, up to the empty line behind them.
func messageSize(stream *bufio.Reader) (int, error) {
	size := 0
	for first := true; ; first = false {
		text, err := stream.ReadSlice('\n')
		switch {
		case errors.Is(err, io.EOF) && first && len(text) == 0:
			return 0, io.EOF
		case err != nil && !errors.Is(err, bufio.ErrBufferFull) && !errors.Is(err, io.EOF):
			return 0, err
		}
		line := strings.TrimRight(string(text), "\r\n")
		if line == "" && err == nil {
			break
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok || err != nil {
			return 0, errors.New("expected the header Content-Length and an empty line")
		}
		if strings.EqualFold(name, "Content-Length") {
			size, _ = strconv.Atoi(strings.TrimSpace(value)) // 0 is refused below
		}
	}
	if size <= 0 || size > maxMessage {
		return 0, fmt.Errorf("expected the header Content-Length with a number of bytes, at most %d", maxMessage)
	}
	return size, nil
}
