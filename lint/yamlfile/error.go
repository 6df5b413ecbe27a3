package yamlfile

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Error is a fault of a file: what is wrong, where, and what was
// expected. It never holds a password.
type Error struct {
	File         string
	Line, Column int    // 1-based, columns in code points; 0 if the file as a whole is meant
	Message      string // lower case, without a full stop
	Suggestion   string // the word that was probably meant, or empty

	Cause error // such as a *manifest.ProxyURLError; nil for most faults
}

// Error formats the error as "FILE:LINE:COLUMN: MESSAGE: did you mean SUGGESTION?".
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(Printable(e.File))
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d:%d", e.Line, e.Column)
	}
	b.WriteString(": " + e.Message)
	if e.Suggestion != "" {
		fmt.Fprintf(&b, ": did you mean %q?", e.Suggestion)
	}
	return b.String()
}

// Unwrap is the cause, or nil.
func (e *Error) Unwrap() error { return e.Cause }

// Show quotes text of the file for a message. A text that may be a piece of a
// proxy address is not shown, wherever in the file it stands: it may hold a
// password.
func Show(text string) string {
	if strings.Contains(text, "@") || strings.Contains(text, "://") {
		return `"***"`
	}
	const most = 80
	if utf8.RuneCountInString(text) > most {
		text = string([]rune(text)[:most]) + "…"
	}
	return Quote(text)
}

// Quote quotes a text so that no terminal and no CI agent takes it for a
// command: Azure's looks for "##" and a bracket anywhere in a line.
func Quote(text string) string {
	return strings.ReplaceAll(strconv.Quote(text), "##", `#\x23`)
}

// QuoteAll shows texts with commas between them.
func QuoteAll(texts []string) string {
	quoted := make([]string, len(texts))
	for i, t := range texts {
		quoted[i] = Show(t)
	}
	return strings.Join(quoted, ", ")
}

// Printable is the text as it is, or quoted if it could do harm where it is printed.
func Printable(text string) string {
	odd := func(r rune) bool { return r == utf8.RuneError || !strconv.IsPrint(r) }
	if strings.ContainsFunc(text, odd) || strings.Contains(text, "##") || strings.HasPrefix(text, "::") {
		return Quote(text)
	}
	return text
}

// OneOf lists what was expected.
func OneOf(names []string) string {
	if len(names) == 1 {
		return QuoteAll(names)
	}
	last := len(names) - 1
	return strings.Join([]string{QuoteAll(names[:last]), QuoteAll(names[last:])}, " or ")
}
