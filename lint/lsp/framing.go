package lsp

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// maxMessage is how many bytes a message may have: more than any text that is checked.
const maxMessage = 256 << 20

// readBody reads the next message, headers first.
func readBody(stream *bufio.Reader) ([]byte, error) {
	size, err := messageSize(stream)
	if err != nil {
		return nil, err
	}
	body := make([]byte, size)
	if _, err := io.ReadFull(stream, body); err != nil {
		return nil, io.ErrUnexpectedEOF
	}
	return body, nil
}

// messageSize reads the headers of a message, up to the empty line behind them.
func messageSize(stream *bufio.Reader) (int, error) {
	size := -1
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
			if size, err = strconv.Atoi(strings.TrimSpace(value)); err != nil {
				size = -1
			}
		}
	}
	if size < 0 || size > maxMessage {
		return 0, fmt.Errorf("expected the header Content-Length with a number of bytes, at most %d", maxMessage)
	}
	return size, nil
}
