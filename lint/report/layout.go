package report

import (
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/iotedge-tools/edgeproxy/lint/report/plain"
)

const (
	tabWidth = 4
	minText  = 40 // a narrower terminal wraps: a shorter snippet says nothing
	ellipsis = "…"
)

// cell is one character of a snippet as it is shown.
type cell struct {
	text  string
	width int // columns of the terminal
}

// layout lays out a snippet for a terminal: the line, the number of columns
// before the span, and the number of carets (at least one) under it. A line of
// more than room columns is clipped to the surroundings of the span; room 0
// means no limit.
func layout(s Snippet, room int) (line string, before, carets int) {
	cells, first, last := split(s)
	lo, hi := clip(cells, first, last, s, room)
	var b strings.Builder
	if lo > 0 || s.CutLeft {
		b.WriteString(ellipsis)
		before = 1
	}
	for i, c := range cells[lo:hi] {
		b.WriteString(c.text)
		switch i += lo; {
		case i < first:
			before += c.width
		case i < last:
			carets += c.width
		}
	}
	if hi < len(cells) || s.CutRight {
		b.WriteString(ellipsis)
	}
	return b.String(), before, max(1, carets)
}

// split takes a snippet apart. The cells from first to last are its span.
func split(s Snippet) (cells []cell, first, last int) {
	column := 0
	first, last = -1, -1
	for i := 0; i < len(s.Text); {
		if first < 0 && i >= s.Start {
			first = len(cells)
		}
		if last < 0 && i >= s.End {
			last = len(cells)
		}
		c, size := cellAt(s.Text, i, column)
		cells = append(cells, c)
		column += c.width
		i += size
	}
	if first < 0 {
		first = len(cells)
	}
	if last < 0 {
		last = len(cells)
	}
	return cells, first, max(first, last)
}

func cellAt(s string, i, column int) (c cell, size int) {
	if s[i] == '\t' {
		width := tabWidth - column%tabWidth
		return cell{strings.Repeat(" ", width), width}, 1
	}
	text, size := plain.LineAt(s, i)
	// Not the package's default condition: that one depends on the locale.
	condition := runewidth.Condition{StrictEmojiNeutral: true}
	width := 0
	for _, r := range text {
		width += condition.RuneWidth(r)
	}
	return cell{text, width}, size
}

// clip chooses the cells lo to hi that fit into room columns, ellipses
// included. It gives up cells on the side where more of them stand beside the
// span, and cells of the span itself, from its end, only when no others are left.
func clip(cells []cell, first, last int, s Snippet, room int) (lo, hi int) {
	hi = len(cells)
	if room == 0 {
		return lo, hi
	}
	total := 0
	for _, c := range cells {
		total += c.width
	}
	marks := func() int {
		n := 0
		if lo > 0 || s.CutLeft {
			n++
		}
		if hi < len(cells) || s.CutRight {
			n++
		}
		return n
	}
	for total+marks() > room && hi-lo > 1 {
		if lo < first && first-lo >= hi-last {
			total -= cells[lo].width
			lo++
		} else {
			hi--
			total -= cells[hi].width
		}
	}
	return lo, hi
}
