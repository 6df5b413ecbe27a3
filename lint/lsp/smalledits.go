package lsp

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// smallEdits are edits that turn a text into another, in order. They are as small as
// possible, so that cursors and folds of an editor stay where nothing changes.
func smallEdits(before, after []byte) []manifest.Edit {
	edits := lineEdits(before, after)
	for i, e := range edits {
		edits[i] = trim(before, e)
	}
	return edits
}

// trim takes off an edit what is equal at both of its ends. It cuts no character and no CRLF in
// half: an editor has no name for such a place.
func trim(src []byte, e manifest.Edit) manifest.Edit {
	old, with := src[e.Start:e.End], []byte(e.Text)
	head := commonHead(old, with)
	for head > 0 && (cutsAt(old, head) || cutsAt(with, head)) {
		head--
	}
	old, with = old[head:], with[head:]
	tail := commonTail(old, with)
	for tail > 0 && (cutsAt(old, len(old)-tail) || cutsAt(with, len(with)-tail)) {
		tail--
	}
	return manifest.Edit{Span: manifest.Span{Start: e.Start + head, End: e.End - tail}, Text: string(with[:len(with)-tail])}
}

// commonHead is how many bytes are equal at the start of two texts.
func commonHead(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// commonTail is how many bytes are equal at the end of two texts.
func commonTail(a, b []byte) int {
	n := 0
	for n < min(len(a), len(b)) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}

// cutsAt reports whether an offset is inside of a character, or behind a CR, which may have its LF
// there.
func cutsAt(text []byte, at int) bool {
	return at > 0 && text[at-1] == '\r' || at < len(text) && !utf8.RuneStart(text[at])
}

// lineStarts are the offsets at which the lines of a text start, and that of its end.
func lineStarts(text []byte) []int {
	starts := []int{0}
	for i, c := range text {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	if starts[len(starts)-1] != len(text) {
		starts = append(starts, len(text))
	}
	return starts
}

// lineEdits are edits of whole lines that turn a text into another.
func lineEdits(before, after []byte) []manifest.Edit {
	starts := lineStarts(before)
	var edits []manifest.Edit
	line := 0
	add := func(removed int, text string) {
		at := manifest.Span{Start: starts[line], End: starts[line+removed]}
		if last := len(edits) - 1; last >= 0 && edits[last].End == at.Start {
			edits[last].End, edits[last].Text = at.End, edits[last].Text+text
			return
		}
		edits = append(edits, manifest.Edit{Span: at, Text: text})
	}
	lines := strings.SplitAfter(string(diff.Diff("before", before, "after", after)), "\n")
	for i, text := range lines {
		if text == "" || i < 3 { // the names
			continue
		}
		if i+1 < len(lines) && strings.HasPrefix(lines[i+1], `\`) {
			text = strings.TrimSuffix(text, "\n") // the last line has no line feed
		}
		switch text[0] {
		case '@':
			var count int
			if _, err := fmt.Sscanf(text, "@@ -%d,%d", &line, &count); err == nil && count > 0 {
				line-- // it counts from 1; of an empty text from 0
			}
		case ' ':
			line++
		case '-':
			add(1, "")
			line++
		case '+':
			add(0, text[1:])
		}
	}
	if out, err := manifest.Splice(before, edits); err != nil || !bytes.Equal(out, after) {
		return []manifest.Edit{{Span: manifest.Span{End: len(before)}, Text: string(after)}} // never reached: a test makes sure
	}
	return edits
}
