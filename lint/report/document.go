package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

const toolName = "edgeproxy"

// writeDocument writes frame, a JSON document whose last member, at whatever
// depth, is an empty list, with the items in that list. Items are encoded one
// at a time: the document of a large run is never in memory as a whole.
func writeDocument(w io.Writer, frame any, items iter.Seq[any]) error {
	text, err := encode(frame, "")
	if err != nil {
		return err
	}
	open := bytes.LastIndex(text, []byte("[]")) + 1
	line := text[bytes.LastIndexByte(text[:open], '\n')+1:]
	outer := string(line[:len(line)-len(bytes.TrimLeft(line, " "))])
	inner := outer + "  "

	b := bufio.NewWriter(w)
	b.Write(text[:open])
	separator := "\n"
	for item := range items {
		member, err := encode(item, inner)
		if err != nil {
			return err
		}
		b.WriteString(separator + inner)
		b.Write(member)
		separator = ",\n"
	}
	if separator != "\n" {
		b.WriteString("\n" + outer)
	}
	b.Write(text[open:])
	b.WriteByte('\n')
	return b.Flush()
}

// encode is v as indented JSON without hidden characters and without commands. Signs
// such as '<' stay as they are, because the text is not for web pages.
func encode(v any, prefix string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent(prefix, "  ")
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return escapeJSON(bytes.TrimRight(b.Bytes(), "\n")), nil
}

// escapeJSON writes as \u escapes what would act upon a terminal or a CI
// system that shows the document as it is. Every value stays the same: '#' and
// hidden characters stand only in strings, and never behind a backslash of an
// escape.
func escapeJSON(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r != '\n' && plain.Hidden(r) || plain.OpensCommand(text, i):
			for _, unit := range utf16.Encode([]rune{r}) {
				out = fmt.Appendf(out, `\u%04x`, unit)
			}
		default:
			out = append(out, text[i:i+size]...)
		}
		i += size
	}
	return out
}
