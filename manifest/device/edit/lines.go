package edit

import (
	"bytes"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// lineStart is the offset of the first byte of the line that holds a byte.
func lineStart(src []byte, at int) int {
	if start := bytes.LastIndexByte(src[:at], '\n') + 1; start > 0 {
		return start
	}
	return text.BOMLen(src)
}

// lineEnd is the offset behind the line that holds a byte, its ending included.
func lineEnd(src []byte, at int) int {
	if n := bytes.IndexByte(src[at:], '\n'); n >= 0 {
		return at + n + 1
	}
	return len(src)
}

// newlineOf is the line ending before an offset, or the first one of the text.
func newlineOf(src []byte, at int) string {
	if at == 0 || src[at-1] != '\n' {
		at = lineEnd(src, 0)
	}
	if bytes.HasSuffix(src[:at], []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// insertion is lines as an insertion at the start of a line, or at the end of the
// text.
func insertion(src []byte, at int, lines []string) text.Edit {
	newline := newlineOf(src, at)
	added := strings.Join(lines, newline)
	if at > text.BOMLen(src) && src[at-1] != '\n' { // the last line has no ending, and gets none
		added = newline + added
	} else {
		added += newline
	}
	return text.Edit{Span: text.Span{Start: at, End: at}, Text: added}
}

// wholeLines are the lines of a span, if nothing else stands on them but blanks and, at
// the end, a comment that begins with '#'.
func wholeLines(src []byte, s text.Span) (lines text.Span, ok bool) {
	lines = text.Span{Start: lineStart(src, s.Start), End: lineEnd(src, s.End)}
	before := strings.TrimSpace(string(src[lines.Start:s.Start]))
	behind := strings.TrimSpace(string(src[s.End:lines.End]))
	return lines, before == "" && (behind == "" || behind[0] == '#')
}

// cut is the edit that removes lines. If the last line has no ending, the ending before
// the lines goes.
func cut(src []byte, lines text.Span) text.Edit {
	if lines.End == len(src) && !bytes.HasSuffix(src, []byte("\n")) && lines.Start > 0 && src[lines.Start-1] == '\n' {
		lines.Start--
		if lines.Start > 0 && src[lines.Start-1] == '\r' {
			lines.Start--
		}
	}
	return text.Edit{Span: lines}
}
