package report

import (
	"strings"

	"github.com/mattn/go-runewidth"
)

// Wrap breaks a text at blanks into lines of at most width columns; width 0
// means no limit. A word that is longer has a line of its own. What stands in
// double quotes stays on one line if it fits there: it may be a command, which
// people copy. No line but the first begins with two colons, blanks before them
// not counted: GitHub would run it.
func Wrap(text string, width int) []string {
	if width <= 0 {
		return []string{text}
	}
	var lines []string
	line := ""
	for i, word := range words(text, width) {
		switch {
		case i == 0:
			line = word
		case runewidth.StringWidth(line)+1+runewidth.StringWidth(word) <= width,
			strings.HasPrefix(strings.TrimLeft(word, " "), "::"):
			line += " " + word
		default:
			lines = append(lines, line)
			line = word
		}
	}
	return append(lines, line)
}

// words splits a text at its blanks, except for those that must stay: blanks
// between double quotes, if what they enclose fits into width columns, and all
// but the first of several in a row.
func words(text string, width int) []string {
	var out []string
	for {
		end := wordEnd(text, 0)
		if quote := strings.IndexByte(text[:end], '"'); quote >= 0 && strings.Count(text[:end], `"`)%2 == 1 {
			if n := strings.IndexByte(text[end:], '"'); n >= 0 {
				if whole := wordEnd(text, end+n); runewidth.StringWidth(text[:whole]) <= width {
					end = whole
				}
			}
		}
		out = append(out, text[:end])
		if end == len(text) {
			return out
		}
		text = text[end+1:]
	}
}

// wordEnd is the end of the word that offset from of a text belongs to. Blanks
// at from belong to the word behind them.
func wordEnd(text string, from int) int {
	start := from + len(text[from:]) - len(strings.TrimLeft(text[from:], " "))
	if n := strings.IndexByte(text[start:], ' '); n >= 0 {
		return start + n
	}
	return len(text)
}
