package lsp

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"testing"
)

// TestFraming: what clients write, and what is no message.
func TestFraming(t *testing.T) {
	read := func(text string) (got []string, err error) {
		stream := bufio.NewReader(strings.NewReader(text))
		for {
			m, err := readBody(stream)
			if err != nil {
				return got, err
			}
			got = append(got, string(m))
		}
	}
	for text, want := range map[string]string{
		"":                            "",
		"Content-Length: 2\r\n\r\n{}": "{}",
		"content-length:3\r\n\r\n{}\nCONTENT-LENGTH: 1\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n1": "{} 1",
		"Content-Length: 0\r\n\r\nContent-Length: 1\r\n\r\n7":                                                               " 7",
		"Content-Length: 602\r\n\r\n[" + strings.Repeat(" ", 598) + "]\r\nContent-Length: 1\r\n\r\n2":                       "[" + strings.Repeat(" ", 598) + "] 2",
	} {
		got, err := read(text)
		for i, m := range got {
			got[i] = strings.TrimSpace(m)
		}
		if !errors.Is(err, io.EOF) || strings.Join(got, " ") != want {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	for _, text := range []string{
		"{}\r\n\r\n", "Content-Length: x\r\n\r\n{}", "Content-Length: -1\r\n\r\n{}", "Content-Length: 99999999999\r\n\r\n{}", "Content-Type: x\r\n\r\n{}",
		"Content-Length: 1e3\r\n\r\n", strings.Repeat("geheim", 1000) + ": x\r\n", "Content-Length: 9\r\n\r\n{}", "Content-Length: 9\r\n",
	} {
		if got, err := read(text); err == nil || errors.Is(err, io.EOF) || len(got) > 0 || strings.Contains(err.Error(), "geheim") {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}
