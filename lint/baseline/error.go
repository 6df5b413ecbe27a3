package baseline

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Error is a fault of a baseline file: what is wrong, where, and what to do.
type Error struct {
	File         string
	Line, Column int    // 1-based, columns in code points; 0 if the file as a whole is meant
	Message      string // lower case, without a full stop
	Anew         bool   // Message advises to write the file again

	cause error
}

// Error formats the error as "FILE:LINE:COLUMN: MESSAGE".
func (e *Error) Error() string {
	place := printable(e.File)
	if e.Line > 0 {
		place += fmt.Sprintf(":%d:%d", e.Line, e.Column)
	}
	return place + ": " + e.Message
}

// Unwrap is the cause, such as a *jsontext.SyntacticError, or nil.
func (e *Error) Unwrap() error { return e.cause }

// anew is the advice for a file that cannot be mended. The program replaces no file
// that it cannot read: with a wrong name, another file would lose its content.
const anew = "remove the file and write it again"

// quote quotes a text, cut if it is long, so that no terminal and no CI agent
// takes it for a command: Azure's looks for "##" and a bracket anywhere in a line.
func quote(text string) string {
	const most = 200
	if utf8.RuneCountInString(text) > most {
		text = string([]rune(text)[:most]) + "…"
	}
	return strings.ReplaceAll(strconv.Quote(text), "##", `#\x23`)
}

// printable is the text as it is, or quoted if it could do harm where it is printed.
func printable(text string) string {
	odd := func(r rune) bool { return r == utf8.RuneError || !strconv.IsPrint(r) }
	if strings.ContainsFunc(text, odd) || strings.Contains(text, "##") || strings.HasPrefix(text, "::") {
		return quote(text)
	}
	return text
}

// isConflict reports whether git has put a line there.
func isConflict(line []byte) bool {
	for _, mark := range []string{"<<<<<<<", "=======", ">>>>>>>", "|||||||"} {
		if bytes.HasPrefix(line, []byte(mark)) {
			return true
		}
	}
	return false
}
