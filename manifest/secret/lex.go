package secret

import "strings"

// token is a string of JSON without its quotation marks.
type token struct {
	Span
	key bool // a colon follows
}

// lex finds the strings in a line of JSON. depth says how many strings this JSON stands
// in. ok is true if the line is like JSON: between two strings stands a sign such as a
// comma, and around them stand only signs, numbers, words and placeholders. If ok is
// false, nobody knows where the strings start.
func lex(text string, depth int) (tokens []token, ok bool) {
	marks := 1<<depth - 1 // backslashes before a quotation mark
	tokens = make([]token, 0, strings.Count(text, `"`)/2)
	sign := true // the last thing but blanks was a sign, or the start
	for i := 0; i < len(text); {
		c := text[i]
		slashes := countSlashes(text[i:])
		switch {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			i++
		case slashes > 0 && depth > 0 && i+slashes < len(text) && strings.IndexByte("nrt", text[i+slashes]) >= 0:
			i += slashes + 1
		case slashes == marks && i+slashes < len(text) && text[i+slashes] == '"':
			end := closing(text, i+slashes+1, depth)
			if !sign || end < 0 {
				return nil, false
			}
			tokens = append(tokens, token{Span: Span{i + slashes + 1, end - marks}})
			sign = false
			i = end + 1
		case strings.IndexByte("{}[],:", c) >= 0:
			if c == ':' && !sign && len(tokens) > 0 {
				tokens[len(tokens)-1].key = true
			}
			sign = true
			i++
		case sign && isBare(c) || !sign && i > 0 && isBare(text[i-1]) && isBare(c):
			sign = false
			i++
		default:
			return nil, false
		}
	}
	return tokens, true
}

// isBare reports whether a character may stand in a number, in a word such as
// true, or in a placeholder without quotation marks.
func isBare(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || strings.IndexByte("+-._$#()<>", c) >= 0
}

func countSlashes(text string) (n int) {
	for n < len(text) && text[n] == '\\' {
		n++
	}
	return n
}

// closing is the offset of the quotation mark that ends a string, below 0 if
// there is none.
func closing(text string, start, depth int) int {
	slashes := 0
	for i := start; i < len(text); i++ {
		switch {
		case text[i] == '\\':
			slashes++
			continue
		case text[i] == '"' && closes(slashes, depth):
			return i
		}
		slashes = 0
	}
	return -1
}

// closes reports whether a quotation mark after so many backslashes ends a
// string of that depth: each depth escapes the mark and the backslashes before.
func closes(slashes, depth int) bool {
	if depth == 0 {
		return slashes%2 == 0
	}
	return slashes%2 == 1 && closes((slashes-1)/2, depth-1)
}
