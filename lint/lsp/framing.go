package lsp

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/textproto"
	"strconv"

	"github.com/sourcegraph/jsonrpc2"
)

// maxMessage is how many bytes a message may have: more than any text that is checked.
const maxMessage = 256 << 20

// framing is how messages follow each other: headers with the length, and JSON. It writes
// as the library does, and reads more than that: a header may be written in any case, and
// blanks may stand after the JSON.
type framing struct{ jsonrpc2.VSCodeObjectCodec }

// ReadObject reads the next message. The end of the stream between two messages is io.EOF.
func (framing) ReadObject(stream *bufio.Reader, v any) error {
	header, err := textproto.NewReader(stream).ReadMIMEHeader()
	if err != nil {
		if len(header) == 0 && errors.Is(err, io.EOF) {
			return io.EOF
		}
		return errors.New("expected the header Content-Length and an empty line")
	}
	size, err := strconv.Atoi(header.Get("Content-Length"))
	if err != nil || size <= 0 || size > maxMessage {
		return fmt.Errorf("expected the header Content-Length with a number of bytes, at most %d", maxMessage)
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
