package condition

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/iotedge-tools/edgeproxy/manifest/secret"
	"github.com/iotedge-tools/edgeproxy/manifest/text"
)

// Error says why IoT Hub refuses a condition, and where.
type Error struct {
	Span text.Span // bytes of the condition
	Msg  string    // lower case; it quotes at most a few words of the condition
	Help string    // what to write instead; may be empty

	column int
}

// Error formats the error as "column: message"; the column counts code points from 1.
func (e *Error) Error() string { return fmt.Sprintf("column %d: %s", e.column, e.Msg) }

// Column is where the error stands in the condition, in code points from 1.
func (e *Error) Column() int { return e.column }

// at completes an error with its column.
func (e *Error) at(src string) *Error {
	e.column = utf8.RuneCountInString(src[:e.Span.Start]) + 1
	return e
}

// Warning is a part of a condition that IoT Hub may refuse, or may read in another way
// than its author: the documentation does not say.
type Warning struct {
	Span text.Span // bytes of the condition
	Msg  string    // lower case
	Help string    // what to write instead
}

// quoteLimit is how many bytes of a condition a message quotes.
const quoteLimit = 60

// quoted is a part of the condition in quotes, cut if it is long. A part of the address
// of a proxy is not shown: alone, it does not look like an address.
func (p *parser) quoted(s string) string {
	if shown := secret.Text(p.src); shown != p.src && !strings.Contains(shown, s) {
		return secret.Mask
	}
	if len(s) > quoteLimit {
		cut := quoteLimit
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut] + "…"
	}
	return fmt.Sprintf("%q", s)
}
